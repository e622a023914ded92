#include "container_tco/workload/kubernetes_scheduling.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "container_tco/error/ascii.hpp"
#include "container_tco/workload/kubernetes_quantity.hpp"
#include "container_tco/workload/kubernetes_requests.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_skew = 10000000;
constexpr std::int64_t max_domains = 10000;

void read_container_ports(const JsonCursor& container, bool host_network, std::set<std::string>& seen, Task& task) {
  for (const JsonCursor& port : container.items_of("ports")) {
    const auto host_port = port.find("hostPort");
    // On the host's network every declared port is a port of the host.
    const auto number = host_port ? host_port : host_network ? port.find("containerPort") : std::nullopt;
    if (!number) continue;
    refuse_placeholder(*number);
    const std::int64_t value = number->integer(0, 65535);
    if (value == 0) continue;
    const std::string protocol = detail::lower_case(port.optional_text("protocol").value_or("TCP"));
    const std::string name = std::to_string(value) + "/" + protocol;
    if (host_port) task.host_demands.push_back({"k8s_host_port", std::to_string(value), host_port->path()});
    if (seen.insert(name).second) task.static_host_ports.push_back(name);
  }
}

std::vector<JsonCursor> required_terms(const JsonCursor& pod_spec, const char* kind) {
  const auto affinity = pod_spec.find("affinity");
  const auto terms = affinity ? affinity->find(kind) : std::nullopt;
  return terms ? terms->items_of("requiredDuringSchedulingIgnoredDuringExecution") : std::vector<JsonCursor>();
}

bool covers_namespace(const JsonCursor& term, const std::string& name_space) {
  const auto selector = term.find("namespaceSelector");
  const std::vector<JsonCursor> names = term.items_of("namespaces");
  if (!selector && names.empty()) return true;
  // Labels of namespaces are not in the input; only the selector of all namespaces is certain.
  if (selector && selector->members().empty()) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](const JsonCursor& name) { return scalar_text(name) == name_space; });
}

bool is_about(const JsonCursor& term, Topology topology) {
  const std::string key = term.optional_text("topologyKey").value_or("");
  if (topology == Topology::host) return key == "kubernetes.io/hostname";
  return key == "topology.kubernetes.io/zone" || key == "failure-domain.beta.kubernetes.io/zone";
}

// Whether pods have the values of a pod's own labels for matchLabelKeys, and others for mismatchLabelKeys. Keys that
// the pod itself lacks count for nothing.
bool agree_on_keys(const JsonCursor& term, const KubernetesLabels& own, const KubernetesLabels& others) {
  const auto agree_on = [&](const char* member, bool same) {
    const std::vector<JsonCursor> keys = term.items_of(member);
    return std::all_of(keys.begin(), keys.end(), [&](const JsonCursor& key) {
      const auto mine = own.find(key.text());
      if (mine == own.end()) return true;
      const auto theirs = others.find(key.text());
      return (theirs != others.end() && theirs->second == mine->second) == same;
    });
  };
  return agree_on("matchLabelKeys", true) && agree_on("mismatchLabelKeys", false);
}

// The topology spread constraints that count copies of the pod and must hold.
std::vector<JsonCursor> hard_spreads(const JsonCursor& pod_spec, const KubernetesLabels& labels, Topology topology) {
  std::vector<JsonCursor> constraints;
  for (const JsonCursor& constraint : pod_spec.items_of("topologySpreadConstraints")) {
    if (!is_about(constraint, topology)) continue;
    if (constraint.optional_text("whenUnsatisfiable").value_or("DoNotSchedule") != "DoNotSchedule") continue;
    const auto selector = constraint.find("labelSelector");
    if (selector && label_selector_matches(*selector, labels)) constraints.push_back(constraint);
  }
  return constraints;
}

}  // namespace

void read_network(const JsonCursor& pod_spec, Task& task) {
  const auto flag = pod_spec.find("hostNetwork");
  const bool host_network = flag && flag->boolean();
  task.network_mode = host_network ? NetworkMode::host : NetworkMode::pod;
  if (host_network) task.host_demands.push_back({"k8s_host_network", "true", flag->path()});
  std::set<std::string> seen;
  for (const JsonCursor& container : pod_spec.items_of("containers")) {
    read_container_ports(container, host_network, seen, task);
  }
  for (const JsonCursor& container : pod_spec.items_of("initContainers")) {
    if (is_native_sidecar(container)) read_container_ports(container, host_network, seen, task);
  }
}

PodAffinity::PodAffinity(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space)
    : labels_(labels), name_space_(name_space) {
  attracts_ = !required_terms(pod_spec, "podAffinity").empty();
  for (const JsonCursor& term : required_terms(pod_spec, "podAntiAffinity")) {
    const auto selector = term.find("labelSelector");
    if (!selector) continue;
    label_selector_matches(*selector, labels);
    repelled_.push_back(term);
    const auto spaces = term.find("namespaceSelector");
    is_vague_ = is_vague_ || (spaces && !spaces->members().empty());
  }
}

bool PodAffinity::repels(const JsonCursor& term, const KubernetesLabels& labels, const std::string& name_space) const {
  const bool is_of_own_namespace = !term.find("namespaceSelector") && term.items_of("namespaces").empty();
  const bool covers = is_of_own_namespace ? name_space == name_space_ : covers_namespace(term, name_space);
  return covers && label_selector_matches(term.at("labelSelector"), labels) && agree_on_keys(term, labels_, labels);
}

bool PodAffinity::repels_on_host(const KubernetesLabels& labels, const std::string& name_space) const {
  return std::any_of(repelled_.begin(), repelled_.end(), [&](const JsonCursor& term) {
    return is_about(term, Topology::host) && repels(term, labels, name_space);
  });
}

bool PodAffinity::repels_farther(const KubernetesLabels& labels, const std::string& name_space) const {
  return std::any_of(repelled_.begin(), repelled_.end(), [&](const JsonCursor& term) {
    return !is_about(term, Topology::host) && repels(term, labels, name_space);
  });
}

bool repels_its_copies(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space,
                       Topology topology) {
  for (const JsonCursor& term : required_terms(pod_spec, "podAntiAffinity")) {
    if (!is_about(term, topology)) continue;
    const auto selector = term.find("labelSelector");
    if (!selector || !covers_namespace(term, name_space)) continue;
    if (label_selector_matches(*selector, labels) && agree_on_keys(term, labels, labels)) return true;
  }
  return false;
}

std::optional<std::int64_t> read_max_host_skew(const JsonCursor& pod_spec, const KubernetesLabels& labels) {
  std::optional<std::int64_t> least;
  for (const JsonCursor& constraint : hard_spreads(pod_spec, labels, Topology::host)) {
    const std::int64_t skew = constraint.at("maxSkew").integer(1, max_skew);
    least = std::min(least.value_or(skew), skew);
  }
  return least;
}

std::optional<std::int64_t> read_least_zones(const JsonCursor& pod_spec, const KubernetesLabels& labels) {
  std::optional<std::int64_t> most;
  for (const JsonCursor& constraint : hard_spreads(pod_spec, labels, Topology::zone)) {
    const auto zones = constraint.optional_integer("minDomains", 1, max_domains);
    if (zones) most = std::max(most.value_or(*zones), *zones);
  }
  return most;
}

}  // namespace container_tco

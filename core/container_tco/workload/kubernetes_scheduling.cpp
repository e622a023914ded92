#include "container_tco/workload/kubernetes_scheduling.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "container_tco/workload/kubernetes_quantity.hpp"
#include "container_tco/workload/kubernetes_requests.hpp"

namespace container_tco {
namespace {

bool is_architecture_key(const std::string& key) {
  return key == "kubernetes.io/arch" || key == "beta.kubernetes.io/arch";
}

bool is_system_key(const std::string& key) { return key == "kubernetes.io/os" || key == "beta.kubernetes.io/os"; }

bool contains(const std::vector<std::string>& values, const std::string& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

std::string join(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return text;
}

void demand_arm64(Task& task, const std::string& json_path) {
  if (task.architecture == Architecture::arm64) return;
  task.architecture = Architecture::arm64;
  task.host_demands.push_back({"k8s_arm64", "true", json_path});
}

void demand_windows(Task& task, const std::string& json_path) {
  if (task.operating_system == OperatingSystem::windows_os) return;
  task.operating_system = OperatingSystem::windows_os;
  task.host_demands.push_back({"k8s_windows", "true", json_path});
}

void read_node_selector(const JsonCursor& selector, Task& task) {
  for (const auto& [key, cursor] : selector.members()) {
    if (is_architecture_key(key) || is_system_key(key)) refuse_placeholder(cursor);
    const std::string value = scalar_text(cursor);
    if (is_architecture_key(key) && value == "arm64") {
      demand_arm64(task, cursor.path());
    } else if (is_system_key(key) && value == "windows") {
      demand_windows(task, cursor.path());
    } else if (is_architecture_key(key) && value == "amd64") {
      continue;
    } else if (is_system_key(key) && value == "linux") {
      continue;
    } else if (key == "eks.amazonaws.com/compute-type" && value == "fargate") {
      continue;
    } else {
      task.host_demands.push_back({"k8s_node_selector", key + "=" + value, cursor.path()});
    }
  }
}

/// One line of a node selector term.
struct Requirement {
  std::string key;
  std::string operation;
  std::vector<std::string> values;
  std::string json_path;

  /// Whether only nodes with this one value pass.
  bool demands(const std::string& value) const { return operation == "In" && values.size() == 1 && values[0] == value; }
  bool allows(const std::string& value) const {
    if (operation == "In") return contains(values, value);
    if (operation == "NotIn") return !contains(values, value);
    return operation == "Exists";
  }
};

std::vector<Requirement> read_term(const JsonCursor& term) {
  std::vector<Requirement> requirements;
  for (const char* group : {"matchExpressions", "matchFields"}) {
    for (const JsonCursor& line : term.items_of(group)) {
      Requirement requirement{line.at("key").text(), line.at("operator").text(), {}, line.path()};
      for (const JsonCursor& value : line.items_of("values")) {
        if (is_architecture_key(requirement.key) || is_system_key(requirement.key)) refuse_placeholder(value);
        requirement.values.push_back(scalar_text(value));
      }
      requirements.push_back(std::move(requirement));
    }
  }
  return requirements;
}

bool is_met_on_fargate(const Requirement& requirement) {
  if (is_architecture_key(requirement.key)) return requirement.allows("amd64");
  if (is_system_key(requirement.key)) return requirement.allows("linux");
  if (requirement.key == "eks.amazonaws.com/compute-type") return requirement.allows("fargate");
  return false;
}

template <typename Predicate>
const Requirement* find_requirement(const std::vector<Requirement>& term, Predicate predicate) {
  const auto found = std::find_if(term.begin(), term.end(), predicate);
  return found == term.end() ? nullptr : &*found;
}

/// Terms are alternatives: one that the default node meets makes the whole affinity harmless.
void read_node_affinity(const JsonCursor& required, Task& task) {
  std::vector<std::vector<Requirement>> terms;
  for (const JsonCursor& term : required.items_of("nodeSelectorTerms")) terms.push_back(read_term(term));
  if (terms.empty()) return;
  const auto is_harmless = [](const std::vector<Requirement>& term) {
    return std::all_of(term.begin(), term.end(), is_met_on_fargate);
  };
  if (std::any_of(terms.begin(), terms.end(), is_harmless)) return;

  const auto demand_of_every_term = [&](auto is_key, const std::string& value) {
    const auto demands = [&](const Requirement& line) { return is_key(line.key) && line.demands(value); };
    const bool all = std::all_of(terms.begin(), terms.end(),
                                 [&](const auto& term) { return find_requirement(term, demands) != nullptr; });
    return all ? find_requirement(terms.front(), demands) : nullptr;
  };
  if (const Requirement* line = demand_of_every_term(is_architecture_key, "arm64")) demand_arm64(task, line->json_path);
  if (const Requirement* line = demand_of_every_term(is_system_key, "windows")) demand_windows(task, line->json_path);
  for (const auto& term : terms) {
    for (const Requirement& line : term) {
      const bool is_platform = is_architecture_key(line.key) || is_system_key(line.key);
      if (is_platform || is_met_on_fargate(line)) continue;
      const std::string values = line.values.empty() ? std::string() : " " + join(line.values);
      task.host_demands.push_back({"k8s_node_affinity", line.key + " " + line.operation + values, line.json_path});
    }
  }
}

void read_container_ports(const JsonCursor& container, bool host_network, std::set<std::string>& seen, Task& task) {
  for (const JsonCursor& port : container.items_of("ports")) {
    const auto host_port = port.find("hostPort");
    // On the host's network every declared port is a port of the host.
    const auto number = host_port ? host_port : host_network ? port.find("containerPort") : std::nullopt;
    if (!number) continue;
    refuse_placeholder(*number);
    const std::int64_t value = number->integer(0, 65535);
    if (value == 0) continue;
    std::string protocol = port.optional_text("protocol").value_or("TCP");
    std::transform(protocol.begin(), protocol.end(), protocol.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const std::string name = std::to_string(value) + "/" + protocol;
    if (host_port) task.host_demands.push_back({"k8s_host_port", std::to_string(value), host_port->path()});
    if (seen.insert(name).second) task.static_host_ports.push_back(name);
  }
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

}  // namespace

void read_node_requirements(const JsonCursor& pod_spec, Task& task) {
  if (const auto system = pod_spec.find("os")) {
    const auto name = system->find("name");
    if (name && name->text() == "windows") demand_windows(task, name->path());
  }
  if (const auto selector = pod_spec.find("nodeSelector")) read_node_selector(*selector, task);
  const auto affinity = pod_spec.find("affinity");
  const auto node_affinity = affinity ? affinity->find("nodeAffinity") : std::nullopt;
  if (!node_affinity) return;
  if (const auto required = node_affinity->find("requiredDuringSchedulingIgnoredDuringExecution")) {
    read_node_affinity(*required, task);
  }
}

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

bool repels_its_copies(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space) {
  const auto affinity = pod_spec.find("affinity");
  const auto anti_affinity = affinity ? affinity->find("podAntiAffinity") : std::nullopt;
  if (!anti_affinity) return false;
  for (const JsonCursor& term : anti_affinity->items_of("requiredDuringSchedulingIgnoredDuringExecution")) {
    if (term.optional_text("topologyKey").value_or("") != "kubernetes.io/hostname") continue;
    const auto selector = term.find("labelSelector");
    if (selector && covers_namespace(term, name_space) && label_selector_matches(*selector, labels)) return true;
  }
  return false;
}

}  // namespace container_tco

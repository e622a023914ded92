#include "container_tco/bill/service_name.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "container_tco/bill/bill_columns.hpp"
#include "container_tco/json/json_value.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco::detail {
namespace {

// Set by ECS and by split cost allocation of EKS; the latter spelling of each is CUR 2.0's. In snake case.
constexpr std::string_view service_tags[] = {"aws_ecs_service_name", "aws_ecs_servicename", "aws_eks_workload_name",
                                             "aws_eks_workloadname", "aws_eks_deployment"};

constexpr std::string_view cluster_tags[] = {"aws_ecs_cluster_name", "aws_ecs_clustername", "aws_eks_cluster_name"};
constexpr std::string_view namespace_tags[] = {"aws_eks_namespace"};

std::string value_of(const JsonValue& tags, std::string_view name) {
  for (const auto& [key, value] : tags.members()) {
    if (value.is_string() && (key == name || snake_case(key) == name)) return value.text();
  }
  return "";
}

std::string first_of(const JsonValue& tags, std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string value = value_of(tags, name); !value.empty()) return value;
  }
  return "";
}

/// What stands between `before` and the next slash.
std::string_view part_after(std::string_view resource, std::string_view before) {
  const std::size_t at = resource.find(before);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = resource.substr(at + before.size());
  const std::size_t slash = rest.find('/');
  return slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
}

const std::vector<std::string>& add_on_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> made = {karpenter_add_on().name};
    for (const ClusterAddOn& add_on : cluster_add_ons(ControlPlane::eks)) made.push_back(add_on.name);
    return made;
  }();
  return names;
}

/// Of "arn:…:pod/<cluster>/kube-system/coredns-5d78c9869d-2x7vq/<uid>" the add-on; empty for other pods.
std::string add_on_of_pod(std::string_view resource) {
  constexpr std::string_view system = "/kube-system/";
  const std::size_t at = resource.find(system);
  if (at == std::string_view::npos || resource.find(":pod/") == std::string_view::npos) return "";
  const std::string_view pod = resource.substr(at + system.size());
  for (const std::string& name : add_on_names()) {
    if (pod.starts_with(name + "-")) return name;
  }
  return "";
}

}  // namespace

TaggedName service_in_tags(std::string_view tags, const std::string& own_tag) {
  if (tags.empty() || tags.front() != '{') return {};
  try {
    const JsonValue document = parse_json(tags, "tags");
    TaggedName found{"", false, first_of(document, cluster_tags), first_of(document, namespace_tags)};
    if (!own_tag.empty()) {
      for (const std::string& name : {own_tag, "user:" + own_tag, "user_" + own_tag}) {
        if (found.name.empty()) found.name = value_of(document, name);
      }
      found.is_own = !found.name.empty();
    }
    if (found.name.empty()) found.name = first_of(document, service_tags);
    return found;
  } catch (const ParseError&) {
    // Tags are free text of an account: a row whose tags cannot be read has none.
  }
  return {};
}

bool is_cluster_add_on(std::string_view name) {
  const std::vector<std::string>& names = add_on_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string name_of_resource(std::string_view resource) {
  if (const auto cluster = part_after(resource, ":task/"); !cluster.empty()) {
    return "tasks of cluster " + std::string(cluster);
  }
  if (std::string add_on = add_on_of_pod(resource); !add_on.empty()) return add_on;
  if (const auto cluster = part_after(resource, ":pod/"); !cluster.empty()) {
    return "pods of cluster " + std::string(cluster);
  }
  return "";
}

ResourcePlace place_of_resource(std::string_view resource) {
  if (const auto cluster = part_after(resource, ":task/"); !cluster.empty()) return {cluster, {}};
  constexpr std::string_view pod = ":pod/";
  const std::string_view cluster = part_after(resource, pod);
  if (cluster.empty()) return {};
  return {cluster, part_after(resource.substr(resource.find(pod) + pod.size()), "/")};
}

bool is_one_task(std::string_view resource) {
  return resource.find(":task/") != std::string_view::npos || resource.find(":pod/") != std::string_view::npos;
}

}  // namespace container_tco::detail

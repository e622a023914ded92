#include "container_tco/workload/host_requirements.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

struct KnownKey {
  std::string_view key;
  HostFact fact;
};

// Of managed node groups: SPOT, ON_DEMAND.
constexpr std::string_view node_group_capacity_label = "eks.amazonaws.com/capacityType";

/// Attributes of the ECS agent and labels that Kubernetes, EKS, Karpenter and device plugins set by themselves.
constexpr KnownKey known_keys[] = {
    {"kubernetes.io/os", HostFact::operating_system},
    {"beta.kubernetes.io/os", HostFact::operating_system},
    {"ecs.os-type", HostFact::operating_system},
    {"kubernetes.io/arch", HostFact::architecture},
    {"beta.kubernetes.io/arch", HostFact::architecture},
    {"ecs.cpu-architecture", HostFact::architecture},
    {"topology.kubernetes.io/region", HostFact::region},
    {"failure-domain.beta.kubernetes.io/region", HostFact::region},
    {"topology.kubernetes.io/zone", HostFact::zone},
    {"failure-domain.beta.kubernetes.io/zone", HostFact::zone},
    {"topology.ebs.csi.aws.com/zone", HostFact::zone},
    {"ecs.availability-zone", HostFact::zone},
    // Each account has zone ids of its own, and the name of a host is not known before it is there.
    {"topology.k8s.aws/zone-id", HostFact::unknown_of_type},
    {"kubernetes.io/hostname", HostFact::unknown_of_type},
    {"node.kubernetes.io/instance-type", HostFact::instance_type},
    {"beta.kubernetes.io/instance-type", HostFact::instance_type},
    {"ecs.instance-type", HostFact::instance_type},
    {"nvidia.com/gpu.product", HostFact::accelerator_model},
    {"k8s.amazonaws.com/accelerator", HostFact::accelerator_model},
    {"nvidia.com/gpu.present", HostFact::other_of_type},
    {"eks.amazonaws.com/compute-type", HostFact::compute_type},
    {capacity_type_label, HostFact::capacity_type},
    {node_group_capacity_label, HostFact::capacity_type},
    // By their names below "karpenter.k8s.aws/" and "eks.amazonaws.com/" (Amazon EKS User Guide, create a node pool,
    // 2026; Karpenter documentation, well-known labels, 1.9).
    {"instance-family", HostFact::instance_family},
    {"instance-gpu-name", HostFact::accelerator_model},
    {"instance-accelerator-name", HostFact::accelerator_model},
    {"instance-size", HostFact::other_of_type},
    {"instance-category", HostFact::other_of_type},
    {"instance-generation", HostFact::other_of_type},
    {"instance-cpu", HostFact::other_of_type},
    {"instance-cpu-manufacturer", HostFact::other_of_type},
    {"instance-capability-flex", HostFact::other_of_type},
    {"instance-memory", HostFact::other_of_type},
    {"instance-local-nvme", HostFact::other_of_type},
    {"instance-gpu-count", HostFact::other_of_type},
    {"instance-gpu-manufacturer", HostFact::other_of_type},
    {"instance-accelerator-count", HostFact::other_of_type},
    {"instance-accelerator-manufacturer", HostFact::other_of_type},
};

constexpr std::string_view type_fact_prefixes[] = {"karpenter.k8s.aws/", "eks.amazonaws.com/"};
constexpr std::string_view type_fact_beginning = "instance-";

/// The values that all requirements so far leave, and where the first of them stands.
struct Allowed {
  std::vector<std::string> values;
  InputLocation where;
};

std::string join(const std::vector<std::string>& values, const char* separator) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : separator) + value;
  return text;
}

bool covers(const std::string& pattern, const std::string& value) {
  if (!pattern.ends_with('*')) return pattern == value;
  return value.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
}

void keep_covered(const std::vector<std::string>& values, const std::vector<std::string>& by,
                  std::vector<std::string>& kept) {
  for (const std::string& value : values) {
    const bool is_covered = std::any_of(by.begin(), by.end(), [&](const std::string& p) { return covers(p, value); });
    if (is_covered && std::find(kept.begin(), kept.end(), value) == kept.end()) kept.push_back(value);
  }
}

[[noreturn]] void contradict(const InputLocation& where, const std::string& key, const std::vector<std::string>& found,
                             const std::string& other, const InputLocation& other_place) {
  const std::string place =
      other_place.file == where.file ? other_place.json_path : other_place.file + " at " + other_place.json_path;
  throw ParseError(where,
                   printable(key) + " to agree with " + printable(other, 200) + (place.empty() ? "" : " at " + place),
                   printable(join(found, ", "), 200), "No host meets both; take one of the two out");
}

class Narrowing {
 public:
  void require(const std::string& name, const HostRequirement& requirement, std::vector<std::string> values) {
    const auto [found, is_first] = allowed_.try_emplace(name, Allowed{values, requirement.where});
    if (is_first || values.empty()) return;
    Allowed& allowed = found->second;
    if (allowed.values.empty()) {
      allowed = {std::move(values), requirement.where};
      return;
    }
    std::vector<std::string> both;
    keep_covered(allowed.values, values, both);
    keep_covered(values, allowed.values, both);
    if (both.empty()) {
      contradict(requirement.where, requirement.key, values, join(allowed.values, ", "), allowed.where);
    }
    allowed.values = std::move(both);
  }

  const Allowed* find(const std::string& name) const {
    const auto found = allowed_.find(name);
    return found == allowed_.end() || found->second.values.empty() ? nullptr : &found->second;
  }

  const std::map<std::string, Allowed>& all() const { return allowed_; }

 private:
  std::map<std::string, Allowed> allowed_;
};

bool has(const Allowed& allowed, const std::string& value) {
  return std::find(allowed.values.begin(), allowed.values.end(), value) != allowed.values.end();
}

// Names of what AWS does not have, such as s390x, are left to the reader of demands.
std::vector<std::string> architectures_among(const std::vector<std::string>& values) {
  std::vector<std::string> names;
  for (const std::string& value : values) {
    try {
      names.push_back(to_string(parse_architecture(value)));
    } catch (const InvalidInputError&) {
      continue;
    }
  }
  return names;
}

void set_architecture(const Allowed& allowed, bool is_stated, Task& task) {
  task.architecture_is_stated = true;
  if (is_stated) {
    if (has(allowed, to_string(task.architecture))) return;
    contradict(allowed.where, "an architecture", allowed.values,
               to_string(task.architecture) + ", which the task states", {allowed.where.file, ""});
  }
  for (const Architecture architecture : {Architecture::arm64, Architecture::x86_64}) {
    if (has(allowed, to_string(architecture))) task.architecture = architecture;
  }
  task.also_built_for.clear();
  const bool both = has(allowed, to_string(Architecture::x86_64)) && has(allowed, to_string(Architecture::arm64));
  if (both) task.also_built_for.push_back(Architecture::arm64);
}

void set_operating_system(const Allowed& allowed, bool is_stated, Task& task) {
  if (has(allowed, to_string(task.operating_system))) return;
  if (is_stated) {
    contradict(allowed.where, "an operating system", allowed.values,
               to_string(task.operating_system) + ", which the task states", {allowed.where.file, ""});
  }
  if (has(allowed, "windows")) task.operating_system = OperatingSystem::windows_os;
}

constexpr const char* label_prefix = "label ";

// Keys and values of real labels hold none of these signs; an unfilled template does.
bool can_be_label(const HostRequirement& requirement) {
  if (requirement.key.empty() || requirement.key.find_first_of("=!<>") != std::string::npos) return false;
  return std::none_of(requirement.values.begin(), requirement.values.end(),
                      [](const std::string& value) { return value.find('|') != std::string::npos; });
}

std::string condition_text(const HostRequirement& requirement) {
  return label_condition_text(requirement.key, requirement.comparison, requirement.values);
}

// "spot" for both "spot" and "SPOT", "on-demand" for "ON_DEMAND".
std::vector<std::string> capacity_types(std::vector<std::string> values) {
  for (std::string& value : values) {
    value = detail::lower_case(value);
    std::replace(value.begin(), value.end(), '_', '-');
  }
  return values;
}

std::vector<std::string> accelerator_models(std::vector<std::string> values) {
  for (std::string& value : values) value = accelerator_model_named(value);
  return values;
}

// Those that are not among the excluded ones, of a fact that has two values.
std::vector<std::string> values_left(HostFact fact, const std::vector<std::string>& excluded) {
  const bool is_system = fact == HostFact::operating_system;
  std::vector<std::string> left =
      is_system ? std::vector<std::string>{"linux", "windows"}
                : std::vector<std::string>{to_string(Architecture::x86_64), to_string(Architecture::arm64)};
  const std::vector<std::string> taken = is_system ? excluded : architectures_among(excluded);
  std::erase_if(left, [&](const std::string& v) { return std::find(taken.begin(), taken.end(), v) != taken.end(); });
  return left;
}

bool is_platform(HostFact fact) { return fact == HostFact::operating_system || fact == HostFact::architecture; }

// Conditions other than a list of values that will do.
void add_condition(const HostRequirement& requirement, HostFact fact, Narrowing& narrowing, Task& task) {
  HostRequirement condition = requirement;
  if (is_platform(fact)) {
    condition.comparison = HostComparison::is_one_of;
    condition.values = values_left(fact, requirement.values);
    if (condition.values.empty()) contradict(requirement.where, requirement.key, {"none"}, "one that AWS has", {});
    return narrowing.require(fact == HostFact::architecture ? "architecture" : "os", condition, condition.values);
  }
  if (fact == HostFact::capacity_type) {
    condition.key = capacity_type_label;
    condition.values = capacity_types(requirement.values);
  } else if (fact == HostFact::accelerator_model) {
    condition.values = accelerator_models(requirement.values);
  }
  task.required_host_labels.push_back(condition_text(condition));
}

void add(const HostRequirement& requirement, Narrowing& narrowing, Task& task) {
  const HostFact fact = host_fact_of(requirement.key);
  if (fact == HostFact::unknown_of_type) {
    task.host_demands.push_back({"unknown_host_label", condition_text(requirement), requirement.where.json_path});
    return;
  }
  if (!chooses_hosts(requirement)) return;
  if (requirement.comparison != HostComparison::is_one_of) return add_condition(requirement, fact, narrowing, task);
  std::vector<std::string> values = requirement.values;
  switch (fact) {
    case HostFact::operating_system:
      return narrowing.require("os", requirement, std::move(values));
    case HostFact::architecture:
      return narrowing.require("architecture", requirement, architectures_among(values));
    case HostFact::zone:
      return narrowing.require("zone", requirement, std::move(values));
    case HostFact::instance_family:
      for (std::string& value : values) value += ".*";
      return narrowing.require("type", requirement, std::move(values));
    case HostFact::instance_type:
      return narrowing.require("type", requirement, std::move(values));
    case HostFact::accelerator_model:
      // Of any model: a host that has one at all bears the label.
      if (values.empty()) return narrowing.require(label_prefix + requirement.key, requirement, std::move(values));
      return narrowing.require("model", requirement, accelerator_models(std::move(values)));
    case HostFact::compute_type:
      return;  // Chooses between Fargate and nodes, which is what deployments are for.
    case HostFact::capacity_type:
      return narrowing.require(label_prefix + std::string(capacity_type_label), requirement,
                               capacity_types(std::move(values)));
    case HostFact::unknown_of_type:
      return;
    case HostFact::region:
    case HostFact::other_of_type:
    case HostFact::label:
      if (!can_be_label(requirement)) return;
      return narrowing.require(label_prefix + requirement.key, requirement, std::move(values));
  }
}

}  // namespace

HostFact host_fact_of(std::string_view key) {
  const std::string_view of_type = name_of_type_fact(key);
  // A label of one's own may have the name of a fact, without a prefix.
  if (of_type.empty() && key.starts_with(type_fact_beginning)) return HostFact::label;
  for (const KnownKey& known : known_keys) {
    if (known.key == (of_type.empty() ? key : of_type)) return known.fact;
  }
  return of_type.empty() ? HostFact::label : HostFact::unknown_of_type;
}

std::string_view name_of_type_fact(std::string_view key) {
  for (const std::string_view prefix : type_fact_prefixes) {
    if (!key.starts_with(prefix)) continue;
    const std::string_view name = key.substr(prefix.size());
    if (name.starts_with(type_fact_beginning)) return name;
  }
  return {};
}

std::vector<std::string> unmet_capacity_types(const Task& task, const Deployment& deployment) {
  std::vector<std::string> unmet;
  for (const std::string& label : task.required_host_labels) {
    const LabelCondition condition = parse_label_condition(label);
    if (host_fact_of(condition.key) != HostFact::capacity_type) continue;
    if (!condition.is_met_by(deployment.is_spot() ? "spot" : "on-demand")) unmet.push_back(label);
  }
  return unmet;
}

bool chooses_hosts(const HostRequirement& requirement) {
  if (requirement.comparison == HostComparison::is_one_of) return true;
  switch (host_fact_of(requirement.key)) {
    case HostFact::operating_system:
    case HostFact::architecture:
      return requirement.comparison == HostComparison::is_none_of;
    case HostFact::zone:
    case HostFact::compute_type:
    case HostFact::label:
      return false;
    default:
      return true;
  }
}

std::string accelerator_model_named(std::string_view label) {
  std::string name = detail::lower_case(std::string(label));
  std::replace(name.begin(), name.end(), ' ', '-');
  for (const std::string_view maker : {"nvidia-", "tesla-", "aws-"}) {
    if (name.starts_with(maker)) name.erase(0, maker.size());
  }
  return name;
}

void apply_host_requirements(const std::vector<HostRequirement>& requirements, const StatedPlatform& stated,
                             Task& task) {
  task.architecture_is_stated = task.architecture_is_stated || stated.architecture;
  Narrowing narrowing;
  for (const HostRequirement& requirement : requirements) add(requirement, narrowing, task);
  if (const Allowed* allowed = narrowing.find("os")) set_operating_system(*allowed, stated.operating_system, task);
  if (const Allowed* allowed = narrowing.find("architecture")) set_architecture(*allowed, stated.architecture, task);
  if (const Allowed* allowed = narrowing.find("zone")) task.allowed_zones = allowed->values;
  if (const Allowed* allowed = narrowing.find("type")) task.allowed_instance_types = allowed->values;
  if (const Allowed* allowed = narrowing.find("model")) task.accelerator_model = join(allowed->values, "|");
  for (const auto& [name, allowed] : narrowing.all()) {
    if (!name.starts_with(label_prefix)) continue;
    const std::string key = name.substr(std::string_view(label_prefix).size());
    task.required_host_labels.push_back(label_condition_text(key, HostComparison::is_one_of, allowed.values));
  }
}

}  // namespace container_tco

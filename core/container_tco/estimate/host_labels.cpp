#include "container_tco/estimate/host_labels.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>

#include "container_tco/error/ascii.hpp"
#include "container_tco/sizing/host_accelerators.hpp"
#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/host_requirements.hpp"

namespace container_tco {
namespace {

struct HostFacts {
  const InstanceType& type;
  OperatingSystem operating_system;
};

std::optional<std::string> os_of(const HostFacts& host) {
  return host.operating_system == OperatingSystem::windows_os ? "windows" : "linux";
}

// "nvidia-t4" of "NVIDIA T4".
std::string accelerator_model_text(const std::string& name) {
  std::string text = detail::lower_case(name);
  std::replace(text.begin(), text.end(), ' ', '-');
  return text;
}

std::string kubernetes_architecture(Architecture architecture) {
  return architecture == Architecture::arm64 ? "arm64" : "amd64";
}

// The letters in front of the generation, and the number behind them that says it: "m" and "7" of "m7i", "u" and "1"
// of "u-6tb1" (Karpenter, instanceTypeScheme: letters, perhaps a memory size as in "-6tb", digits).
struct SeriesOf {
  std::string category;
  std::string generation;
};

SeriesOf series_of(const HostFacts& host) {
  const std::string& family = host.type.family;
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto letters = std::find_if_not(family.begin(), family.end(), [](unsigned char c) { return std::islower(c); });
  const std::size_t size = family.find("tb");
  const bool has_size = letters != family.end() && *letters == '-' && size != std::string::npos;
  const auto rest = has_size ? family.begin() + static_cast<std::ptrdiff_t>(size) + 2 : letters;
  const auto begin = std::find_if(rest, family.end(), is_digit);
  return {{family.begin(), letters}, {begin, std::find_if_not(begin, family.end(), is_digit)}};
}

/// What a type says of itself: nothing where it is not known, an empty text where its hosts do not bear the label.
using FactText = std::optional<std::string>;

// "c6a", "m8azn": an "a" behind the generation stands for AMD, a "g" for AWS (Amazon EC2 Instance Types, naming
// conventions, 2026). Names of accelerated families do not say it: those that are not listed are not known.
FactText cpu_manufacturer_of(const HostFacts& host) {
  struct Known {
    std::string_view family;
    std::string_view maker;
  };
  // AWS Price List, physicalProcessor of g5 (2025-09-12); labels of a p4d node that Karpenter made (2024).
  static constexpr Known known[] = {{"g5", "amd"}, {"p4d", "intel"}};
  static constexpr std::string_view named_by_cpu[] = {"c", "d", "h", "hpc", "i", "m", "r", "t", "u", "x", "z"};
  if (host.type.architecture == Architecture::arm64) return "aws";
  for (const Known& one : known) {
    if (one.family == host.type.family) return std::string(one.maker);
  }
  const SeriesOf series = series_of(host);
  const auto* end = std::end(named_by_cpu);
  if (std::find(std::begin(named_by_cpu), end, series.category) == end) return std::nullopt;
  return host.type.family.find(series.generation + "a") != std::string::npos ? "amd" : "intel";
}

// Old types have NVIDIA GPUs whose model is not in the table.
FactText gpu_manufacturer_of(const HostFacts& host) {
  if (host.type.gpu_count == 0) return "";
  const std::string name = accelerator_model_text(host.type.gpu_model);
  return name.empty() ? "nvidia" : name.substr(0, name.find('-'));
}

// Karpenter's form of a GPU model: lower case, without the maker.
FactText gpu_name_of(const HostFacts& host) {
  if (host.type.gpu_count > 0 && host.type.gpu_model.empty()) return std::nullopt;
  const std::string name = accelerator_model_text(host.type.gpu_model);
  return name.substr(std::min(name.find('-') + 1, name.size()));
}

// Nothing for none: such a host does not bear the label.
std::string count_text(std::int64_t count) { return count > 0 ? std::to_string(count) : ""; }

FactText local_nvme_of(const HostFacts& host) {
  const std::optional<std::int64_t> size = host.type.local_nvme_gb;
  return size ? FactText(count_text(*size)) : std::nullopt;
}

struct KnownLabel {
  std::string_view key;  ///< Of facts that both Karpenter and EKS name: as `name_of_type_fact` has it.
  FactText (*value)(const HostFacts&);
};

FactText architecture_of(const HostFacts& host) { return kubernetes_architecture(host.type.architecture); }
FactText type_of(const HostFacts& host) { return host.type.name; }

const KnownLabel known_labels[] = {
    {"kubernetes.io/os", os_of},
    {"beta.kubernetes.io/os", os_of},
    {"ecs.os-type", os_of},
    {"kubernetes.io/arch", architecture_of},
    {"beta.kubernetes.io/arch", architecture_of},
    {"ecs.cpu-architecture", [](const HostFacts& host) -> FactText { return to_string(host.type.architecture); }},
    {"node.kubernetes.io/instance-type", type_of},
    {"beta.kubernetes.io/instance-type", type_of},
    {"ecs.instance-type", type_of},
    {"instance-family", [](const HostFacts& host) -> FactText { return host.type.family; }},
    {"instance-size", [](const HostFacts& host) -> FactText { return host.type.size; }},
    {"instance-category", [](const HostFacts& host) -> FactText { return series_of(host).category; }},
    {"instance-generation", [](const HostFacts& host) -> FactText { return series_of(host).generation; }},
    {"instance-cpu", [](const HostFacts& host) -> FactText { return std::to_string(host.type.vcpu); }},
    {"instance-cpu-manufacturer", cpu_manufacturer_of},
    {"instance-capability-flex",
     [](const HostFacts& host) -> FactText { return host.type.family.ends_with("-flex") ? "true" : "false"; }},
    {"instance-memory", [](const HostFacts& host) -> FactText { return std::to_string(host.type.memory_mib); }},
    {"instance-local-nvme", local_nvme_of},
    {"instance-gpu-count", [](const HostFacts& host) -> FactText { return count_text(host.type.gpu_count); }},
    {"instance-gpu-name", gpu_name_of},
    {"nvidia.com/gpu.product", gpu_name_of},
    {"k8s.amazonaws.com/accelerator", gpu_name_of},
    {"instance-gpu-manufacturer", gpu_manufacturer_of},
    {"instance-accelerator-count",
     [](const HostFacts& host) -> FactText { return count_text(host.type.neuron_device_count); }},
    {"instance-accelerator-name", [](const HostFacts& host) -> FactText { return host.type.neuron_device_model; }},
    {"instance-accelerator-manufacturer",
     [](const HostFacts& host) -> FactText { return host.type.neuron_device_count > 0 ? "aws" : ""; }},
    {"nvidia.com/gpu.present",
     [](const HostFacts& host) -> FactText {
       return accelerators_of(host.type, Accelerator::nvidia) > 0 ? "true" : "";
     }},
};

const KnownLabel* find_known(std::string_view key) {
  if (host_fact_of(key) == HostFact::label) return nullptr;
  const std::string_view of_type = name_of_type_fact(key);
  const auto found = std::find_if(std::begin(known_labels), std::end(known_labels), [&](const KnownLabel& known) {
    return known.key == (of_type.empty() ? key : of_type);
  });
  return found == std::end(known_labels) ? nullptr : found;
}

constexpr std::string_view types_prefix = "instance type ";
constexpr std::string_view accelerator_prefix = "accelerator ";
constexpr std::string_view model_prefix = "accelerator model ";

std::string joined(const std::vector<std::string>& alternatives) {
  std::string text;
  for (const std::string& alternative : alternatives) text += (text.empty() ? "" : "|") + alternative;
  return text;
}

std::vector<std::string> alternatives_in(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t bar = std::min(text.find('|'), text.size());
    parts.emplace_back(text.substr(0, bar));
    if (bar == text.size()) return parts;
    text.remove_prefix(bar + 1);
  }
}

constexpr Accelerator all_accelerators[] = {Accelerator::nvidia, Accelerator::neuron, Accelerator::neuron_core,
                                            Accelerator::amd};

bool has_accelerator(std::string_view requirement, const InstanceType& type) {
  return std::any_of(std::begin(all_accelerators), std::end(all_accelerators), [&](Accelerator unit) {
    return requirement == accelerator_requirement(unit) && accelerators_of(type, unit) > 0;
  });
}

// What all hosts of a deployment have alike, which is asked before any type is.
bool is_of_deployment(const std::string& label) {
  const HostFact fact = host_fact_of(parse_label_condition(label).key);
  return fact == HostFact::capacity_type || fact == HostFact::region;
}

}  // namespace

std::string accelerator_requirement(Accelerator unit) { return std::string(accelerator_prefix) + to_string(unit); }

std::string architecture_requirement(Architecture architecture) {
  return "kubernetes.io/arch=" + kubernetes_architecture(architecture);
}

std::vector<std::string> host_requirements(const Task& task, bool is_daemon) {
  std::vector<std::string> requirements = task.required_host_labels;
  std::erase_if(requirements, is_of_deployment);
  const std::vector<Architecture> architectures = architectures_of(task);
  if (architectures.size() == 1 && (!is_daemon || task.architecture_is_stated)) {
    requirements.push_back(architecture_requirement(architectures.front()));
  }
  if (!task.allowed_instance_types.empty()) {
    requirements.push_back(std::string(types_prefix) + joined(task.allowed_instance_types));
  }
  if (task.request.gpu_count > 0) {
    requirements.push_back(accelerator_requirement(task.accelerator));
    if (!task.accelerator_model.empty()) {
      requirements.push_back(std::string(model_prefix) + task.accelerator_model);
    }
  }
  std::sort(requirements.begin(), requirements.end());
  requirements.erase(std::unique(requirements.begin(), requirements.end()), requirements.end());
  return requirements;
}

bool meets_requirement(const std::string& requirement, const InstanceType& type, OperatingSystem operating_system,
                       const std::vector<std::string>& set_labels) {
  const std::string_view text = requirement;
  Task task;
  if (text.starts_with(types_prefix)) {
    task.allowed_instance_types = alternatives_in(text.substr(types_prefix.size()));
    return allows_instance_type(task, type.name);
  }
  if (text.starts_with(model_prefix)) {
    const std::vector<std::string> models = alternatives_in(text.substr(model_prefix.size()));
    const FactText model =
        type.neuron_device_count > 0 ? type.neuron_device_model : gpu_name_of({type, operating_system});
    return model && std::find(models.begin(), models.end(), *model) != models.end();
  }
  if (text.starts_with(accelerator_prefix)) return has_accelerator(text, type);
  const LabelCondition condition = parse_label_condition(text);
  if (const KnownLabel* known = find_known(condition.key)) {
    const FactText value = known->value({type, operating_system});
    return value && (value->empty() ? condition.is_met_without_label() : condition.is_met_by(*value));
  }
  if (host_fact_of(condition.key) == HostFact::unknown_of_type) return false;
  task.required_host_labels = {requirement};
  return has_required_labels(task, set_labels);
}

std::vector<std::string> labels_to_set(const Task& task) {
  std::vector<std::string> labels;
  for (const std::string& required : task.required_host_labels) {
    const LabelCondition condition = parse_label_condition(required);
    if (condition.comparison != HostComparison::is_one_of || find_known(condition.key) != nullptr) continue;
    if (is_of_deployment(required) || host_fact_of(condition.key) == HostFact::unknown_of_type) continue;
    const std::size_t bar = std::min(required.find('|'), required.size());
    labels.push_back(condition.has_values ? required.substr(0, bar) : required + "=true");
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace container_tco

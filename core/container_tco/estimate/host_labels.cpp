#include "container_tco/estimate/host_labels.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "container_tco/sizing/host_accelerators.hpp"
#include "container_tco/workload/host_match.hpp"

namespace container_tco {
namespace {

struct HostFacts {
  const InstanceType& type;
  OperatingSystem operating_system;
};

std::string os_of(const HostFacts& host) {
  return host.operating_system == OperatingSystem::windows_os ? "windows" : "linux";
}

std::string kubernetes_architecture(Architecture architecture) {
  return architecture == Architecture::arm64 ? "arm64" : "amd64";
}

// "m" of "m7i", "inf" of "inf2".
std::string category_of(const HostFacts& host) {
  const std::string& family = host.type.family;
  return {family.begin(), std::find_if(family.begin(), family.end(), [](unsigned char c) { return std::isdigit(c); })};
}

// "7" of "m7i"; the first number, as in "u-6tb1".
std::string generation_of(const HostFacts& host) {
  const std::string& family = host.type.family;
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto begin = std::find_if(family.begin(), family.end(), is_digit);
  return {begin, std::find_if_not(begin, family.end(), is_digit)};
}

// Karpenter's form of a GPU model: lower case, without the maker.
std::string gpu_name_of(const HostFacts& host) {
  std::string name = host.type.gpu_model;
  if (const std::size_t space = name.find(' '); space != std::string::npos) name.erase(0, space + 1);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return c == ' ' ? '-' : static_cast<char>(std::tolower(c)); });
  return name;
}

// Nothing for none: such a host does not bear the label.
std::string count_text(std::int64_t count) { return count > 0 ? std::to_string(count) : ""; }

struct KnownLabel {
  std::string_view key;
  std::string (*value)(const HostFacts&);
};

const KnownLabel known_labels[] = {
    {"kubernetes.io/os", os_of},
    {"beta.kubernetes.io/os", os_of},
    {"ecs.os-type", os_of},
    {"kubernetes.io/arch", [](const HostFacts& host) { return kubernetes_architecture(host.type.architecture); }},
    {"beta.kubernetes.io/arch", [](const HostFacts& host) { return kubernetes_architecture(host.type.architecture); }},
    {"ecs.cpu-architecture", [](const HostFacts& host) { return to_string(host.type.architecture); }},
    {"node.kubernetes.io/instance-type", [](const HostFacts& host) { return host.type.name; }},
    {"beta.kubernetes.io/instance-type", [](const HostFacts& host) { return host.type.name; }},
    {"ecs.instance-type", [](const HostFacts& host) { return host.type.name; }},
    {"karpenter.k8s.aws/instance-family", [](const HostFacts& host) { return host.type.family; }},
    {"karpenter.k8s.aws/instance-size", [](const HostFacts& host) { return host.type.size; }},
    {"karpenter.k8s.aws/instance-category", category_of},
    {"karpenter.k8s.aws/instance-generation", generation_of},
    {"karpenter.k8s.aws/instance-cpu", [](const HostFacts& host) { return std::to_string(host.type.vcpu); }},
    {"karpenter.k8s.aws/instance-memory", [](const HostFacts& host) { return std::to_string(host.type.memory_mib); }},
    {"karpenter.k8s.aws/instance-gpu-count", [](const HostFacts& host) { return count_text(host.type.gpu_count); }},
    {"karpenter.k8s.aws/instance-gpu-name", gpu_name_of},
    {"karpenter.k8s.aws/instance-accelerator-count",
     [](const HostFacts& host) { return count_text(host.type.neuron_device_count); }},
    {"karpenter.k8s.aws/instance-accelerator-name",
     [](const HostFacts& host) { return host.type.neuron_device_model; }},
    {"karpenter.k8s.aws/instance-accelerator-manufacturer",
     [](const HostFacts& host) { return std::string(host.type.neuron_device_count > 0 ? "aws" : ""); }},
    {"nvidia.com/gpu.present",
     [](const HostFacts& host) {
       return std::string(accelerators_of(host.type, Accelerator::nvidia) > 0 ? "true" : "");
     }},
};

const KnownLabel* find_known(std::string_view label) {
  const std::string_view key = label.substr(0, label.find('='));
  const auto found = std::find_if(std::begin(known_labels), std::end(known_labels),
                                  [&](const KnownLabel& known) { return known.key == key; });
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

}  // namespace

std::string accelerator_requirement(Accelerator unit) { return std::string(accelerator_prefix) + to_string(unit); }

std::string architecture_requirement(Architecture architecture) {
  return "kubernetes.io/arch=" + kubernetes_architecture(architecture);
}

std::vector<std::string> host_requirements(const Task& task, bool is_daemon) {
  std::vector<std::string> requirements = task.required_host_labels;
  const std::vector<Architecture> architectures = architectures_of(task);
  if (architectures.size() == 1 && !is_daemon) {
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
    const std::string model =
        type.neuron_device_count > 0 ? type.neuron_device_model : gpu_name_of({type, operating_system});
    return std::find(models.begin(), models.end(), model) != models.end();
  }
  if (text.starts_with(accelerator_prefix)) return has_accelerator(text, type);
  task.required_host_labels = {requirement};
  const KnownLabel* known = find_known(text);
  if (known == nullptr) return has_required_labels(task, set_labels);
  const std::string value = known->value({type, operating_system});
  return !value.empty() && has_required_labels(task, {std::string(known->key) + "=" + value});
}

std::vector<std::string> labels_to_set(const Task& task) {
  std::vector<std::string> labels;
  for (const std::string& required : task.required_host_labels) {
    if (find_known(required) != nullptr) continue;
    const std::size_t bar = std::min(required.find('|'), required.size());
    const bool has_value = required.find('=') != std::string::npos;
    labels.push_back(has_value ? required.substr(0, bar) : required + "=true");
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace container_tco

#pragma once
// What ECS placement constraints and Kubernetes node selectors insist on, in one form.

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A label or attribute of the host, "kubernetes.io/arch" or "ecs.instance-type", that must have one of the values.
struct HostRequirement {
  std::string key;
  std::vector<std::string> values;  ///< Empty: any value will do.
  InputLocation where;
};

/// What a task says about its platform elsewhere, so that a requirement must agree with it.
struct StatedPlatform {
  bool operating_system = false;
  bool architecture = false;
};

/// Which facts a key speaks of; all keys that are not known to AWS are labels.
enum class HostFact {
  operating_system,
  architecture,
  zone,
  instance_type,
  instance_family,
  accelerator_model,
  compute_type,
  label
};
HostFact host_fact_of(std::string_view key);

/// Narrows `task` to the hosts that meet all of `requirements`: the architecture among others becomes one of those
/// allowed, and the other one is added to `also_built_for` when both are. Throws ParseError when two requirements, or
/// one and the stated platform, leave no host.
void apply_host_requirements(const std::vector<HostRequirement>& requirements, const StatedPlatform& stated,
                             Task& task);

/// "t4" for "NVIDIA-Tesla-T4" and "nvidia-tesla-t4": lower case, without the maker.
std::string accelerator_model_named(std::string_view label);

}  // namespace container_tco

#pragma once
// What ECS placement constraints and Kubernetes node selectors insist on, in one form.

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A label or attribute of the host, "kubernetes.io/arch" or "ecs.instance-type", and what its value must be.
struct HostRequirement {
  std::string key;
  std::vector<std::string> values;  ///< Empty: any value will do.
  InputLocation where;
  HostComparison comparison = HostComparison::is_one_of;
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
  region,
  zone,
  instance_type,
  instance_family,
  accelerator_model,
  compute_type,
  capacity_type,
  other_of_type,    ///< Set by the instance type, such as its size; see `name_of_type_fact`.
  unknown_of_type,  ///< Set by AWS or Kubernetes, and no table here has its values.
  label
};
HostFact host_fact_of(std::string_view key);

/// "instance-category" of "karpenter.k8s.aws/instance-category" and "eks.amazonaws.com/instance-category", which
/// Karpenter and EKS set from the instance type; empty for other keys.
std::string_view name_of_type_fact(std::string_view key);

/// The label that says how a host is bought: "spot", "on-demand" or "reserved".
inline constexpr std::string_view capacity_type_label = "karpenter.sh/capacity-type";

/// What `task` insists on about how its hosts are bought and those of `deployment` are not; empty if there is nothing.
std::vector<std::string> unmet_capacity_types(const Task& task, const Deployment& deployment);

/// Whether hosts can be chosen by the requirement. What excludes values of a zone, or of a label that somebody sets,
/// is nothing to choose by.
bool chooses_hosts(const HostRequirement& requirement);

/// Narrows `task` to the hosts that meet all of `requirements`: the architecture among others becomes one of those
/// allowed, and the other one is added to `also_built_for` when both are. What no host can be chosen by is left out,
/// and facts of instance types that the library does not know become a demand. Throws ParseError when two
/// requirements, or one and the stated platform, leave no host.
void apply_host_requirements(const std::vector<HostRequirement>& requirements, const StatedPlatform& stated,
                             Task& task);

/// "t4" for "NVIDIA-Tesla-T4" and "nvidia-tesla-t4": lower case, without the maker.
std::string accelerator_model_named(std::string_view label);

}  // namespace container_tco

#pragma once
// What tasks require of hosts, in words; and the labels that hosts have of their own.

#include <string>
#include <vector>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// "accelerator nvidia": that a host hands out what `unit` counts.
std::string accelerator_requirement(Accelerator unit);

/// "kubernetes.io/arch=arm64": that a host is of `architecture`.
std::string architecture_requirement(Architecture architecture);

/// What `task` requires of its host besides room, each in words: "kubernetes.io/arch=arm64", "disktype=ssd|nvme",
/// "instance type m5.*|c5.*", "accelerator nvidia", "accelerator model t4". A daemon that states no architecture comes
/// in an image for every one. How hosts are bought is no fact of a host, but of the deployment.
std::vector<std::string> host_requirements(const Task& task, bool is_daemon);

/// Whether a host of `type` that also bears the labels `set_labels` meets a requirement. Of themselves hosts bear
/// operating system, architecture, instance type, family, size, GPU model and other facts of their type under the names
/// of Kubernetes, Karpenter, EKS and ECS attributes. A fact that is not known of a type meets nothing.
bool meets_requirement(const std::string& requirement, const InstanceType& type, OperatingSystem operating_system,
                       const std::vector<std::string>& set_labels);

/// Labels that somebody must set on hosts so that they meet the requirements of `task`: "disktype=ssd".
std::vector<std::string> labels_to_set(const Task& task);

}  // namespace container_tco

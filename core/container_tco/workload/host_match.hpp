#pragma once
// Whether a host is one that a task accepts and that accepts the task: labels and taints, as Kubernetes has them.
// Custom attributes of ECS hosts are labels here.

#include <string>
#include <vector>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Whether a host with these `labels` ("key=value") has all that the task requires.
bool has_required_labels(const Task& task, const std::vector<std::string>& labels);

/// Whether the task may run on a host with these `taints` ("key=value:effect" or "key:effect"). PreferNoSchedule keeps
/// nobody out.
bool tolerates(const Task& task, const std::vector<std::string>& taints);

/// Whether the task may run on hosts of this type, by its name such as "g5.xlarge".
bool allows_instance_type(const Task& task, const std::string& instance_type);

}  // namespace container_tco

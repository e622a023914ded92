#pragma once
// Which nodes a pod insists on: operating system, architecture, node selectors, required node affinity, tolerations.

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Narrows `task` to the nodes that `spec.os`, nodeSelector and required node affinity allow, and adds a host demand
/// for each requirement that a Fargate node (Linux, amd64, no labels of one's own) does not meet. Returns whether a
/// part of the affinity does not count for hosts: several alternatives keep only what all of them ask for, and
/// operators other than In and Exists count for what instance types and platforms settle only. Throws ParseError when
/// requirements contradict each other.
bool read_node_requirements(const JsonCursor& pod_spec, Task& task);

/// Sets the taints that the pod tolerates.
void read_tolerations(const JsonCursor& pod_spec, Task& task);

}  // namespace container_tco

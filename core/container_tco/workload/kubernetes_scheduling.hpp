#pragma once
// Where a pod may run: operating system, architecture, node selectors and affinities, ports, copies per host.

#include <string>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets operating system and architecture from `spec.os`, nodeSelector and required node affinity, and adds a host
/// demand for each other requirement on nodes. What every Fargate node satisfies (Linux, amd64) is no demand.
void read_node_requirements(const JsonCursor& pod_spec, Task& task);

/// Sets network mode and the ports that only one pod of a host may hold; adds host demands for them.
void read_network(const JsonCursor& pod_spec, Task& task);

/// Whether required anti-affinity on the hostname keeps copies of the pod apart.
bool repels_its_copies(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space);

}  // namespace container_tco

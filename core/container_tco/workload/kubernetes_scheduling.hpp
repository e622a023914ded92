#pragma once
// What of a host pods compete for: ports, and how many copies of one pod a host may hold.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets network mode and the ports that only one pod of a host may hold; adds host demands for them.
void read_network(const JsonCursor& pod_spec, Task& task);

/// Whether required anti-affinity on the hostname keeps copies of the pod apart.
bool repels_its_copies(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space);

/// The least maxSkew of the topology spread constraints over hosts that count copies of the pod and must hold; nothing
/// without one. Throws ParseError for a maxSkew below 1.
std::optional<std::int64_t> read_max_host_skew(const JsonCursor& pod_spec, const KubernetesLabels& labels);

}  // namespace container_tco

#pragma once
// Cluster add-ons beside the services of a workload.

#include <vector>

#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The add-ons of a cluster under names that no service of `workload` bears: a service may be called "coredns" too.
std::vector<ClusterAddOn> add_ons_beside(const Workload& workload, ControlPlane control_plane);

}  // namespace container_tco

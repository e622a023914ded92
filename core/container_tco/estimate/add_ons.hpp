#pragma once
// Cluster add-ons beside the services of a workload.

#include <vector>

#include "container_tco/estimate/options.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What hosts of `deployment` run for their cluster, under names that no service of `workload` bears: a service may be
/// called "coredns" too. EKS Auto Mode runs its add-ons outside of the nodes (rule M6).
std::vector<ClusterAddOn> node_add_ons(const Workload& workload, const Deployment& deployment,
                                       const HostPlanOptions& options);

/// Whether some of it, such as CoreDNS, wants a Linux host whatever the services are (Amazon EKS User Guide, Windows
/// support, 2026).
bool wants_linux_host(const Deployment& deployment, const HostPlanOptions& options);

/// What runs on Fargate for the cluster: its add-ons when it has no nodes (rule K17), Karpenter when it makes the nodes
/// (rule M9).
std::vector<ClusterAddOn> fargate_add_ons(const Workload& workload, const Deployment& deployment,
                                          const HostPlanOptions& options);

}  // namespace container_tco

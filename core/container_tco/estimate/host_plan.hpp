#pragma once
// A workload as pools of equal hosts: one pool for each operating system, architecture and need for GPUs.

#include <map>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What one pool has to carry, before a type is chosen.
struct PoolDemand {
  std::string name;  ///< "linux/x86_64", "linux/x86_64/gpu"
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  bool needs_gpu = false;
  std::vector<PackItem> items;  ///< Sorted by id.
  std::vector<PackItem> daemons;
  std::map<std::string, Rational> image_gb;  ///< Pulled afresh by each host that carries the item, in the period.
  PackOptions packing;
};

/// The pools of `workload`, by name. Cluster add-ons go to the first Linux pool, daemons to every pool of their system.
std::vector<PoolDemand> plan_pools(Ledger& ledger, const Workload& workload, ControlPlane control_plane,
                                   const HostPlanOptions& options);

/// GB of image pulls in the period by hosts that cache: each host pulls each image that it carries once a release.
Rational host_image_pull_gb(const PoolDemand& demand, const PackingPlan& plan);

}  // namespace container_tco

#pragma once
// A workload as pools of equal hosts: one pool for each operating system, architecture and kind of accelerator.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What one pool has to carry, before a type is chosen.
struct PoolDemand {
  std::string name;  ///< "linux/x86_64", "linux/x86_64/gpu"
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  std::optional<Accelerator> accelerator;
  std::vector<PackItem> items;  ///< Sorted by id.
  std::vector<PackItem> daemons;
  std::map<std::string, Rational> image_gb;  ///< Pulled afresh by each host that carries the item, in the period.
  PackOptions packing;
  std::vector<std::string> excluded_types;  ///< That must not carry it.
};

/// The pools of `workload`, by name. Cluster add-ons go to the first Linux pool, daemons to every pool of their system.
std::vector<PoolDemand> plan_pools(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                   const HostPlanOptions& options);

/// What the scheduler counts in: whole CPU units and MiB on ECS (rule S1), whole millicores on Kubernetes (J13).
Resources as_scheduled(const Resources& request, ControlPlane control_plane);

/// One copy as it is placed: what the scheduler reserves, and what it may not share a host with.
PackItem pack_item(const Service& service, ControlPlane control_plane);
PackItem pack_item(const ClusterAddOn& add_on);

/// The assumption that hosts run an add-on of the cluster.
void assume_add_on(Ledger& ledger, const ClusterAddOn& add_on);

/// GB that each host which carries `service` pulls in the period; nothing when its size is unknown.
std::optional<Rational> image_gb_per_host(Ledger& ledger, const Service& service);

/// GB of image pulls in the period by hosts that cache: each host pulls each image that it carries once a release.
/// `image_gb`: by item, as of PoolDemand; `items` are those that `plan` places.
Rational host_image_pull_gb(const std::map<std::string, Rational>& image_gb, const std::vector<PackItem>& items,
                            const std::vector<PackItem>& daemons, const PackingPlan& plan);

}  // namespace container_tco

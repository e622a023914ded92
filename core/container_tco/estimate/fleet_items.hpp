#pragma once
// A workload as fleets: everything that runs on hosts of one operating system, to be placed together.

#include <map>
#include <string>
#include <vector>

#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What one fleet has to carry, before types are chosen.
struct FleetDemand {
  std::string name;  ///< "linux"
  OperatingSystem operating_system = OperatingSystem::linux_os;
  /// That some service may run on; all when empty. What belongs to the cluster runs where services do.
  std::vector<Architecture> architectures;
  /// By id. What an item requires of hosts stands among its labels, in words that `meets_requirement` reads.
  std::vector<FleetItem> items;
  FleetOptions packing;                      ///< Daemons too.
  std::map<std::string, Rational> image_gb;  ///< Pulled afresh by each host that carries the item, in the period.
  /// Of each item that asks for labels which hosts do not have by themselves: how to label them. Without node groups,
  /// hosts are taken to be labelled so.
  std::vector<std::vector<std::string>> wanted_labels;
};

/// What belongs to the cluster as an item. Its daemons tolerate the taints of all groups: the kubelet starts them on
/// every node.
FleetItem fleet_item(const ClusterAddOn& add_on, const HostPlanOptions& options);

/// The minima and maxima of groups with hosts of the operating system; groups without any are not among them.
std::vector<FleetGroup> group_limits(const std::vector<NodeGroup>& groups, OperatingSystem operating_system);

/// The fleets of `workload`, Linux first. Cluster add-ons run on Linux hosts, where there are any.
std::vector<FleetDemand> plan_fleets(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                     const EstimateOptions& options);

}  // namespace container_tco

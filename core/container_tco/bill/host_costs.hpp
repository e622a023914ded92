#pragma once
// What a bill has of hosts beside their instances, whose cost stands in split cost rows. Inside of the stage.

#include <string>
#include <vector>

#include "container_tco/bill/bill.hpp"

namespace container_tco::detail {

struct HostCosts {
  Money fees;                      ///< Of ECS Managed Instances or EKS Auto Mode.
  Money disks;                     ///< EBS volumes; zero when the bill does not say whose they are.
  bool is_managed = false;         ///< Whether AWS looks after the hosts, as its fees tell.
  std::vector<std::string> notes;  ///< Which disks are in it, or not, and which hosts AWS looks after.
};

/// Of the hosts of one control plane in one region, in the months of the period. `shares_region` says that hosts of the
/// other control plane ran there, too.
HostCosts host_costs(const Bill& bill, const std::string& region, ControlPlane control_plane, const Currency& currency,
                     bool shares_region);

}  // namespace container_tco::detail

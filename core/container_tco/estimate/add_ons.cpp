#include "container_tco/estimate/add_ons.hpp"

#include <set>
#include <string_view>

namespace container_tco {

std::vector<ClusterAddOn> add_ons_beside(const Workload& workload, ControlPlane control_plane) {
  std::set<std::string_view> taken;
  for (const Service& service : workload.services) taken.insert(service.name);
  std::vector<ClusterAddOn> add_ons = cluster_add_ons(control_plane);
  for (ClusterAddOn& add_on : add_ons) {
    while (taken.contains(add_on.name)) add_on.name += " (add-on)";
  }
  return add_ons;
}

}  // namespace container_tco

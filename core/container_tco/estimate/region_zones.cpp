#include "container_tco/estimate/region_zones.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace container_tco {

bool is_zone_of(const std::string& zone, const std::string& region) { return zone.starts_with(region); }

Workload with_zones_of(const std::string& region, Workload workload) {
  for (Service& service : workload.services) {
    std::vector<std::string>& zones = service.task.allowed_zones;
    const auto is_here = [&](const std::string& zone) { return is_zone_of(zone, region); };
    if (std::any_of(zones.begin(), zones.end(), is_here)) std::erase_if(zones, std::not_fn(is_here));
  }
  return workload;
}

}  // namespace container_tco

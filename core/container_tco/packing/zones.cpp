#include "container_tco/packing/zones.hpp"

#include <algorithm>

namespace container_tco::detail {

std::vector<std::vector<std::int64_t>> deal_copies(const PackInput& input, const std::vector<std::size_t>& sequence,
                                                   std::int64_t zones) {
  const std::size_t zone_count = static_cast<std::size_t>(zones);
  std::vector<std::vector<std::int64_t>> dealt(zone_count, std::vector<std::int64_t>(input.shapes.size()));
  std::size_t next = 0;
  for (const std::size_t shape : sequence) {
    const std::int64_t count = input.shapes[shape].count;
    for (std::vector<std::int64_t>& zone : dealt) zone[shape] = count / zones;
    for (std::int64_t extra = count % zones; extra > 0; --extra) {
      ++dealt[next][shape];
      next = (next + 1) % zone_count;
    }
  }
  return dealt;
}

std::vector<std::int64_t> deal_standby(const std::vector<std::int64_t>& hosts_by_zone, std::int64_t standby) {
  std::vector<std::int64_t> hosts = hosts_by_zone;
  while (standby > 0) {
    // Lifts all lowest zones together to the next level, so the work does not grow with the number of hosts.
    const std::int64_t lowest = *std::min_element(hosts.begin(), hosts.end());
    const std::int64_t width = std::count(hosts.begin(), hosts.end(), lowest);
    std::int64_t rise = standby / width;
    for (const std::int64_t level : hosts) {
      if (level > lowest) rise = std::min(rise, level - lowest);
    }
    std::int64_t extra = rise == 0 ? standby : 0;
    standby -= rise * width + extra;
    for (std::int64_t& level : hosts) {
      if (level != lowest) continue;
      level += rise;
      if (extra > 0) {
        ++level;
        --extra;
      }
    }
  }
  for (std::size_t z = 0; z < hosts.size(); ++z) hosts[z] -= hosts_by_zone[z];
  return hosts;
}

}  // namespace container_tco::detail

#include "container_tco/comparison/free_room.hpp"

#include <algorithm>
#include <map>

#include "container_tco/estimate/host_room.hpp"

namespace container_tco::detail {
namespace {

struct ZoneCopies {
  std::int64_t now = 0;
  std::int64_t most = 0;
};

void add_pool(const HostPool& pool, const std::string& service, std::map<std::int64_t, ZoneCopies>& zones) {
  const auto item =
      std::find_if(pool.items.begin(), pool.items.end(), [&](const PackItem& i) { return i.id == service; });
  if (item == pool.items.end() || !pool.plan) return;
  for (const PackedHosts& hosts : pool.plan->hosts) {
    ZoneCopies& zone = zones[hosts.zone];
    const std::int64_t more = room_beside(pool, hosts).copies_that_fit(*item);
    if (more == no_room_limit) continue;
    zone.most += more * hosts.count;
    for (const Placement& placement : hosts.placements) {
      if (pool.items[placement.item].id == service) zone.now += placement.copies * hosts.count;
    }
  }
}

}  // namespace

std::int64_t copies_that_fit(const Estimate& estimate, const std::string& service) {
  std::map<std::int64_t, ZoneCopies> zones;
  for (const HostPool& pool : estimate.pools) add_pool(pool, service, zones);
  if (zones.empty()) return 0;
  std::int64_t now = 0;
  std::int64_t fewest = no_room_limit;
  for (const auto& [number, zone] : zones) {
    now += zone.now;
    fewest = std::min(fewest, zone.now + zone.most);
  }
  // Zones may differ by one copy.
  std::int64_t total = 0;
  for (const auto& [number, zone] : zones) total += std::min(zone.now + zone.most, fewest + 1);
  return std::max<std::int64_t>(total - now, 0);
}

}  // namespace container_tco::detail

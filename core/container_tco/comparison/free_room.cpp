#include "container_tco/comparison/free_room.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace container_tco::detail {
namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

struct ZoneCopies {
  std::int64_t now = 0;
  std::int64_t most = 0;
};

std::int64_t times(std::int64_t room, std::int64_t need) {
  return need > 0 ? std::max<std::int64_t>(room, 0) / need : no_limit;
}

bool shares_a_name(const PackItem& a, const PackItem& b) {
  return std::any_of(a.exclusive.begin(), a.exclusive.end(), [&](const std::string& name) {
    return std::find(b.exclusive.begin(), b.exclusive.end(), name) != b.exclusive.end();
  });
}

// On one host that holds `placements`.
std::int64_t more_copies(const HostPool& pool, const PackedHosts& hosts, const PackItem& item) {
  const Resources free = pool.capacity.allocatable - hosts.used;
  std::int64_t slots = 0;
  std::int64_t held = 0;
  bool is_taken = false;
  const auto count = [&](const PackItem& other, std::int64_t copies) {
    slots += copies * other.network_slots;
    if (other.id == item.id) held += copies;
    is_taken = is_taken || (copies > 0 && shares_a_name(item, other));
  };
  for (const PackItem& daemon : pool.daemons) count(daemon, 1);
  for (const Placement& placement : hosts.placements) count(pool.items[placement.item], placement.copies);
  if (is_taken) return 0;
  std::int64_t most = std::min({times(free.cpu.ticks(), item.request.cpu.ticks()),
                                times(free.memory.bytes(), item.request.memory.bytes()),
                                times(free.gpu_count, item.request.gpu_count)});
  if (pool.capacity.network_slots)
    most = std::min(most, times(*pool.capacity.network_slots - slots, item.network_slots));
  if (item.max_copies_per_host) most = std::min(most, std::max<std::int64_t>(*item.max_copies_per_host - held, 0));
  return item.exclusive.empty() ? most : std::min<std::int64_t>(most, 1);
}

void add_pool(const HostPool& pool, const std::string& service, std::map<std::int64_t, ZoneCopies>& zones) {
  const auto item =
      std::find_if(pool.items.begin(), pool.items.end(), [&](const PackItem& i) { return i.id == service; });
  if (item == pool.items.end() || !pool.plan) return;
  for (const PackedHosts& hosts : pool.plan->hosts) {
    ZoneCopies& zone = zones[hosts.zone];
    const std::int64_t more = more_copies(pool, hosts, *item);
    if (more == no_limit) continue;
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
  std::int64_t fewest = no_limit;
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

#include <algorithm>
#include <iterator>
#include <set>

#include "container_tco/estimate/waste_parts.hpp"

namespace container_tco::detail {
namespace {

std::set<std::string> names_taken(const HostPool& pool, const std::vector<Placement>& placements) {
  std::set<std::string> taken;
  for (const PackItem& daemon : pool.daemons) taken.insert(daemon.exclusive.begin(), daemon.exclusive.end());
  for (const Placement& placement : placements) {
    const PackItem& item = pool.items[placement.item];
    if (placement.copies > 0) taken.insert(item.exclusive.begin(), item.exclusive.end());
  }
  return taken;
}

std::int64_t copies_of(std::size_t item, const std::vector<Placement>& placements) {
  std::int64_t copies = 0;
  for (const Placement& placement : placements) copies += placement.item == item ? placement.copies : 0;
  return copies;
}

// Of one item, of which the host holds `copies`.
std::set<std::string> limits_of(const PackItem& item, std::int64_t copies, const HostPool& pool,
                                const std::set<std::string>& taken, const Resources& free, std::int64_t free_slots) {
  std::set<std::string> limits;
  if (item.max_copies_per_host && copies >= *item.max_copies_per_host) limits.insert("copies per host: " + item.id);
  if (item.request.cpu > free.cpu) limits.insert("CPU");
  if (item.request.memory > free.memory) limits.insert("memory");
  if (item.request.gpu_count > free.gpu_count) limits.insert("GPUs");
  if (pool.capacity.network_slots && item.network_slots > free_slots) limits.insert("network slots");
  for (const std::string& name : item.exclusive) {
    if (taken.contains(name)) limits.insert(name);
  }
  return limits;
}

}  // namespace

std::vector<std::string> limits_of(const HostPool& pool, const std::vector<Placement>& placements,
                                   const Resources& free, std::int64_t free_slots) {
  if (free == Resources() || pool.items.empty()) return {};
  const std::set<std::string> taken = names_taken(pool, placements);
  std::set<std::string> common;
  std::set<std::string> all;
  for (std::size_t i = 0; i < pool.items.size(); ++i) {
    const std::set<std::string> limits =
        limits_of(pool.items[i], copies_of(i, placements), pool, taken, free, free_slots);
    if (limits.empty()) return {};
    all.insert(limits.begin(), limits.end());
    if (i == 0) {
      common = limits;
      continue;
    }
    std::set<std::string> both;
    std::set_intersection(common.begin(), common.end(), limits.begin(), limits.end(), std::inserter(both, both.end()));
    common = std::move(both);
  }
  const std::set<std::string>& said = common.empty() ? all : common;
  return {said.begin(), said.end()};
}

}  // namespace container_tco::detail

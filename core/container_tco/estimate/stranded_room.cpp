#include <algorithm>
#include <iterator>
#include <set>

#include "container_tco/estimate/waste_parts.hpp"

namespace container_tco::detail {
namespace {

std::set<std::string> limits_of(const PackItem& item, const HostRoom& room) {
  std::set<std::string> limits;
  if (item.max_copies_per_host) {
    const auto held = room.held_copies.find(item.id);
    if (held != room.held_copies.end() && held->second >= *item.max_copies_per_host) {
      limits.insert("copies per host: " + item.id);
    }
  }
  if (item.request.cpu > room.free.cpu) limits.insert("CPU");
  if (item.request.memory > room.free.memory) limits.insert("memory");
  if (item.request.gpu_count > room.free.gpu_count) limits.insert("GPUs");
  if (item.network_slots > room.free_slots) limits.insert("network slots");
  if (item.volumes > room.free_volumes) limits.insert("volumes");
  for (const std::string& name : item.exclusive) {
    if (std::find(room.held.begin(), room.held.end(), name) != room.held.end()) limits.insert(name);
  }
  if (room.repels(item)) limits.insert("kept apart: " + item.id);
  return limits;
}

}  // namespace

std::vector<std::string> limits_of(const HostPool& pool, const HostRoom& room) {
  if (room.free == Resources() || pool.items.empty()) return {};
  std::set<std::string> common;
  std::set<std::string> all;
  for (std::size_t i = 0; i < pool.items.size(); ++i) {
    const std::set<std::string> limits = limits_of(pool.items[i], room);
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

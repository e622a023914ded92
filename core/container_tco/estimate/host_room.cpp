#include "container_tco/estimate/host_room.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {
namespace {

bool shares_a_name(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& name) { return std::find(b.begin(), b.end(), name) != b.end(); });
}

// As full as measured, also with the copies on top.
std::int64_t measured_hosts(const HostPool& pool, const std::vector<PackItem>& extra) {
  const Resources room = pool.room_of_host();
  const auto full_hosts = [&](auto amount_of) {
    Rational needed(amount_of(pool.requested));
    for (const PackItem& item : extra) needed += Rational(amount_of(item.request)) * Rational(item.count);
    return amount_of(room) > 0 ? needed / Rational(amount_of(room)) : Rational();
  };
  const Rational full = max(max(full_hosts([](const Resources& r) { return r.cpu.ticks(); }),
                                full_hosts([](const Resources& r) { return r.memory.bytes(); })),
                            full_hosts([](const Resources& r) { return r.gpu_count; }));
  return std::max<std::int64_t>(0, (full / *pool.measured_fill_fraction).ceil() - pool.hosts);
}

std::int64_t new_hosts(const HostPool& pool, const std::vector<PackItem>& extra) {
  if (pool.measured_fill_fraction) return measured_hosts(pool, extra);
  PackOptions options;
  options.daemons = pool.daemons;
  std::vector<PackItem> items = extra;
  forget_absent_neighbours(items);
  return pack(items, pack_host(pool.capacity), options).host_count;
}

}  // namespace

bool HostRoom::repels(const PackItem& item) const {
  return repelled.contains(item.id) || std::any_of(item.apart_from.begin(), item.apart_from.end(),
                                                   [&](const std::string& id) { return held_copies.contains(id); });
}

void HostRoom::hold(const PackItem& item, std::int64_t copies) {
  free_slots -= item.network_slots * copies;
  free_volumes -= item.volumes * copies;
  held.insert(held.end(), item.exclusive.begin(), item.exclusive.end());
  held_copies[item.id] += copies;
  repelled.insert(item.apart_from.begin(), item.apart_from.end());
}

std::int64_t HostRoom::copies_that_fit(const PackItem& item) const {
  if (shares_a_name(item.exclusive, held) || repels(item)) return 0;
  std::int64_t copies = item.exclusive.empty() ? no_room_limit : 1;
  const auto limit_by = [&](std::int64_t space, std::int64_t need) {
    if (need > 0) copies = std::min(copies, std::max<std::int64_t>(space, 0) / need);
  };
  limit_by(free.cpu.ticks(), item.request.cpu.ticks());
  limit_by(free.memory.bytes(), item.request.memory.bytes());
  limit_by(free.gpu_count, item.request.gpu_count);
  limit_by(free_slots, item.network_slots);
  limit_by(free_volumes, item.volumes);
  if (item.max_copies_per_host) {
    const auto known = held_copies.find(item.id);
    limit_by(*item.max_copies_per_host - (known == held_copies.end() ? 0 : known->second), 1);
  }
  return copies;
}

HostRoom empty_host(const HostPool& pool) {
  HostRoom room;
  room.free = pool.room_of_host();
  room.free_slots = pool.capacity.network_slots.value_or(no_room_limit);
  room.free_volumes = pool.capacity.volumes.value_or(no_room_limit);
  for (const PackItem& daemon : pool.daemons) {
    room.free_slots -= daemon.network_slots;
    room.free_volumes -= daemon.volumes;
    room.held.insert(room.held.end(), daemon.exclusive.begin(), daemon.exclusive.end());
  }
  return room;
}

HostRoom room_beside(const HostPool& pool, const PackedHosts& hosts) {
  HostRoom room = empty_host(pool);
  room.hosts = hosts.count;
  room.free = pool.capacity.allocatable - hosts.used;
  for (const Placement& placement : hosts.placements) {
    room.hold(pool.items[placement.item], placement.copies);
  }
  return room;
}

HostRooms::HostRooms(const std::vector<HostPool>& pools, std::vector<Rational> hourly)
    : pools_(&pools), hourly_(std::move(hourly)) {
  if (hourly_.size() != pools.size()) throw InternalError("a cost for every pool");
  for (std::size_t pool = 0; pool < pools.size(); ++pool) {
    for (std::size_t item = 0; item < pools[pool].items.size(); ++item) {
      if (pools[pool].items[item].count > 0) places_[pools[pool].items[item].id].push_back({pool, item});
    }
    if (!pools[pool].plan) continue;
    for (const PackedHosts& group : pools[pool].plan->hosts) {
      rooms_.push_back(room_beside(pools[pool], group));
      rooms_.back().pool = pool;
    }
  }
}

std::int64_t HostRooms::copies_of(const std::string& item) const {
  const auto found = places_.find(item);
  if (found == places_.end()) return 0;
  std::int64_t copies = 0;
  for (const Placed& placed : found->second) copies += item_at(placed).count;
  return copies;
}

// Takes `copies` of `item` onto each of `hosts` hosts of a room, which are no longer part of it.
HostRoom HostRooms::taken(HostRoom& room, std::int64_t hosts, const PackItem& item, std::int64_t copies) {
  HostRoom filled = room;
  room.hosts -= hosts;
  filled.hosts = hosts;
  filled.free = filled.free - item.request * copies;
  filled.hold(item, copies);
  return filled;
}

// Puts copies into the room that is left, first fit; returns how many find none.
std::int64_t HostRooms::fill(std::vector<HostRoom>& rooms, const std::vector<Placed>& places,
                             std::int64_t copies) const {
  const std::size_t known = rooms.size();  // What is taken out of these is full for this item.
  for (std::size_t i = 0; i < known && copies > 0; ++i) {
    const auto place =
        std::find_if(places.begin(), places.end(), [&](const Placed& placed) { return placed.pool == rooms[i].pool; });
    if (place == places.end() || rooms[i].hosts == 0) continue;
    const PackItem& item = item_at(*place);
    const std::int64_t each = std::min(copies, rooms[i].copies_that_fit(item));
    if (each == 0) continue;
    const std::int64_t hosts = std::min(rooms[i].hosts, copies / each);
    copies -= hosts * each;
    rooms.push_back(taken(rooms[i], hosts, item, each));
    if (rooms[i].hosts == 0 || copies == 0) continue;
    rooms.push_back(taken(rooms[i], 1, item, copies));  // Fewer than a whole host of the room holds.
    copies = 0;
  }
  return copies;
}

std::int64_t HostRooms::without_room(const std::vector<Placed>& places, std::int64_t copies) const {
  for (const HostRoom& room : rooms_) {
    const auto place =
        std::find_if(places.begin(), places.end(), [&](const Placed& placed) { return placed.pool == room.pool; });
    if (place == places.end()) continue;
    const std::int64_t each = std::min(copies, room.copies_that_fit(item_at(*place)));
    copies -= std::min(copies, each * room.hosts);
    if (copies == 0) return 0;
  }
  return copies;
}

std::size_t HostRooms::cheapest_pool(const std::vector<Placed>& places, std::int64_t copies) const {
  std::optional<std::pair<Rational, std::size_t>> best;
  for (const Placed& placed : places) {
    const HostPool& pool = (*pools_)[placed.pool];
    const std::int64_t each = std::max<std::int64_t>(1, empty_host(pool).copies_that_fit(item_at(placed)));
    const Rational cost = hourly_[placed.pool] * Rational::ratio(copies, each).ceil();
    if (!best || cost < best->first) best = {cost, placed.pool};
  }
  return best->second;
}

ExtraHosts HostRooms::hosts_for(std::vector<ExtraCopies> extra) const {
  std::erase_if(extra, [&](const ExtraCopies& e) { return e.copies <= 0 || !places_.contains(e.item); });
  // The largest first, as they are hardest to place; the order of the input does not matter.
  std::sort(extra.begin(), extra.end(), [&](const ExtraCopies& a, const ExtraCopies& b) {
    const auto size_of = [&](const ExtraCopies& e) {
      const Resources& request = item_at(places_.at(e.item).front()).request;
      return std::tuple(-request.gpu_count, -request.cpu.ticks(), -request.memory.bytes());
    };
    return std::tuple(size_of(a), a.item) < std::tuple(size_of(b), b.item);
  });
  std::vector<HostRoom> rooms = extra.size() == 1 ? std::vector<HostRoom>() : rooms_;
  std::map<std::size_t, std::vector<PackItem>> left;
  for (const ExtraCopies& each : extra) {
    const std::vector<Placed>& places = places_.at(each.item);
    const std::int64_t copies =
        extra.size() == 1 ? without_room(places, each.copies) : fill(rooms, places, each.copies);
    if (copies == 0) continue;
    const std::size_t pool = cheapest_pool(places, copies);
    const auto place = std::find_if(places.begin(), places.end(), [&](const Placed& p) { return p.pool == pool; });
    PackItem item = item_at(*place);
    item.count = copies;
    left[pool].push_back(std::move(item));
  }
  ExtraHosts hosts;
  for (const auto& [pool, items] : left) {
    if (const std::int64_t count = new_hosts((*pools_)[pool], items); count > 0) hosts[pool] = count;
  }
  return hosts;
}

}  // namespace container_tco

#include "container_tco/packing/checked_fleet.hpp"

#include <numeric>

namespace container_tco::checks {
namespace {

bool is_listed(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Whether labels, taints and the names that daemons hold let the item on the type, whatever its size.
bool is_let_on(const FleetItem& item, const FleetHostType& type) {
  for (const std::string& label : item.required_labels) {
    if (!is_listed(type.labels, label)) return false;
  }
  for (const std::string& taint : type.taints) {
    if (!is_listed(item.tolerated_taints, taint)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::int64_t> request_of(const PackItem& item) {
  return {item.request.cpu.ticks(), item.request.memory.bytes(), item.request.gpu_count, item.network_slots,
          item.volumes};
}

CheckedFleet::CheckedFleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                           const FleetOptions& options)
    : items_(items), types_(types), options_(options) {
  for (const FleetHostType& type : types_) rooms_.push_back(room_of(type));
  for (std::size_t t = 0; t < types_.size(); ++t) {
    // The same items fit when room that they cannot use is gone.
    const Requests requests = requests_on(t);
    leave_what_is_reached(t, requests);
    leave_whole_units(t, requests);
  }
  totals_.assign(checked_resources, 0);
  for (const FleetItem& item : items_) {
    if (!fits_somewhere(item)) continue;
    for (std::size_t r = 0; r < checked_resources; ++r) totals_[r] += request_of(item)[r] * item.count;
  }
}

Room CheckedFleet::room_of(const FleetHostType& type) const {
  Room room;
  const Resources& offer = type.host.allocatable;
  room.amounts = {offer.cpu.ticks(), offer.memory.bytes(), offer.gpu_count,
                  type.host.network_slots.value_or(std::int64_t{1} << 60),
                  type.host.volumes.value_or(std::int64_t{1} << 60)};
  for (const FleetItem& daemon : options_.daemons) {
    if (!is_let_on(daemon, type)) continue;
    const std::vector<std::int64_t> request = request_of(daemon);
    for (std::size_t r = 0; r < checked_resources; ++r) room.amounts[r] -= request[r];
    for (const std::string& name : std::set<std::string>(daemon.exclusive.begin(), daemon.exclusive.end())) {
      if (!room.taken.insert(name).second) room.is_usable = false;
    }
  }
  for (const std::int64_t amount : room.amounts) room.is_usable = room.is_usable && amount >= 0;
  for (std::size_t r = 0; r < 2; ++r) room.amounts[r] = room.amounts[r] * 100 / (100 + options_.headroom_percent);
  return room;
}

CheckedFleet::Requests CheckedFleet::requests_on(std::size_t t) const {
  Requests requests;
  for (const FleetItem& item : items_) {
    if (item.count > 0 && takes(t, item)) requests.push_back(request_of(item));
  }
  return requests;
}

void CheckedFleet::leave_what_is_reached(std::size_t t, const Requests& requests) {
  __extension__ using Product = __int128;
  const std::vector<std::int64_t> room = rooms_[t].amounts;
  for (std::size_t r = 0; r < checked_resources; ++r) {
    for (std::size_t used_up = 0; used_up < checked_resources; ++used_up) {
      Product most = 0;
      for (const std::vector<std::int64_t>& request : requests) {
        if (request[r] == 0) continue;
        const bool is_free = request[used_up] == 0;
        most = std::max<Product>(most,
                                 is_free ? Product{room[r]} : Product{room[used_up]} * request[r] / request[used_up]);
      }
      rooms_[t].amounts[r] = static_cast<std::int64_t>(std::min<Product>(rooms_[t].amounts[r], most));
    }
  }
}

void CheckedFleet::leave_whole_units(std::size_t t, const Requests& requests) {
  for (std::size_t r = 0; r < checked_resources; ++r) {
    std::int64_t unit = 0;
    for (const std::vector<std::int64_t>& request : requests) unit = std::gcd(unit, request[r]);
    if (unit > 0) rooms_[t].amounts[r] -= rooms_[t].amounts[r] % unit;
  }
}

bool CheckedFleet::may_hold(std::size_t t, const FleetItem& item) const {
  return rooms_[t].is_usable && is_let_on(item, types_[t]) &&
         std::none_of(item.exclusive.begin(), item.exclusive.end(),
                      [&](const std::string& name) { return rooms_[t].taken.count(name) > 0; });
}

bool CheckedFleet::takes(std::size_t t, const FleetItem& item) const {
  const std::vector<std::int64_t> request = request_of(item);
  for (std::size_t r = 0; r < checked_resources; ++r) {
    if (request[r] > rooms_[t].amounts[r]) return false;
  }
  return may_hold(t, item);
}

std::int64_t CheckedFleet::existing_hosts(std::size_t t) const {
  std::int64_t count = 0;
  for (const std::int64_t hosts : types_[t].existing) count += hosts;
  return count;
}

bool CheckedFleet::fits_somewhere(const FleetItem& item) const {
  for (std::size_t t = 0; t < types_.size(); ++t) {
    if ((can_be_new(t) || existing_hosts(t) > 0) && takes(t, item)) return true;
  }
  return false;
}

}  // namespace container_tco::checks

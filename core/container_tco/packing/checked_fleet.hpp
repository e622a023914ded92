#pragma once
// Inside of packing: items, types and options as the check of bounds reads them. It shares no code with what finds
// bounds.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace container_tco::checks {

inline constexpr std::size_t checked_resources = 5;

/// What an item asks for: cpu ticks, memory bytes, GPUs, slots, volumes.
std::vector<std::int64_t> request_of(const PackItem& item);

/// What a type leaves for items: cpu ticks, memory bytes, GPUs, slots, volumes. Rounded up where headroom does not
/// divide, which only makes the check stricter on the bound.
struct Room {
  bool is_usable = true;
  std::vector<std::int64_t> amounts;
  std::set<std::string> taken;
};

class CheckedFleet {
 public:
  CheckedFleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
               const FleetOptions& options);

 protected:
  void check(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }
  /// Whether labels, taints and the names that daemons hold let the item on the type, whatever its size.
  bool may_hold(std::size_t t, const FleetItem& item) const;
  bool takes(std::size_t t, const FleetItem& item) const;
  std::int64_t existing_hosts(std::size_t t) const;
  bool can_be_new(std::size_t t) const { return !types_[t].max_new_hosts || *types_[t].max_new_hosts > 0; }
  bool fits_somewhere(const FleetItem& item) const;
  bool can_be_used(std::size_t t) const { return rooms_[t].is_usable && (can_be_new(t) || existing_hosts(t) > 0); }
  /// Of no use beyond all there is to place.
  std::int64_t capacity(std::size_t t, std::size_t r) const { return std::min(rooms_[t].amounts[r], totals_[r]); }
  std::string whose(std::size_t t) const { return "type \"" + printable(types_[t].name) + "\": "; }

  const std::vector<FleetItem>& items_;
  const std::vector<FleetHostType>& types_;
  const FleetOptions& options_;
  std::vector<Room> rooms_;           ///< By type.
  std::vector<std::int64_t> totals_;  ///< By resource: of all items that fit somewhere.
  std::vector<std::string> problems_;

 private:
  using Requests = std::vector<std::vector<std::int64_t>>;  ///< Of items that have copies and that a type takes.

  Room room_of(const FleetHostType& type) const;
  Requests requests_on(std::size_t t) const;
  /// Copies that use all of one resource use no more of another than comes with it at most.
  void leave_what_is_reached(std::size_t t, const Requests& requests);
  /// Sums of sizes are multiples of what divides all sizes; room beyond the last multiple stays empty.
  void leave_whole_units(std::size_t t, const Requests& requests);
};

/// Tries every way to place at most `max_exhaustive_copies` copies. Returns what is wrong with the bound.
std::vector<std::string> check_exhaustion(const FleetBound& bound, const std::vector<FleetItem>& items,
                                          const std::vector<FleetHostType>& types, const FleetOptions& options);

}  // namespace container_tco::checks

#pragma once
// Inside of packing: which zones get the copies that do not divide evenly.

#include <cstddef>
#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

/// By item: the place among its zones, ascending, at which its remainder begins. When empty, remainders go round the
/// zones, each item going on where the one before stopped.
using FleetDealing = std::vector<std::size_t>;

/// Sets `zone_counts` and `item_zones`.
void deal_items(const std::vector<FleetItem>& items, const FleetOptions& options, const FleetDealing& dealing,
                FleetInput& input);

/// The zones that the item may be in, ascending.
std::vector<std::size_t> zones_of(const FleetItem& item, std::int64_t zones);

/// Zones that differ by nothing but their number.
bool are_zones_alike(const std::vector<FleetItem>& items, const FleetInput& input);

struct FleetDealings {
  std::vector<FleetDealing> ways;  ///< At least one.
  bool are_all = false;            ///< Any other way is one of these with its zones renamed.
};

/// All ways if they are few, else some that differ much, of which the first goes round the zones.
FleetDealings ways_to_deal(const std::vector<FleetItem>& items, const FleetOptions& options, const FleetInput& input);

}  // namespace container_tco::detail

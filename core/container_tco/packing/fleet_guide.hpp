#pragma once
// Inside of packing: what a search goes by. The duals that prove the fast bound take every host to be filled to the
// last unit; a search does better with values that know a little of what is lost.

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

/// The best of the bounds by resources, by fluid hosts and by these with copies that keep apart; and the values by
/// shape of the better of the first two.
struct FastBound {
  FleetBound bound;
  ResourceDuals duals;
};
FastBound fast_bound(const FleetInput& input, std::size_t item_count, std::size_t type_count);

/// So many open types are hosts of very different sizes.
inline constexpr std::size_t many_types = 40;

/// The duals to search by. `duals`: those of the fast bound.
ResourceDuals search_guide(const FleetInput& input, const ResourceDuals& duals);

}  // namespace container_tco::detail

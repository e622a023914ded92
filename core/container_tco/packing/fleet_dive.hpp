#pragma once
// Inside of packing: whole hosts out of a fractional plan. By diving, those that it holds whole are taken, the
// fractional plan of the rest is made anew, with hosts that fit the few copies that are left, and so on; where none is
// whole, the largest fractions become one host each.

#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// Takes up to `count` hosts of a pattern out of the bag, with what the bag has left of their content, as long as that
/// is worth their weight by `values` (by shape, in weight). Returns whether it took any.
bool take_hosts(const FleetInput& input, const FleetPattern& pattern, std::int64_t count,
                const std::vector<double>& values, FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts);

struct DiveLimits {
  std::int64_t most_work = 0;  ///< Steps of the fractional problems, about.
  std::uint64_t seed = 0;
};

/// Places copies of the bag on new hosts, appended to `hosts`, until all are placed, no host may be opened for one of
/// them, or the work is done. `patterns`: hosts to begin with.
void dive(const FleetInput& input, const std::vector<FleetPattern>& patterns, const DiveLimits& limits, FleetBag& bag,
          FleetBudget& budget, std::vector<FleetHost>& hosts);

}  // namespace container_tco::detail

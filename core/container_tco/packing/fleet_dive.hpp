#pragma once
// Inside of packing: from a fractional plan to whole hosts. Takes what is whole and the largest fractions, cuts the
// patterns to what is left, and solves the fractional problem of the rest again, until nothing is left.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// New hosts for the bag; nothing when the budget does not allow them.
std::optional<std::vector<FleetHost>> dive(const FleetInput& input, const std::vector<FleetPattern>& patterns,
                                           FleetBag bag, FleetBudget budget);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: whether as many hosts as the options want can be there at all.

#include "container_tco/packing/fleet_plan.hpp"

namespace container_tco::detail {

/// Throws InvalidInputError for a minimum of hosts, of all, of each zone or of a group, that the limits on hosts and
/// types contradict. Where no type can be opened at all, minima are void.
void check_minima(const FleetInput& input, const FleetOptions& options);

/// Throws InvalidInputError for a minimum for which the limits leave no room beside the hosts that hold items.
void check_minima_held(const FleetInput& input, const FleetOptions& options, const PlannedFleet& plan);

}  // namespace container_tco::detail

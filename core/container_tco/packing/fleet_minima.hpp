#pragma once
// Inside of packing: whether as many hosts as the options want can be there at all.

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// Throws InvalidInputError for a minimum of hosts, of all, of each zone or of a group, that the limits on hosts and types
/// contradict. Where no type can be opened at all, minima are void.
void check_minima(const FleetInput& input, const FleetOptions& options);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: what `pack_fleet` refuses.

#include "container_tco/packing/fleet.hpp"

namespace container_tco::detail {

/// Throws InvalidInputError.
void check_fleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                 const FleetOptions& options);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the choice among plans that differ in what a single plan takes as given.

#include <vector>

#include "container_tco/packing/fleet_plan.hpp"

namespace container_tco::detail {

struct ChosenFleet {
  FleetInput input;   ///< With the copies dealt as the plan has them.
  PlannedFleet plan;  ///< `is_optimal`: among all ways to deal copies over zones.
};

/// The best of plans that deal copies to zones in different ways, that keep to lighter or to fewer types where hosts
/// stand by for those that hold something, that leave room for hosts that stand by where there are limits, and that
/// begin with what another plan left out. Copies on hosts for which nothing can stand by are left out.
ChosenFleet choose_fleet_plan(const std::vector<FleetItem>& items, FleetInput input, const FleetOptions& options,
                              const ResourceDuals& duals, std::int64_t target);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the lightest plan of few copies under all limits, with all hosts that stand by, by branch and
// bound.

#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_plan.hpp"

namespace container_tco::detail {

struct SmallFleet {
  bool is_complete = false;          ///< Nothing is lighter than `plan`, or than the plan that was to be beaten.
  std::optional<PlannedFleet> plan;  ///< When it is lighter than that plan.
  FleetInput input;                  ///< With the copies dealt as `plan` has them.
};

/// Looks for a complete plan lighter than `known`, which counts when it is complete itself. Tries every way to deal
/// copies over zones. Nothing when there are too many copies, zones or useful existing hosts to try every way.
std::optional<SmallFleet> lightest_small_fleet(const std::vector<FleetItem>& items, const FleetInput& input,
                                               const FleetOptions& options, const PlannedFleet& known);

}  // namespace container_tco::detail

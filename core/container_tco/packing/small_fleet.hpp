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

/// Some tenths of a second.
inline constexpr std::int64_t most_small_steps = 30'000'000;

/// Looks for a complete plan lighter than `known`, which counts when it is complete itself. Tries every way to deal
/// copies over zones, as far as `steps` go. Nothing when there are too many copies, zones or useful existing hosts to
/// try every way.
std::optional<SmallFleet> lightest_small_fleet(const std::vector<FleetItem>& items, const FleetInput& input,
                                               const FleetOptions& options, const PlannedFleet& known,
                                               std::int64_t steps = most_small_steps);

}  // namespace container_tco::detail

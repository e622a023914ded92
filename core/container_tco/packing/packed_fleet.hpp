#pragma once
// A fleet plan with all that it was made from, so that it can be checked, shown and made again.

#include <string>
#include <utility>
#include <vector>

#include "container_tco/packing/fleet.hpp"

namespace container_tco {

struct PackedFleet {
  std::vector<FleetItem> items;
  std::vector<FleetHostType> types;
  FleetOptions options;
  FleetPlan plan;

  /// Packs. Throws what `pack_fleet` throws.
  static PackedFleet of(std::vector<FleetItem> items, std::vector<FleetHostType> types, FleetOptions options = {}) {
    PackedFleet fleet{std::move(items), std::move(types), std::move(options), {}};
    fleet.plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    return fleet;
  }

  /// What is wrong with the plan, by `verify_fleet_plan`; empty when nothing is.
  std::vector<std::string> verify() const { return verify_fleet_plan(plan, items, types, options); }

  /// What is wrong with the proofs of its bounds, by `check_bound`; empty when nothing is.
  std::vector<std::string> check_bounds() const {
    std::vector<std::string> problems = check_bound(plan.fast_bound, items, types, options);
    if (!plan.strong_bound) return problems;
    for (std::string& problem : check_bound(*plan.strong_bound, items, types, options)) {
      problems.push_back("strong bound: " + std::move(problem));
    }
    return problems;
  }
};

}  // namespace container_tco

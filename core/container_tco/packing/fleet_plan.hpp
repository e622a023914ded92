#pragma once
// Inside of packing: the steps of `pack_fleet` on prepared input.

#include <vector>

#include "container_tco/packing/fleet_bound.hpp"
#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// Hosts of every zone, and what the limits left out.
struct PlannedFleet {
  std::vector<std::vector<FleetHost>> zones;
  std::vector<std::vector<std::int64_t>> left_out;  ///< By zone and shape.
  std::int64_t weight = 0;
  std::int64_t left_out_copies = 0;
  /// Hosts that stand by as the options want it and that the limits left no room for.
  std::int64_t missing_standby = 0;
  bool is_optimal = false;  ///< By exhaustion.

  bool is_better_than(const PlannedFleet& other) const {
    if (missing_standby != other.missing_standby) return missing_standby < other.missing_standby;
    if (left_out_copies != other.left_out_copies) return left_out_copies < other.left_out_copies;
    return weight < other.weight;
  }
};

/// Of its new hosts, ascending.
std::vector<std::size_t> new_types(const PlannedFleet& plan);

/// The best plan found with the open types of `input`.
PlannedFleet plan_fleet(const FleetInput& input, const FleetOptions& options, const ResourceDuals& duals,
                        std::int64_t target);

/// The same with at most `max_types` types, by trying which ones to do without.
PlannedFleet plan_few_types(const FleetInput& input, const FleetOptions& options, const ResourceDuals& duals,
                            std::int64_t target);

/// Adds empty hosts for the target capacity, the minima and the loss of a host, as far as the budget goes, and counts
/// those that it does not allow. `budget` is what is left of it.
void add_standby(const FleetInput& input, const FleetOptions& options, FleetBudget& budget, PlannedFleet& plan);

FleetBudget full_budget(const FleetInput& input, const FleetOptions& options);

}  // namespace container_tco::detail

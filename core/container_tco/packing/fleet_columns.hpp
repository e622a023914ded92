#pragma once
// Inside of packing: column generation. The fractional plan of whole hosts with the least weight, its duals, and the
// bound that they prove.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_bound.hpp"
#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

struct ColumnLimits {
  std::int64_t most_table = 0;  ///< Cells times shapes of a pricing table; larger types are priced without one.
  /// Steps of tables and of the fractional problem over all rounds; half as many more to buy the hosts of a plan.
  std::int64_t most_work = 0;
  std::size_t most_shapes = 400;          ///< With more shapes or larger tables sizes are rounded down.
  bool wants_bound = false;               ///< Else patterns: hosts that can be opened as they are;
  std::size_t most_pattern_shapes = 400;  ///< but not of more shapes than this.
};

struct FleetColumns {
  std::vector<FleetPattern> patterns;  ///< With the hosts of each in the fractional plan, of all zones together.
  std::vector<double> counts;          ///< Both empty when sizes were rounded down: then nothing need fit.
  std::vector<double> duals;           ///< Of that plan, by shape, in weight; empty with it.
  std::vector<double> values;          ///< To search by: duals that prove a bound, or halfway to those of the plan.
  std::optional<FleetBound> bound;
};

/// `start`: hosts to begin with, of any zone. Gives nothing when no type can be opened, or none for some shape.
std::optional<FleetColumns> generate_columns(const FleetInput& input, const std::vector<FleetHost>& start,
                                             const ResourceDuals& resources, const ColumnLimits& limits,
                                             std::size_t item_count, std::size_t type_count);

}  // namespace container_tco::detail

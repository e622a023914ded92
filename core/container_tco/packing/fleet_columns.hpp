#pragma once
// Inside of packing: column generation. The fractional plan of whole hosts with the least weight, its duals, and the
// bound that they prove.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_bound.hpp"
#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

struct ColumnLimits {
  std::int64_t exact_cells = 0;  ///< Pricing tables up to this size count every size as it is;
  std::int64_t round_cells = 0;  ///< larger ones are rounded down to this size.
  std::int64_t most_work = 0;    ///< Table cells times shapes over all rounds.
  bool wants_bound = false;
};

struct FleetColumns {
  std::vector<FleetPattern> patterns;  ///< With the hosts of each in the fractional plan, of all zones together.
  std::vector<double> counts;
  std::vector<double> values;  ///< Duals by shape, in weight.
  std::optional<FleetBound> bound;
};

/// Above this many shapes no columns are made.
inline constexpr std::size_t most_column_shapes = 400;

/// `start`: hosts to begin with, of any zone. Gives nothing when there are too many shapes or only existing hosts.
std::optional<FleetColumns> generate_columns(const FleetInput& input, const std::vector<FleetHost>& start,
                                             const ResourceDuals& resources, const ColumnLimits& limits,
                                             std::size_t item_count, std::size_t type_count);

}  // namespace container_tco::detail

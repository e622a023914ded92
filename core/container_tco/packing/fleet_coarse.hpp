#pragma once
// Inside of packing: the same fleet with sizes and capacities rounded down to coarse steps, and what then looks alike
// counted as one shape. A plan of the fleet is one of the coarse fleet, never the other way round, so that bounds of
// the coarse one hold for both: sum of floor(size / step) <= floor(capacity / step).

#include <vector>

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

struct CoarseFleet {
  FleetInput input;                    ///< Of shapes and types only what column generation reads.
  std::vector<std::size_t> shape_of;   ///< The coarse shape of each true one.
  std::vector<std::size_t> source_of;  ///< A true shape of each coarse one.
  GridSteps steps;
};

/// Steps as fine as at most `most_shapes` shapes and, for most of the `useful` types, `most_cells` cells of a table
/// allow. Shapes of different classes (see ResourceDuals) stay apart. Those merged have the least slots and volumes of
/// any of them, and no limit of copies per host.
CoarseFleet round_down(const FleetInput& input, const std::vector<std::size_t>& class_of,
                       const std::vector<std::size_t>& useful, std::size_t most_shapes, std::int64_t most_cells);

}  // namespace container_tco::detail

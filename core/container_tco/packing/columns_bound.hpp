#pragma once
// Inside of packing: the bound that the duals of column generation prove, in whole numbers.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_bound.hpp"
#include "container_tco/packing/fluid_prices.hpp"
#include "container_tco/packing/resource_rows.hpp"

namespace container_tco::detail {

/// What a solved point proves: whole values by shape and the most that a host of each type holds of them.
struct ProvenPoint {
  std::vector<std::int64_t> values;
  std::vector<std::int64_t> most;  ///< By type, without resources; −1 for a type without table.
  std::vector<FluidPrices> fluid;  ///< Of those.
  std::vector<GridSteps> steps;    ///< Of the others.
  std::vector<double> prices;
};

/// The bound of a point: see FleetCertificate. `place_of`: the priced shape of each true one. `scale`: from weight to
/// values. Nothing when whole numbers do not prove a type without table.
std::optional<FleetBound> columns_bound(const FleetInput& input, const std::vector<std::size_t>& place_of,
                                        const ResourceDuals& resources, const ResourceRows& rows,
                                        const ProvenPoint& point, double scale, std::size_t item_count,
                                        std::size_t type_count);

}  // namespace container_tco::detail

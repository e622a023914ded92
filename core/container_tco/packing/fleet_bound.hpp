#pragma once
// Inside of packing: lower bounds of a fleet, proven in whole numbers. Where duals come from does not matter.

#include <vector>

#include "container_tco/packing/fleet_host.hpp"
#include "container_tco/packing/pattern_table.hpp"

namespace container_tco::detail {

/// What a copy of each shape is worth by resources alone, in weight: the duals of the fractional problem in which a
/// host is a heap of resources.
struct ResourceDuals {
  std::vector<std::vector<double>> prices;  ///< By class and resource.
  std::vector<std::size_t> class_of;        ///< By shape.
  std::vector<double> values;               ///< By shape.
};
ResourceDuals solve_resource_duals(const FleetInput& input);

/// The bound of these duals. Always valid.
FleetBound resource_bound(const FleetInput& input, const ResourceDuals& duals, std::size_t item_count,
                          std::size_t type_count);

/// The tables that price every type, each type with the table it reads.
struct PricingTables {
  std::vector<PatternTable> tables;
  std::vector<std::size_t> table_of;  ///< By type; only for types that can be used.
};
/// For each type a table without rounding when it has at most `exact_cells` cells, else one of at most `round_cells`.
PricingTables make_pricing_tables(const FleetInput& input, std::int64_t exact_cells, std::int64_t round_cells);

/// The factor from weight to whole values of a table.
double value_scale(const FleetInput& input);

/// The bound of whole values by shape, with solved tables. Raises nothing and proves itself: see FleetCertificate.
FleetBound table_bound(const FleetInput& input, const std::vector<std::int64_t>& values, const PricingTables& tables,
                       SidePrices prices, std::size_t item_count, std::size_t type_count);

}  // namespace container_tco::detail

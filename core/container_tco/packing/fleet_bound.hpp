#pragma once
// Inside of packing: lower bounds of a fleet, proven in whole numbers. Where duals come from does not matter.

#include <set>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"
#include "container_tco/packing/pattern_table.hpp"

namespace container_tco::detail {

/// What a copy of each shape is worth by resources alone, in weight: the duals of the fractional problem in which a
/// host is a heap of resources. A class holds shapes that may go on the same types; each has its own prices.
struct ResourceDuals {
  std::vector<std::vector<double>> prices;  ///< By class and resource.
  std::vector<std::size_t> class_of;        ///< By shape.
  std::vector<double> values;               ///< By shape.
  std::set<std::size_t> told_apart;         ///< Types of which it matters what fits on them; empty until that is found.
};
ResourceDuals solve_resource_duals(const FleetInput& input);

/// Numbers the kinds of shapes, by shape: those that every type takes alike by their labels, and the `told_apart` by
/// size as well.
std::vector<std::size_t> number_kinds(const FleetInput& input, const std::set<std::size_t>& told_apart);

/// The bound of these duals. Always valid.
FleetBound resource_bound(const FleetInput& input, const ResourceDuals& duals, std::size_t item_count,
                          std::size_t type_count);

/// All that there is to place.
PackAmounts total_need(const FleetInput& input);
/// What of a resource a type can ever give: at most all there is to place.
PackAmounts useful_capacity(const FleetType& type, const PackAmounts& total);

/// Prices of a certificate are whole multiples of 2^-30 of a value; values are weights × `value_scale`.
inline constexpr int price_bits = 30;
/// Whole prices near `prices` (by class and resource).
std::vector<PackAmounts> whole_prices(const std::vector<std::vector<double>>& prices, double scale);
/// The dearest of the classes that the type takes, by resource: no item on it is worth more by resources than this.
PackAmounts dearest_prices(const FleetType& type, const std::vector<std::size_t>& class_of,
                           const std::vector<PackAmounts>& prices);
/// What amounts are worth, rounded down to whole values; beyond `most_worth` it is cut.
inline constexpr std::int64_t most_worth = std::int64_t{1} << 58;
std::int64_t worth_of(const PackAmounts& prices, const PackAmounts& amounts);

void list_prices(const PackAmounts& prices, FleetCertificate::TypeProof& proof);

/// The factor from weight to whole values of a table.
double value_scale(const FleetInput& input);

/// Fills in item values and the weight that they prove: the certificate has a proof for each type. What only existing
/// hosts take counts for nothing, as it calls for no new one.
void prove(const FleetInput& input, std::vector<std::int64_t> shape_values, std::size_t item_count, FleetBound& bound);

}  // namespace container_tco::detail

#include "container_tco/packing/columns_bound.hpp"

#include <algorithm>
#include <cmath>

namespace container_tco::detail {
namespace {

/// The prices of a type without table: of resources and on top what shapes are worth beyond them. Rounded up until no
/// shape is worth more than it pays; nothing when that does not come out, and the type proves nothing.
std::optional<PackAmounts> fluid_proof(const FleetInput& input, const FleetType& type, const PackAmounts& dearest,
                                       const FluidPrices& fluid, const std::vector<std::int64_t>& values) {
  constexpr double unit = static_cast<double>(std::int64_t{1} << price_bits);
  for (double slack = 1 + 1e-9; slack < 1.01; slack = 1 + (slack - 1) * 8) {
    PackAmounts prices = dearest;
    prices[cpu_at] += static_cast<std::int64_t>(std::ceil(std::min(fluid.cpu * slack * unit, 0x1p60)));
    prices[memory_at] += static_cast<std::int64_t>(std::ceil(std::min(fluid.memory * slack * unit, 0x1p60)));
    bool is_proof = true;
    for (std::size_t s = 0; s < input.shapes.size() && is_proof; ++s) {
      is_proof = type.accepts[s] == 0 || values[s] <= worth_of(prices, input.shapes[s].need);
    }
    if (is_proof) return prices;
  }
  return std::nullopt;
}

}  // namespace

std::optional<FleetBound> columns_bound(const FleetInput& input, const std::vector<std::size_t>& place_of,
                                        const ResourceDuals& resources, const ResourceRows& rows,
                                        const ProvenPoint& point, double scale, std::size_t item_count,
                                        std::size_t type_count) {
  const std::vector<PackAmounts> prices = whole_prices(rows.by_class(point.prices), scale);
  const PackAmounts total = total_need(input);
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    values.push_back(point.values[place_of[s]] + worth_of(prices[resources.class_of[s]], input.shapes[s].need));
  }
  FleetBound bound;
  bound.by = "column generation";
  bound.certificate.types.resize(type_count);
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& type = input.types[t];
    FleetCertificate::TypeProof& proof = bound.certificate.types[type.source];
    PackAmounts dearest = dearest_prices(type, resources.class_of, prices);
    proof.by_grid = point.most[t] >= 0;
    if (proof.by_grid) {
      proof.cpu_step = point.steps[t].cpu;
      proof.memory_step = point.steps[t].memory;
    } else if (can_be_used(type)) {
      const std::optional<PackAmounts> fluid = fluid_proof(input, type, dearest, point.fluid[t], values);
      if (!fluid) return std::nullopt;
      dearest = *fluid;
    }
    list_prices(dearest, proof);
    if (!can_be_used(type)) continue;
    proof.value = std::max<std::int64_t>(point.most[t], 0) + worth_of(dearest, useful_capacity(type, total)) + 1;
  }
  prove(input, values, item_count, bound);
  return bound;
}

}  // namespace container_tco::detail

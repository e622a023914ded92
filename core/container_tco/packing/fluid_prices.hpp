#pragma once
// Inside of packing: what a host holds at most if it may be filled with fractions of items.

#include <array>
#include <cstddef>
#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

/// Prices of CPU and memory in value such that no shape is worth more than what it asks for.
struct FluidPrices {
  double cpu = 0;
  double memory = 0;
  /// Copies of a shape, in fractions.
  struct Part {
    std::size_t shape = 0;
    double copies = 0;
  };
  std::array<Part, 2> fill;  ///< What the host then holds; no copies of what is not needed.

  double worth(const PackAmounts& amounts) const {
    return cpu * static_cast<double>(amounts[cpu_at]) + memory * static_cast<double>(amounts[memory_at]);
  }
};

/// Something to fill hosts with.
struct PricedShape {
  double cpu = 0;
  double memory = 0;
  double value = 0;       ///< Above zero.
  std::size_t shape = 0;  ///< What `FluidPrices::fill` calls it.
};

/// Those at which a host with so much CPU and memory is worth least.
FluidPrices cheapest_prices(const std::vector<PricedShape>& shapes, double cpu, double memory);

/// Those at which a host of the type with `capacity` is worth least, for values by shape.
FluidPrices cheapest_prices(const FleetInput& input, const FleetType& type, const PackAmounts& capacity,
                            const std::vector<double>& values);

}  // namespace container_tco::detail

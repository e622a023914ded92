#pragma once
// Inside of packing: what a host holds at most if it may be filled with fractions of items.

#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

/// Prices of CPU and memory in value such that no shape is worth more than what it asks for.
struct FluidPrices {
  double cpu = 0;
  double memory = 0;

  double worth(const PackAmounts& amounts) const {
    return cpu * static_cast<double>(amounts[0]) + memory * static_cast<double>(amounts[1]);
  }
};

/// Those at which a host of the type with `capacity` is worth least, for values by shape.
FluidPrices cheapest_prices(const FleetInput& input, const FleetType& type, const PackAmounts& capacity,
                            const std::vector<double>& values);

}  // namespace container_tco::detail

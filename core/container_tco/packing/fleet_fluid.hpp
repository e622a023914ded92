#pragma once
// Inside of packing: the bound in which hosts are filled with fractions of items. Unlike a heap of resources such a
// host is full only of a mix that asks for its CPU and memory in the host's own ratio: where few items want much memory
// for their CPU, hosts with much memory leave some of it unused. Each type has its own prices, and an item is worth
// what the type asks on which it comes cheapest.

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

struct FluidDuals {
  std::vector<std::optional<std::pair<double, double>>> prices;  ///< By type: of CPU and memory, in weight.
  std::vector<double> values;                                    ///< By shape, in weight, all resources together.
  double worth = 0;                                              ///< Of all copies.
  std::set<std::size_t> told_apart;                              ///< Types of which it matters what fits on them.
};

/// GPUs, slots and volumes keep the prices of `resources`. Nothing when no type can be opened.
std::optional<FluidDuals> solve_fluid_duals(const FleetInput& input, const ResourceDuals& resources);

/// The same for so many copies of each shape.
std::optional<FluidDuals> solve_fluid_duals(const FleetInput& input, const ResourceDuals& resources,
                                            const std::vector<std::int64_t>& counts);

/// The bound of these duals. Nothing where numbers would become too large.
std::optional<FleetBound> fluid_bound(const FleetInput& input, const ResourceDuals& resources, const FluidDuals& fluid,
                                      std::size_t item_count, std::size_t type_count);

}  // namespace container_tco::detail

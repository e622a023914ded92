#pragma once
// Inside of packing: room of a type that nothing can fill, because another of its resources is used up before.

#include <array>
#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

/// The most of one resource that comes with a unit of another, as `of` per `per`, over some shapes.
struct MostPerUnit {
  std::int64_t of = 0;
  std::int64_t per = 1;
  bool is_bounded = true;  ///< False where a shape that asks for the one asks nothing of the other.
};
/// By resource and other resource.
using MostPerUnits = std::array<std::array<MostPerUnit, pack_resource_count>, pack_resource_count>;

/// Of the shapes that a type `accepts`.
MostPerUnits most_per_units(const std::vector<FleetShape>& shapes, const std::vector<char>& accepts);

/// What copies of these shapes can use of a host with this capacity, rounded down: of each resource at most what comes
/// with all there is of any other.
PackAmounts reachable_capacity(const PackAmounts& capacity, const MostPerUnits& most);

}  // namespace container_tco::detail

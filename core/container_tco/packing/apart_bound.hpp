#pragma once
// Inside of packing: a lower bound for copies that keep apart among others, which need both hosts and resources.

#include <cstdint>
#include <functional>
#include <optional>

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

/// The bound of a fleet by resources, of an input of the same items and types.
using BoundByResources = std::function<FleetBound(const FleetInput& input)>;

/// The same where each host that takes copies which keep apart earns something for holding one: a part of the weight of
/// hosts pays for their number, the rest for resources. Nothing where no copies keep apart, or so few that the bound by
/// resources alone, which is `known`, would hardly rise. Always valid.
std::optional<FleetBound> apart_bound(const FleetInput& input, std::int64_t known, const BoundByResources& by_resources,
                                      std::size_t item_count);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: lower bounds for copies that keep apart, by themselves and among others, which need resources,
// too.

#include <cstdint>
#include <functional>
#include <optional>

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

/// At the least so much do the new hosts weigh over which copies that keep apart must spread: those of one exclusive
/// name one by one, those of an item with a limit per host by as many, each on the lightest type that takes any of
/// them. In every way to deal copies to zones.
std::int64_t weight_of_copies_apart(const FleetInput& input);

/// The bound of a fleet by resources, of an input of the same items and types.
using BoundByResources = std::function<FleetBound(const FleetInput& input)>;

/// The same where each host that takes copies which keep apart earns something for holding one: a part of the weight of
/// hosts pays for their number, the rest for resources. Nothing where no copies keep apart, or so few that the bound by
/// resources alone, which is `known`, would hardly rise. Always valid.
std::optional<FleetBound> apart_bound(const FleetInput& input, std::int64_t known, const BoundByResources& by_resources,
                                      std::size_t item_count);

}  // namespace container_tco::detail

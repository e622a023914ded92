#pragma once
// The lightest fleet under every limit, with every host that stands by: every way to deal copies over zones, to place
// them, and to add empty hosts. For a handful of copies.

#include <cstdint>
#include <optional>

#include "plain_fleet.hpp"

namespace container_tco {

/// Few copies, zones and types; any of the limits and of the hosts that stand by.
FleetInstance random_limited_fleet(std::uint64_t seed);

/// The least weight of new hosts for the copies that fit somewhere; nothing when no plan is allowed.
std::optional<std::int64_t> least_limited_weight(const FleetInstance& fleet);

}  // namespace container_tco

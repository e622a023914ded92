#pragma once
// Inside of packing: the lightest plan of a small zone, by dynamic programming over which copies are placed.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// The lightest hosts of a zone by number of new hosts, `[h]` with h of them; nothing where there are none. Existing
/// hosts are all listed.
using ExactZone = std::vector<std::optional<std::vector<FleetHost>>>;

/// Gives nothing for a zone of more than `max_exhaustive_copies` copies or useful existing hosts. Knows no limits by
/// type. Without `by_host_count` the lightest of all is the only one listed.
std::optional<ExactZone> exact_zone(const FleetInput& input, std::size_t zone, bool by_host_count);

}  // namespace container_tco::detail

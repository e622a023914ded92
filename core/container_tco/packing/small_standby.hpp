#pragma once
// Inside of packing: the lightest hosts that stand by for a plan whose other hosts are fixed.

#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// Hosts by type, and in each zone.
struct StandbyNeed {
  std::vector<std::int64_t> in_use;     ///< By type, new and existing.
  std::vector<std::int64_t> new_hosts;  ///< By type: in use, and spares.
  std::vector<std::int64_t> by_zone;    ///< All hosts so far, existing ones included.
  FleetBudget budget;                   ///< What is left of it.
};

struct Standby {
  std::vector<std::size_t> types;  ///< One entry a host, which may be in any zone.
  std::int64_t weight = 0;
};

/// Hosts for target capacity, minima of groups, of zones and of the fleet within the limits; at most `max_types`
/// types with those that are in use. Nothing when there are none, or none lighter than `most_weight`.
std::optional<Standby> lightest_standby(const FleetInput& input, const FleetOptions& options, const StandbyNeed& need,
                                        std::int64_t most_weight);

}  // namespace container_tco::detail

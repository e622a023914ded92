#pragma once
// Inside of packing: the hosts that a search over sets of copies found, as a plan.

#include <cstdint>
#include <utility>
#include <vector>

#include "container_tco/packing/fleet_plan.hpp"
#include "container_tco/packing/small_contents.hpp"

namespace container_tco::detail {

/// A host with something on it.
struct PlacedHost {
  std::size_t zone = 0;
  std::size_t type = 0;
  bool existing = false;
  CopySet content = 0;
};

struct SmallHosts {
  std::vector<PlacedHost> hosts;
  std::vector<std::pair<std::size_t, std::size_t>> spare_hosts;  ///< Zone and type.
  std::vector<std::int64_t> by_zone;                             ///< All of these, and existing ones.
  std::vector<std::size_t> standby;                              ///< Types of further hosts, which may be in any zone.
};

/// Deals the copies of `input` to zones as the hosts have them.
PlannedFleet plan_of(const SmallHosts& found, const SmallContents& contents, FleetInput& input);

}  // namespace container_tco::detail

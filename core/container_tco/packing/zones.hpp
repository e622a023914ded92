#pragma once
// Inside of packing: how copies and standby hosts are dealt over zones.

#include <cstdint>
#include <vector>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

/// For each zone the copies of each shape. Copies are dealt like cards: round the zones, each shape of `sequence` going
/// on where the one before stopped. So a shape's zones differ by one copy at the most, and so do the zones' totals.
std::vector<std::vector<std::int64_t>> deal_copies(const PackInput& input, const std::vector<std::size_t>& sequence,
                                                   std::int64_t zones);

/// How many of `standby` hosts each zone gets when one after another goes to the zone that has the fewest, the first of
/// equals, as an Auto Scaling group balances its zones.
std::vector<std::int64_t> deal_standby(const std::vector<std::int64_t>& hosts_by_zone, std::int64_t standby);

}  // namespace container_tco::detail

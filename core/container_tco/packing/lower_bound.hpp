#pragma once
// Inside of packing: how few hosts of one zone could do. Each bound holds for every way to pack the same copies;
// the proofs stand beside the bounds.

#include <cstdint>
#include <vector>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

/// The largest of the bounds for `counts[s]` copies of each shape `s`, and the first kind that reaches it. Stops
/// looking once a bound reaches `known_hosts`, a number of hosts that does: no bound is above it, so the answer is the
/// same.
LowerBound bound_zone(const PackInput& input, const std::vector<std::int64_t>& counts, std::int64_t known_hosts);

}  // namespace container_tco::detail

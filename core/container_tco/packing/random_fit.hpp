#pragma once
// Inside of packing: what a scheduler does that places at random.

#include <cstdint>
#include <vector>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

/// Copies above which `place_at_random` is not worth its time, which grows with copies × hosts.
inline constexpr std::int64_t most_random_copies = 20'000;

/// Copies in random order, each on a host drawn among the open ones with room; a new one when none has any. The same
/// for a seed on every machine.
std::vector<PackedHosts> place_at_random(const PackInput& input, const std::vector<std::int64_t>& counts,
                                         std::uint64_t seed);

}  // namespace container_tco::detail

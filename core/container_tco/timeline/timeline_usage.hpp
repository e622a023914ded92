#pragma once
// From what a timeline is billed for to what commitments cover.

#include <vector>

#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

/// The billed usage of `timeline` hour by hour, one kind a price, for `apply_commitments_over` and
/// `optimal_commitment`. Prices are those of the timeline, which know no commitments.
UsageProfile usage_profile(const Timeline& timeline);

/// The usage of several timelines that bill side by side, hour by hour; what they share is added up. Throws
/// InvalidInputError for none, and for timelines that do not begin together and last equally long.
UsageProfile usage_profile(const std::vector<Timeline>& timelines);

}  // namespace container_tco

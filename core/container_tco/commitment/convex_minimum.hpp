#pragma once
// Inside of the stage: the cheapest commitment where nothing else is owned and the greatest saving is taken first. The
// cost is then convex, and its least point is found by selection among the bends of all hours, without sorting them.

#include <optional>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/usage_profile.hpp"

namespace container_tco::detail {

/// The smallest amount, whole or not, with the least cost. Nothing when the curve is not convex in this way or its
/// bends are no whole numbers below 2^62.
std::optional<Rational> convex_minimum(const UsageProfile& profile, const CommitmentOffer& offer);

}  // namespace container_tco::detail

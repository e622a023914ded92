#pragma once
// Inside of the stage: a profile and commitments as the terms and amounts of a moving commitment.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/distinct_hours.hpp"
#include "container_tco/commitment/moving_commitment.hpp"
#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::detail {

MovingTerms<Rational> exact_terms(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                  std::size_t moving);
std::vector<Rational> exact_amounts(const UsageProfile& profile, std::size_t hour);

/// The same in fixed point with usage in money on demand instead of units, so that all numbers are of like size. Kinds
/// without a price are left out.
MovingTerms<FixedPoint> near_terms(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                   std::size_t moving);
/// By distinct hour, then kind. Throws InvalidInputError for an hour that costs 2^33 or more.
std::vector<std::vector<FixedPoint>> near_amounts(const UsageProfile& profile, const std::vector<DistinctHour>& hours);

}  // namespace container_tco::detail

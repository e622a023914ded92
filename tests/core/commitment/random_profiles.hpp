#pragma once
// Profiles and commitments of all kinds from a seed, small enough to be tried out by brute force.

#include <cstdint>
#include <random>
#include <vector>

#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::testing {

using Generator = std::mt19937;

/// From `low` to `high`, the same with every standard library.
std::int64_t between(Generator& generator, std::int64_t low, std::int64_t high);

/// `kinds` kinds whose prices and amounts have few digits, so that ties are common.
UsageProfile random_profile(Generator& generator, std::size_t kinds, std::size_t hours);

/// Rates for some of the kinds of a profile, below or at the list price.
CommitmentOffer random_plan(Generator& generator, CommitmentKind kind, const UsageProfile& profile);
CommitmentOffer random_reserved(Generator& generator, const UsageProfile& profile);
HeldCommitment random_commitment(Generator& generator, const UsageProfile& profile);

/// What `apply_commitments` gives for every hour on its own, summed: the oracle.
Rational cost_hour_by_hour(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments);

}  // namespace container_tco::testing

#pragma once
// Inside of the stage: a bound that no mix of commitments can cost less than.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/near_search.hpp"

namespace container_tco::detail {

/// By duality. An hour's value of one more unit of a commitment is a multiplier; with any multipliers whose sum over
/// the hours does not exceed what a unit costs, usage can cost no less than the cheapest of its on-demand price and, by
/// commitment, multiplier × consumption. The multipliers are those at `commitments`, of which the first `owned` are
/// fixed; with `near` they are its approximations, which bound no less validly.
Rational mix_lower_bound(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments, std::size_t owned,
                         const NearSearch* near);

}  // namespace container_tco::detail

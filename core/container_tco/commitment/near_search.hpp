#pragma once
// Inside of the stage: amounts of a mix, found quickly in fixed point. Costs and bounds of results are never from here.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/distinct_hours.hpp"
#include "container_tco/commitment/moving_commitment.hpp"

namespace container_tco::detail {

class NearSearch {
 public:
  /// Throws InvalidInputError for an hour that costs 2^33 or more.
  explicit NearSearch(const UsageProfile& profile);

  /// About the cheapest amount of the last of `commitments` beside the others.
  Rational amount(const std::vector<HeldCommitment>& commitments) const;
  /// By distinct hour, what a unit less of a commitment costs, or a unit more of it saves.
  std::vector<Rational> values(const std::vector<HeldCommitment>& commitments, std::size_t moving, bool less) const;

 private:
  const UsageProfile& profile_;
  std::vector<DistinctHour> hours_;
  std::vector<std::vector<FixedPoint>> amounts_;
};

}  // namespace container_tco::detail

#pragma once
// Several commitments chosen together: EC2 Instance Savings Plans of several families, a Compute Savings Plan,
// reservations. Their joint cost need not be convex, so the search says how far it may be from the best.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/usage_application.hpp"

namespace container_tco {

struct CommitmentMix {
  std::vector<HeldCommitment> chosen;  ///< One for each offer, in their order; the amount may be 0.
  UsageApplication application;        ///< Of the owned commitments, then the chosen ones.
  Rational cost_before;                ///< With the owned commitments alone.
  Rational lower_bound;                ///< No choice of amounts costs less.
  std::size_t rounds = 0;              ///< In which every amount was chosen anew.
  std::size_t parts = 0;               ///< Boxes and cells of amounts that were searched for the proof.

  Rational saving() const { return cost_before - application.cost(); }
  /// By how much a better mix might still be cheaper. Nothing (0) proves the optimum.
  Rational gap() const { return application.cost() - lower_bound; }
  bool is_proven() const { return gap().is_zero(); }
};

/// The best mix found: each amount in turn becomes the best beside the others until none changes; from the other end of
/// the order of offers too, unless the gap is below 1/10,000 of the cost. `lower_bound` holds for every mix. Costs and
/// bound are exact; of more than 200 different hours the amounts are searched in fixed point. Throws
/// InvalidInputError.
CommitmentMix best_mix(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
                       const std::vector<HeldCommitment>& owned = {}, std::size_t max_parts = 200'000);

}  // namespace container_tco

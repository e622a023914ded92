#pragma once
// Several commitments chosen together: EC2 Instance Savings Plans of several families, a Compute Savings Plan,
// reservations. Their joint cost need not be convex; the result is proven all the same.

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

/// The mix that costs least, exactly, of all amounts that are not negative (whole numbers of reservations). A search
/// that chooses each amount in turn gives a first mix; branch and bound over boxes and cells of amounts then finds the
/// best and proves it (decisions/0024-proven-mixes.md). After `max_parts` boxes and cells it stops: the mix is then the
/// best so far, `lower_bound` still holds for every mix, and `is_proven` is false unless they agree. All costs and
/// bounds are exact. Throws InvalidInputError.
CommitmentMix best_mix(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
                       const std::vector<HeldCommitment>& owned = {}, std::size_t max_parts = 200'000);

}  // namespace container_tco

#pragma once
// The commitment with the least cost over all hours: exact, by the bends of the cost curve.

#include <optional>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/usage_application.hpp"
#include "container_tco/commitment/usage_profile.hpp"

namespace container_tco {

/// What it costs to have chosen for usage that then falls.
struct CommitmentRegret {
  Rational falls_by;   ///< Share of all usage, above 0 and below 1.
  Rational cost_kept;  ///< Of the lower usage with the commitment that was chosen.
  Rational best_amount;
  Rational cost_best;  ///< Of the lower usage with the best commitment for it.

  Rational regret() const { return cost_kept - cost_best; }
};

struct OptimalCommitment {
  CommitmentOffer offer;
  Rational amount;               ///< Money an hour, or a number of reservations; the smallest of several equal ones.
  UsageApplication application;  ///< Of the owned commitments, in their order, and this one last.
  Rational cost_before;          ///< Of the usage with the owned commitments alone.
  std::optional<CommitmentRegret> regret;

  Rational saving() const { return cost_before - application.cost(); }
  const CommitmentUse& use() const { return application.commitments.back(); }
};

/// How much of `offer` to commit to on top of what is owned. Exact for every offer and any owned commitments: where the
/// cost is convex by selection among its bends, otherwise over all pieces of `cost_curve`. With `falls_by` also what
/// is lost if all usage falls by that share and the commitment stays. Throws InvalidInputError.
OptimalCommitment optimal_commitment(const UsageProfile& profile, const CommitmentOffer& offer,
                                     const std::vector<HeldCommitment>& owned = {},
                                     const std::optional<Rational>& falls_by = {});

/// Only the amount.
Rational optimal_amount(const UsageProfile& profile, const CommitmentOffer& offer,
                        const std::vector<HeldCommitment>& owned);

}  // namespace container_tco

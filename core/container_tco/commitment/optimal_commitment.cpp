#include "container_tco/commitment/optimal_commitment.hpp"

#include "container_tco/commitment/convex_minimum.hpp"
#include "container_tco/commitment/cost_curve.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

UsageApplication apply_with(const UsageProfile& profile, std::vector<HeldCommitment> owned,
                            const CommitmentOffer& offer, const Rational& amount) {
  owned.push_back({offer, amount});
  return apply_commitments_over(profile, owned);
}

// Next to the least point of a convex curve; the smaller one when both cost the same.
Rational cheaper_neighbour(const UsageProfile& profile, const CommitmentOffer& offer, const Rational& least) {
  const Rational below(least.floor());
  const Rational above(least.ceil());
  const bool is_above_cheaper =
      apply_with(profile, {}, offer, above).cost() < apply_with(profile, {}, offer, below).cost();
  return is_above_cheaper ? above : below;
}

CommitmentRegret regret_of(const UsageProfile& profile, const CommitmentOffer& offer, const Rational& amount,
                           const std::vector<HeldCommitment>& owned, const Rational& falls_by) {
  if (falls_by <= Rational(0) || falls_by >= Rational(1)) {
    throw InvalidInputError("share by which demand falls", falls_by.to_text(), "above 0 and below 1, such as 0.2");
  }
  const UsageProfile fallen = scaled(profile, Rational(1) - falls_by);
  const Rational best = optimal_amount(fallen, offer, owned);
  return {falls_by, apply_with(fallen, owned, offer, amount).cost(), best,
          apply_with(fallen, owned, offer, best).cost()};
}

}  // namespace

Rational optimal_amount(const UsageProfile& profile, const CommitmentOffer& offer,
                        const std::vector<HeldCommitment>& owned) {
  require_valid(profile);
  if (owned.empty()) {
    if (const std::optional<Rational> least = detail::convex_minimum(profile, offer)) {
      return offer.is_counted() ? cheaper_neighbour(profile, offer, *least) : *least;
    }
  }
  return cheapest_amount(cost_curve(profile, offer, owned), offer.is_counted());
}

OptimalCommitment optimal_commitment(const UsageProfile& profile, const CommitmentOffer& offer,
                                     const std::vector<HeldCommitment>& owned,
                                     const std::optional<Rational>& falls_by) {
  const Rational amount = optimal_amount(profile, offer, owned);
  OptimalCommitment result{offer, amount, apply_with(profile, owned, offer, amount),
                           owned.empty() ? profile.on_demand_cost() : apply_commitments_over(profile, owned).cost(),
                           std::nullopt};
  if (falls_by) result.regret = regret_of(profile, offer, amount, owned, *falls_by);
  return result;
}

}  // namespace container_tco

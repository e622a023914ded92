#include "container_tco/commitment/commitment_mix.hpp"

#include <cstdint>
#include <numeric>
#include <optional>

#include "container_tco/commitment/exact_mix.hpp"
#include "container_tco/commitment/mix_bound.hpp"
#include "container_tco/commitment/optimal_commitment.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_rounds = 16;
// Above so many different hours amounts are searched in fixed point.
constexpr std::size_t max_exact_hours = 200;
// Amounts that change by no more than 1 in so many have settled; a gap of no more of the cost ends the search.
constexpr std::int64_t small_part = 10'000;

class MixSearch {
 public:
  MixSearch(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
            const std::vector<HeldCommitment>& owned, const detail::NearSearch* near)
      : profile_(profile), offers_(offers), owned_(owned), near_(near) {}

  CommitmentMix from(const std::vector<std::size_t>& order) const {
    CommitmentMix mix;
    for (const CommitmentOffer& offer : offers_) mix.chosen.push_back({offer, Rational()});
    bool has_changed = true;
    while (has_changed && mix.rounds < max_rounds) {
      has_changed = false;
      for (const std::size_t i : order) has_changed = choose(mix, i) || has_changed;
      ++mix.rounds;
    }
    mix.application = apply_commitments_over(profile_, all_of(mix));
    return mix;
  }

  Rational bound(const CommitmentMix& mix) const {
    return detail::mix_lower_bound(profile_, all_of(mix), owned_.size(), near_);
  }

 private:
  std::vector<HeldCommitment> all_of(const CommitmentMix& mix) const {
    std::vector<HeldCommitment> all = owned_;
    all.insert(all.end(), mix.chosen.begin(), mix.chosen.end());
    return all;
  }

  bool choose(CommitmentMix& mix, std::size_t i) const {
    std::vector<HeldCommitment> others = owned_;
    for (std::size_t other = 0; other < mix.chosen.size(); ++other) {
      if (other != i && !mix.chosen[other].limit.is_zero()) others.push_back(mix.chosen[other]);
    }
    Rational amount = amount_beside(others, offers_[i]);
    const bool has_changed = is_other(mix.chosen[i].limit, amount);
    mix.chosen[i].limit = std::move(amount);
    return has_changed;
  }

  // A search in fixed point ends when amounts settle.
  bool is_other(const Rational& before, const Rational& after) const {
    if (near_ == nullptr) return before != after;
    return max(before, after) - min(before, after) > max(before, after) / Rational(small_part);
  }

  Rational amount_beside(std::vector<HeldCommitment>& others, const CommitmentOffer& offer) const {
    if (near_ == nullptr) return optimal_amount(profile_, offer, others);
    others.push_back({offer, Rational()});
    return near_->amount(others);
  }

  const UsageProfile& profile_;
  const std::vector<CommitmentOffer>& offers_;
  const std::vector<HeldCommitment>& owned_;
  const detail::NearSearch* near_;
};

// From both ends of the order of offers, unless the gap is small at once.
CommitmentMix searched(const MixSearch& search, std::size_t offers) {
  std::vector<std::size_t> order(offers);
  std::iota(order.begin(), order.end(), std::size_t{0});
  CommitmentMix best = search.from(order);
  best.lower_bound = search.bound(best);
  if (best.gap() <= best.application.cost() / Rational(small_part)) return best;
  CommitmentMix other = search.from({order.rbegin(), order.rend()});
  other.lower_bound = search.bound(other);
  const Rational bound = max(best.lower_bound, other.lower_bound);
  if (other.application.cost() < best.application.cost()) best = std::move(other);
  best.lower_bound = bound;
  return best;
}

void prove(CommitmentMix& mix, const UsageProfile& profile, const std::vector<HeldCommitment>& owned,
           std::size_t max_parts) {
  detail::MixProblem problem{profile, owned, owned.size()};
  problem.commitments.insert(problem.commitments.end(), mix.chosen.begin(), mix.chosen.end());
  detail::MixIncumbent start{{}, mix.application.cost()};
  for (const HeldCommitment& held : mix.chosen) start.amounts.push_back(held.limit);
  const detail::MixProof proof = detail::prove_mix(problem, start, max_parts);
  mix.parts = proof.parts;
  mix.lower_bound = max(mix.lower_bound, proof.lower_bound);
  if (proof.best.cost == start.cost) return;
  for (std::size_t i = 0; i < mix.chosen.size(); ++i) {
    mix.chosen[i].limit = proof.best.amounts[i];
    problem.commitments[owned.size() + i].limit = proof.best.amounts[i];
  }
  mix.application = apply_commitments_over(profile, problem.commitments);
}

}  // namespace

CommitmentMix best_mix(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
                       const std::vector<HeldCommitment>& owned, std::size_t max_parts) {
  require_valid(profile);
  std::optional<detail::NearSearch> near;
  if (offers.size() > 1 && detail::distinct_hours(profile).size() > max_exact_hours) near.emplace(profile);
  CommitmentMix best = searched(MixSearch(profile, offers, owned, near ? &*near : nullptr), offers.size());
  if (!best.is_proven()) prove(best, profile, owned, max_parts);
  best.cost_before = apply_commitments_over(profile, owned).cost();
  return best;
}

}  // namespace container_tco

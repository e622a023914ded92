#include "container_tco/commitment/commitment_mix.hpp"

#include <numeric>

#include "container_tco/commitment/mix_bound.hpp"
#include "container_tco/commitment/optimal_commitment.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_rounds = 16;

class MixSearch {
 public:
  MixSearch(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
            const std::vector<HeldCommitment>& owned)
      : profile_(profile), offers_(offers), owned_(owned) {}

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

  std::vector<HeldCommitment> all_of(const CommitmentMix& mix) const {
    std::vector<HeldCommitment> all = owned_;
    all.insert(all.end(), mix.chosen.begin(), mix.chosen.end());
    return all;
  }

 private:
  bool choose(CommitmentMix& mix, std::size_t i) const {
    std::vector<HeldCommitment> others = owned_;
    for (std::size_t other = 0; other < mix.chosen.size(); ++other) {
      if (other != i && !mix.chosen[other].limit.is_zero()) others.push_back(mix.chosen[other]);
    }
    Rational amount = optimal_amount(profile_, offers_[i], others);
    if (amount == mix.chosen[i].limit) return false;
    mix.chosen[i].limit = std::move(amount);
    return true;
  }

  const UsageProfile& profile_;
  const std::vector<CommitmentOffer>& offers_;
  const std::vector<HeldCommitment>& owned_;
};

}  // namespace

CommitmentMix best_mix(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
                       const std::vector<HeldCommitment>& owned) {
  const MixSearch search(profile, offers, owned);
  std::vector<std::size_t> order(offers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  CommitmentMix best = search.from(order);
  if (offers.size() > 1) {
    CommitmentMix other = search.from({order.rbegin(), order.rend()});
    if (other.application.cost() < best.application.cost()) best = std::move(other);
  }
  best.cost_before = apply_commitments_over(profile, owned).cost();
  best.lower_bound = detail::mix_lower_bound(profile, search.all_of(best), owned.size());
  return best;
}

}  // namespace container_tco

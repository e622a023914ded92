#include "container_tco/commitment/near_search.hpp"

#include <algorithm>

#include "container_tco/commitment/moving_terms.hpp"

namespace container_tco::detail {

NearSearch::NearSearch(const UsageProfile& profile)
    : profile_(profile), hours_(distinct_hours(profile)), amounts_(near_amounts(profile, hours_)) {}

Rational NearSearch::amount(const std::vector<HeldCommitment>& commitments) const {
  MovingCommitment<FixedPoint> hour_with(near_terms(profile_, commitments, commitments.size() - 1));
  std::vector<Kink<FixedPoint>> kinks;
  for (std::size_t h = 0; h < hours_.size(); ++h) {
    hour_with.open_hour(amounts_[h]);
    for (const Kink<FixedPoint>& kink : hour_with.kinks()) {
      kinks.push_back({kink.at, FixedPoint::of_raw(kink.change.raw * hours_[h].repeats)});
    }
  }
  std::sort(kinks.begin(), kinks.end(),
            [](const Kink<FixedPoint>& a, const Kink<FixedPoint>& b) { return a.at < b.at; });
  const CommitmentOffer& offer = commitments.back().offer;
  Wide slope =
      static_cast<Wide>(FixedPoint::near(offer.price_per_hour).raw) * static_cast<std::int64_t>(profile_.hours());
  Wide cost = 0;
  Wide least = 0;
  FixedPoint at;
  FixedPoint best;
  for (const Kink<FixedPoint>& kink : kinks) {
    cost += slope * (kink.at.raw - at.raw);
    slope += kink.change.raw;
    at = kink.at;
    if (cost < least) {
      least = cost;
      best = at;
    }
  }
  const Rational found = best.exact();
  return offer.is_counted() ? Rational((found + Rational::ratio(1, 2)).floor()) : found;
}

std::vector<Rational> NearSearch::values(const std::vector<HeldCommitment>& commitments, std::size_t moving,
                                         bool less) const {
  MovingCommitment<FixedPoint> hour_with(near_terms(profile_, commitments, moving));
  std::vector<Rational> values;
  for (const std::vector<FixedPoint>& amounts : amounts_) {
    hour_with.open_hour(amounts);
    values.push_back((less ? -hour_with.slope_below() : -hour_with.slope_above()).exact());
  }
  return values;
}

}  // namespace container_tco::detail

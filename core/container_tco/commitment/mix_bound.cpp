#include "container_tco/commitment/mix_bound.hpp"

#include "container_tco/commitment/distinct_hours.hpp"
#include "container_tco/commitment/moving_terms.hpp"
#include "container_tco/commitment/near_search.hpp"
#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::detail {
namespace {

// By distinct hour.
using Multipliers = std::vector<Rational>;

Rational not_negative(const Rational& value) { return max(value, Rational()); }

Rational weighted_sum(const Multipliers& values, const std::vector<DistinctHour>& hours) {
  Rational sum;
  for (std::size_t i = 0; i < hours.size(); ++i) sum += values[i] * Rational(hours[i].repeats);
  return sum;
}

// Between what a unit less costs and what a unit more saves, so that the sum meets the price of a unit if it can.
Multipliers between(const Multipliers& less, const Multipliers& more, const std::vector<DistinctHour>& hours,
                    const Rational& price) {
  const Rational low = weighted_sum(more, hours);
  const Rational high = weighted_sum(less, hours);
  Rational share;
  if (high > low) share = min(Rational(1), not_negative((price - low) / (high - low)));
  Multipliers result;
  for (std::size_t i = 0; i < hours.size(); ++i) result.push_back(more[i] + (less[i] - more[i]) * share);
  const Rational sum = weighted_sum(result, hours);
  if (sum <= price) return result;
  for (Rational& value : result) value *= price / sum;
  return result;
}

Multipliers exact_values(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                         std::size_t moving, bool less, const std::vector<DistinctHour>& hours) {
  MovingCommitment<Rational> hour_with(exact_terms(profile, commitments, moving));
  Multipliers values;
  for (const DistinctHour& distinct : hours) {
    hour_with.open_hour(exact_amounts(profile, distinct.hour));
    values.push_back(less ? -hour_with.slope_below() : -hour_with.slope_above());
  }
  return values;
}

class MultiplierChoice {
 public:
  MultiplierChoice(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                   const std::vector<DistinctHour>& hours, const NearSearch* near)
      : profile_(profile), commitments_(commitments), hours_(hours), near_(near) {}

  Multipliers of_owned(std::size_t i) const { return values(i, false); }

  Multipliers of_chosen(std::size_t i) const {
    const Multipliers more = values(i, false);
    const Multipliers less = commitments_[i].limit.is_zero() ? more : values(i, true);
    const Rational price = commitments_[i].offer.price_per_hour * Rational(static_cast<std::int64_t>(profile_.hours()));
    return between(less, more, hours_, price);
  }

 private:
  Multipliers values(std::size_t i, bool less) const {
    Multipliers found =
        near_ != nullptr ? near_->values(commitments_, i, less) : exact_values(profile_, commitments_, i, less, hours_);
    for (Rational& value : found) value = not_negative(value);
    return found;
  }

  const UsageProfile& profile_;
  const std::vector<HeldCommitment>& commitments_;
  const std::vector<DistinctHour>& hours_;
  const NearSearch* near_;
};

}  // namespace

Rational mix_lower_bound(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments, std::size_t owned,
                         const NearSearch* near) {
  const std::vector<DistinctHour> hours = distinct_hours(profile);
  const MultiplierChoice choice(profile, commitments, hours, near);
  std::vector<Multipliers> multipliers;
  Rational bound;
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    multipliers.push_back(i < owned ? choice.of_owned(i) : choice.of_chosen(i));
    if (i >= owned) continue;
    const Rational hours_paid(static_cast<std::int64_t>(profile.hours()));
    bound +=
        commitments[i].limit * (commitments[i].offer.price_per_hour * hours_paid - weighted_sum(multipliers[i], hours));
  }
  for (std::size_t h = 0; h < hours.size(); ++h) {
    std::vector<Rational> least = profile.list_prices();
    for (std::size_t i = 0; i < commitments.size(); ++i) {
      for (const Coverage& coverage : commitments[i].offer.covers) {
        least[coverage.usage] = min(least[coverage.usage], multipliers[i][h] * coverage.consumes);
      }
    }
    for (std::size_t k = 0; k < least.size(); ++k) {
      bound += least[k] * profile.columns[k].amount(hours[h].hour) * Rational(hours[h].repeats);
    }
  }
  return bound;
}

}  // namespace container_tco::detail

#include "container_tco/commitment/mix_bound.hpp"

#include "container_tco/commitment/distinct_hours.hpp"
#include "container_tco/commitment/moving_commitment.hpp"
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

Multipliers multipliers_of(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                           std::size_t moving, bool is_owned, const std::vector<DistinctHour>& hours) {
  std::vector<Rational> limits;
  for (const HeldCommitment& held : commitments) limits.push_back(held.limit);
  MovingCommitment hour_with(profile, application_order(profile, commitments), limits, moving);
  Multipliers more;
  Multipliers less;
  for (const DistinctHour& distinct : hours) {
    more.push_back(not_negative(-hour_with.slope_above(distinct.hour, limits[moving])));
    if (is_owned) continue;
    less.push_back(limits[moving].is_zero() ? more.back()
                                            : not_negative(-hour_with.slope_below(distinct.hour, limits[moving])));
  }
  if (is_owned) return more;
  const Rational price =
      commitments[moving].offer.price_per_hour * Rational(static_cast<std::int64_t>(profile.hours()));
  return between(less, more, hours, price);
}

}  // namespace

Rational mix_lower_bound(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                         std::size_t owned) {
  const std::vector<DistinctHour> hours = distinct_hours(profile);
  std::vector<Multipliers> multipliers;
  Rational bound;
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    multipliers.push_back(multipliers_of(profile, commitments, i, i < owned, hours));
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

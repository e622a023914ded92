#include "container_tco/commitment/moving_terms.hpp"

namespace container_tco::detail {

MovingTerms<Rational> exact_terms(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                  std::size_t moving) {
  MovingTerms<Rational> terms{{}, profile.list_prices(), {}, moving};
  for (const ApplicationStep& step : application_order(profile, commitments)) {
    terms.steps.push_back({step.usage, step.commitment, step.consumes});
  }
  for (const HeldCommitment& held : commitments) terms.limits.push_back(held.limit);
  return terms;
}

std::vector<Rational> exact_amounts(const UsageProfile& profile, std::size_t hour) {
  std::vector<Rational> amounts;
  for (const UsageColumn& column : profile.columns) amounts.push_back(column.amount(hour));
  return amounts;
}

MovingTerms<FixedPoint> near_terms(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                   std::size_t moving) {
  MovingTerms<FixedPoint> terms{{}, {profile.kinds.size(), FixedPoint(1)}, {}, moving};
  for (const ApplicationStep& step : application_order(profile, commitments)) {
    const Rational& price = profile.kinds[step.usage].list_price;
    if (price.is_zero()) continue;
    const FixedPoint consumes = FixedPoint::near(step.consumes / price);
    if (!consumes.is_zero()) terms.steps.push_back({step.usage, step.commitment, consumes});
  }
  for (const HeldCommitment& held : commitments) terms.limits.push_back(FixedPoint::near(held.limit));
  return terms;
}

std::vector<std::vector<FixedPoint>> near_amounts(const UsageProfile& profile, const std::vector<DistinctHour>& hours) {
  std::vector<std::vector<FixedPoint>> amounts(hours.size());
  for (std::size_t h = 0; h < hours.size(); ++h) {
    for (std::size_t k = 0; k < profile.kinds.size(); ++k) {
      amounts[h].push_back(FixedPoint::near(profile.columns[k].amount(hours[h].hour) * profile.kinds[k].list_price));
    }
  }
  return amounts;
}

}  // namespace container_tco::detail

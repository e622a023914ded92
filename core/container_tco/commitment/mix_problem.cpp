#include "container_tco/commitment/mix_problem.hpp"

#include <algorithm>

#include "container_tco/commitment/moving_terms.hpp"
#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::detail {
namespace {

// Products of numbers within these stay far within 127 bits, and sums over the hours of years too.
constexpr std::int64_t most_near = std::int64_t{1} << 26;
constexpr std::int64_t most_ratio = std::int64_t{1} << 14;

Enclosure<FixedPoint> enclosure(const Rational& value) {
  const Rational raw = value * Rational(std::int64_t{1} << FixedPoint::digits);
  return {FixedPoint::of_raw(raw.floor()), FixedPoint::of_raw(raw.ceil())};
}

// Units of usage of a kind that are one dollar on demand; a kind that is free counts in its units.
Rational scale_of(const UsageKind& kind) { return kind.list_price.is_zero() ? Rational(1) : kind.list_price; }

template <typename Number>
void mark_needs(std::vector<ChargeStep<Number>>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].needs_left = std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                                      [&](const auto& later) { return later.commitment == steps[i].commitment; });
  }
}

bool is_near(const Rational& ratio) {
  return ratio <= Rational(most_ratio) && ratio * Rational(most_ratio) >= Rational(1);
}

}  // namespace

Rational MixProblem::price(std::size_t axis) const {
  return offer(axis).price_per_hour * Rational(static_cast<std::int64_t>(profile.hours()));
}

std::vector<Rational> MixProblem::most() const {
  std::vector<Rational> most(axes());
  for (const DistinctHour& distinct : hours) {
    for (std::size_t axis = 0; axis < axes(); ++axis) {
      Rational needed;
      for (const Coverage& coverage : offer(axis).covers) {
        needed += profile.columns[coverage.usage].amount(distinct.hour) * coverage.consumes;
      }
      most[axis] = max(most[axis], needed);
    }
  }
  for (std::size_t axis = 0; axis < axes(); ++axis) {
    if (offer(axis).is_counted()) most[axis] = most[axis].ceil();
  }
  return most;
}

ChargeTerms<Rational> exact_charge_terms(const MixProblem& problem) {
  ChargeTerms<Rational> terms{{}, problem.profile.list_prices(), problem.commitments.size(), problem.fixed};
  for (const ApplicationStep& step : application_order(problem.profile, problem.commitments)) {
    const Rational covers = Rational(1) / step.consumes;
    terms.steps.push_back({step.usage, step.commitment, {step.consumes, step.consumes}, {covers, covers}});
  }
  mark_needs(terms.steps);
  return terms;
}

std::vector<Enclosure<Rational>> exact_enclosures(const MixProblem& problem, std::size_t hour) {
  std::vector<Enclosure<Rational>> amounts;
  for (Rational& amount : exact_amounts(problem.profile, hour)) amounts.push_back({amount, amount});
  return amounts;
}

std::optional<NearMix> near_mix(const MixProblem& problem) {
  NearMix near{{{}, {}, problem.commitments.size(), problem.fixed}, {}, {}};
  const UsageProfile& profile = problem.profile;
  for (const UsageKind& kind : profile.kinds) near.terms.prices.emplace_back(kind.list_price.is_zero() ? 0 : 1);
  for (const ApplicationStep& step : application_order(profile, problem.commitments)) {
    const Rational consumes = step.consumes / scale_of(profile.kinds[step.usage]);
    if (!is_near(consumes)) return std::nullopt;
    near.terms.steps.push_back({step.usage, step.commitment, enclosure(consumes), enclosure(Rational(1) / consumes)});
  }
  mark_needs(near.terms.steps);
  for (const DistinctHour& distinct : problem.hours) {
    std::vector<Enclosure<FixedPoint>> amounts;
    Rational sum;
    for (std::size_t kind = 0; kind < profile.kinds.size(); ++kind) {
      const Rational amount = profile.columns[kind].amount(distinct.hour) * scale_of(profile.kinds[kind]);
      sum += amount;
      if (sum > Rational(most_near)) return std::nullopt;
      amounts.push_back(enclosure(amount));
    }
    near.amounts.push_back(std::move(amounts));
  }
  const std::vector<Rational> most = problem.most();
  for (std::size_t i = 0; i < problem.commitments.size(); ++i) {
    const Rational& limit = i < problem.fixed ? problem.commitments[i].limit : most[i - problem.fixed];
    if (limit > Rational(most_near)) return std::nullopt;
    near.limits.push_back(enclosure(limit));
    if (i >= problem.fixed) near.limits.back().low = FixedPoint();
  }
  return near;
}

}  // namespace container_tco::detail

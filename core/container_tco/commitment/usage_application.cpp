#include "container_tco/commitment/usage_application.hpp"

#include <numeric>
#include <optional>

#include "container_tco/commitment/commitment_notes.hpp"
#include "container_tco/commitment/whole_hours.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// Sums over hours, by step and by commitment.
struct Sums {
  std::vector<Rational> covered;
  std::vector<Rational> unused;
  std::vector<std::size_t> hours_used_up;
};

class HourlyApplication {
 public:
  HourlyApplication(const UsageProfile& profile, const std::vector<ApplicationStep>& steps,
                    const std::vector<Rational>& limits)
      : profile_(profile), steps_(steps), limits_(limits) {}

  Sums sum(std::vector<HourUse>* by_hour) const {
    Sums sums{std::vector<Rational>(steps_.size()), std::vector<Rational>(limits_.size()),
              std::vector<std::size_t>(limits_.size())};
    const auto whole = by_hour == nullptr ? detail::whole_steps(profile_, steps_, limits_) : std::nullopt;
    std::vector<std::size_t> hours;
    if (whole) {
      hours = add_whole_hours(sums, *whole);
    } else {
      hours.resize(profile_.hours());
      std::iota(hours.begin(), hours.end(), std::size_t{0});
    }
    for (const std::size_t hour : hours) add_hour(sums, hour, by_hour);
    return sums;
  }

 private:
  // Returns the hours that are left to do.
  std::vector<std::size_t> add_whole_hours(Sums& sums, const detail::WholeSteps& whole) const {
    detail::WholeSums found = detail::sum_whole_hours(profile_, whole);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Rational& scale = whole.scales[steps_[i].commitment];
      sums.covered[i] = Rational(found.covered_counts[i]) * profile_.columns[steps_[i].usage].quantum +
                        Rational(found.spent[i]) / (scale * steps_[i].consumes);
    }
    for (std::size_t i = 0; i < limits_.size(); ++i) sums.unused[i] = Rational(found.unused[i]) / whole.scales[i];
    sums.hours_used_up = std::move(found.hours_used_up);
    return std::move(found.fractional_hours);
  }

  void add_hour(Sums& sums, std::size_t hour, std::vector<HourUse>* by_hour) const {
    std::vector<Rational> open;
    for (const UsageColumn& column : profile_.columns) open.push_back(column.amount(hour));
    std::vector<Rational> left = limits_;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      Rational& rest = open[steps_[i].usage];
      Rational& limit = left[steps_[i].commitment];
      if (rest.is_zero() || limit.is_zero()) continue;
      const Rational amount = min(rest, limit / steps_[i].consumes);
      sums.covered[i] += amount;
      rest -= amount;
      limit -= amount * steps_[i].consumes;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
      sums.unused[i] += left[i];
      sums.hours_used_up[i] += left[i].is_zero() ? 1 : 0;
    }
    if (by_hour != nullptr) by_hour->push_back(hour_use(open, left));
  }

  HourUse hour_use(std::vector<Rational>& open, const std::vector<Rational>& left) const {
    HourUse use;
    for (std::size_t i = 0; i < left.size(); ++i) use.used.push_back(limits_[i] - left[i]);
    for (std::size_t i = 0; i < open.size(); ++i) use.on_demand_cost += open[i] * profile_.kinds[i].list_price;
    use.uncovered = std::move(open);
    return use;
  }

  const UsageProfile& profile_;
  const std::vector<ApplicationStep>& steps_;
  const std::vector<Rational>& limits_;
};

void add_kinds(UsageApplication& result, const UsageProfile& profile, const std::vector<ApplicationStep>& steps,
               const Sums& sums) {
  for (std::size_t i = 0; i < profile.kinds.size(); ++i) {
    const Rational amount = profile.columns[i].total();
    result.kinds.push_back({profile.kinds[i].key, amount, Rational(), amount, Rational(), false});
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    KindUse& kind = result.kinds[steps[i].usage];
    kind.can_be_covered = true;
    if (sums.covered[i].is_zero()) continue;
    kind.covered += sums.covered[i];
    result.covered.push_back({steps[i].usage, steps[i].commitment, sums.covered[i], steps[i].rate});
  }
  Rational covered;
  Rational coverable;
  for (std::size_t i = 0; i < profile.kinds.size(); ++i) {
    KindUse& kind = result.kinds[i];
    const Rational& price = profile.kinds[i].list_price;
    kind.uncovered = kind.amount - kind.covered;
    kind.on_demand_cost = kind.uncovered * price;
    result.on_demand_cost += kind.on_demand_cost;
    result.cost_without += kind.amount * price;
    covered += kind.covered * price;
    if (kind.can_be_covered) coverable += kind.amount * price;
  }
  result.coverage = coverable.is_zero() ? Rational(1) : covered / coverable;
}

void add_commitments(UsageApplication& result, const std::vector<HeldCommitment>& commitments, const Sums& sums) {
  const Rational hours(static_cast<std::int64_t>(result.hours));
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    const Rational committed = commitments[i].limit * hours;
    result.commitments.push_back({commitments[i].offer.name, committed, committed - sums.unused[i], sums.unused[i],
                                  committed * commitments[i].offer.price_per_hour, sums.hours_used_up[i]});
    result.commitment_cost += result.commitments.back().cost;
  }
}

}  // namespace

std::vector<std::string> UsageApplication::never_covered() const {
  std::vector<std::string> keys;
  for (const KindUse& kind : kinds) {
    if (!kind.can_be_covered) keys.push_back(kind.key);
  }
  return keys;
}

void require_valid(const HeldCommitment& commitment) {
  const std::string field = "amount of " + printable(commitment.offer.name);
  if (commitment.limit.is_negative()) throw InvalidInputError(field, commitment.limit.to_text(), "0 or more");
  const Rational& price = commitment.offer.price_per_hour;
  if (price.is_negative())
    throw InvalidInputError("price of " + printable(commitment.offer.name), price.to_text(), "0 or more");
  if (commitment.offer.is_counted() && !commitment.limit.is_whole()) {
    throw InvalidInputError(field, commitment.limit.to_text(), "a whole number of Reserved Instances");
  }
}

std::vector<ApplicationStep> application_order(const UsageProfile& profile,
                                               const std::vector<HeldCommitment>& commitments) {
  std::vector<HourlyCommitment> hourly;
  for (const HeldCommitment& held : commitments) hourly.push_back({held.offer.kind, held.limit, held.offer.covers});
  return application_order(profile.list_prices(), hourly);
}

UsageApplication apply_commitments_over(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                        bool with_hours) {
  require_valid(profile);
  std::vector<Rational> limits;
  for (const HeldCommitment& held : commitments) {
    require_valid(held);
    limits.push_back(held.limit);
  }
  UsageApplication result;
  result.hours = profile.hours();
  const std::vector<ApplicationStep> steps = application_order(profile, commitments);
  const Sums sums = HourlyApplication(profile, steps, limits).sum(with_hours ? &result.by_hour : nullptr);
  add_kinds(result, profile, steps, sums);
  add_commitments(result, commitments, sums);
  result.notes = detail::application_notes(result, commitments);
  return result;
}

}  // namespace container_tco

#include "container_tco/commitment/convex_minimum.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "container_tco/commitment/usage_application.hpp"
#include "container_tco/commitment/whole_hours.hpp"

namespace container_tco::detail {
namespace {

// Where one hour ends to be covered by one step, and the next step begins.
struct Bend {
  std::int64_t at;
  std::size_t step;
};

// What a unit of commitment saves on demand, by step.
std::vector<Rational> savings_of(const UsageProfile& profile, const std::vector<ApplicationStep>& steps) {
  std::vector<Rational> savings;
  for (const ApplicationStep& step : steps) savings.push_back(profile.kinds[step.usage].list_price / step.consumes);
  return savings;
}

std::vector<Bend> bends_of(const UsageProfile& profile, const std::vector<WholeStep>& steps) {
  std::vector<Bend> bends;
  bends.reserve(steps.size() * profile.hours());
  std::vector<std::int64_t> filled(profile.hours());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::vector<std::int64_t>& counts = profile.columns[steps[i].usage].counts;
    for (std::size_t hour = 0; hour < filled.size(); ++hour) {
      filled[hour] += counts[hour] * steps[i].consumes;
      bends.push_back({filled[hour], i});
    }
  }
  return bends;
}

class Selection {
 public:
  Selection(std::vector<Bend> bends, std::vector<Rational> savings, const Rational& price, std::size_t hours)
      : bends_(std::move(bends)), savings_(std::move(savings)), price_(price), hours_(hours), above_(savings_.size()) {}

  /// The smallest bend, or 0, from which on more commitment costs more or the same.
  std::int64_t find() {
    if (costs_more(open_above(0, 0, bends_.size()))) return 0;
    std::int64_t best = 0;
    std::size_t low = 0;
    std::size_t high = bends_.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      const auto begin = bends_.begin();
      std::nth_element(begin + low, begin + middle, begin + high,
                       [](const Bend& a, const Bend& b) { return a.at < b.at; });
      const std::int64_t at = bends_[middle].at;
      if (costs_more(open_above(at, middle, high))) {
        best = at;
        for (std::size_t i = middle; i < high; ++i) ++above_[bends_[i].step];
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return best;
  }

 private:
  // Hours whose step is not yet covered at `at`, by step.
  std::vector<std::size_t> open_above(std::int64_t at, std::size_t middle, std::size_t high) const {
    std::vector<std::size_t> open = above_;
    for (std::size_t i = middle; i < high; ++i) open[bends_[i].step] += bends_[i].at > at ? 1 : 0;
    return open;
  }

  // An hour saves by the first of its steps that is open.
  bool costs_more(const std::vector<std::size_t>& open) const {
    Rational saved;
    std::size_t before = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i] != before) saved += savings_[i] * Rational(static_cast<std::int64_t>(open[i] - before));
      before = open[i];
    }
    return saved <= price_ * Rational(static_cast<std::int64_t>(hours_));
  }

  std::vector<Bend> bends_;
  std::vector<Rational> savings_;
  Rational price_;
  std::size_t hours_;
  std::vector<std::size_t> above_;  // Bends known to lie above the range that is searched, by step.
};

}  // namespace

std::optional<Rational> convex_minimum(const UsageProfile& profile, const CommitmentOffer& offer) {
  const std::vector<ApplicationStep> steps = application_order(profile, {{offer, Rational()}});
  std::vector<Rational> savings = savings_of(profile, steps);
  if (!std::is_sorted(savings.rbegin(), savings.rend())) return std::nullopt;
  std::vector<bool> is_seen(profile.kinds.size());
  for (const ApplicationStep& step : steps) {
    if (is_seen[step.usage]) return std::nullopt;
    is_seen[step.usage] = true;
  }
  const std::optional<WholeSteps> whole = whole_steps(profile, steps, {Rational()});
  if (!whole) return std::nullopt;
  Selection selection(bends_of(profile, whole->steps), std::move(savings), offer.price_per_hour, profile.hours());
  return Rational(selection.find()) / whole->scales.front();
}

}  // namespace container_tco::detail

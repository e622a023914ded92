#include "container_tco/commitment/whole_hours.hpp"

#include <algorithm>

#include "container_tco/commitment/widen_scale.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t max_sum = std::int64_t{1} << 62;
constexpr std::int64_t fractional = -1;

std::int64_t largest(const std::vector<std::int64_t>& counts) {
  return *std::max_element(counts.begin(), counts.end());
}

std::vector<Rational> scales_of(const UsageProfile& profile, const std::vector<ApplicationStep>& steps,
                                const std::vector<Rational>& limits) {
  std::vector<Rational> scales(limits.size(), Rational(1));
  for (std::size_t i = 0; i < limits.size(); ++i) widen_scale(scales[i], limits[i]);
  for (const ApplicationStep& step : steps) {
    widen_scale(scales[step.commitment], step.consumes * profile.columns[step.usage].quantum);
  }
  return scales;
}

// One hour at a time, in place; committed to the sums only when it stayed whole.
class HourOfWholes {
 public:
  HourOfWholes(const UsageProfile& profile, const WholeSteps& whole)
      : profile_(profile), whole_(whole), covers_all_(whole.steps.size()), spent_(whole.steps.size()) {}

  bool apply(std::size_t hour) {
    open_.clear();
    for (const UsageColumn& column : profile_.columns) open_.push_back(column.counts[hour]);
    left_ = whole_.limits;
    for (std::size_t i = 0; i < whole_.steps.size(); ++i) {
      const WholeStep& step = whole_.steps[i];
      std::int64_t& open = open_[step.usage];
      std::int64_t& left = left_[step.commitment];
      covers_all_[i] = spent_[i] = 0;
      if (open == 0 || left == 0) continue;
      if (open == fractional) return false;
      const std::int64_t needed = open * step.consumes;
      if (needed <= left) {
        covers_all_[i] = open;
        left -= needed;
        open = 0;
      } else {
        spent_[i] = left;
        left = 0;
        open = fractional;
      }
    }
    return true;
  }

  void add_to(WholeSums& sums) const {
    for (std::size_t i = 0; i < whole_.steps.size(); ++i) {
      sums.covered_counts[i] += covers_all_[i];
      sums.spent[i] += spent_[i];
    }
    for (std::size_t i = 0; i < left_.size(); ++i) {
      sums.unused[i] += left_[i];
      sums.hours_used_up[i] += left_[i] == 0 ? 1 : 0;
    }
  }

 private:
  const UsageProfile& profile_;
  const WholeSteps& whole_;
  std::vector<std::int64_t> open_;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> covers_all_;
  std::vector<std::int64_t> spent_;
};

}  // namespace

std::optional<WholeSteps> whole_steps(const UsageProfile& profile, const std::vector<ApplicationStep>& steps,
                                      const std::vector<Rational>& limits) {
  WholeSteps whole{{}, {}, scales_of(profile, steps, limits)};
  const Rational bound = Rational(max_sum) / Rational(static_cast<std::int64_t>(profile.hours()));
  std::vector<Rational> needs(limits.size());
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (limits[i] * whole.scales[i] > bound) return std::nullopt;
    whole.limits.push_back((limits[i] * whole.scales[i]).floor());
  }
  for (const ApplicationStep& step : steps) {
    const UsageColumn& column = profile.columns[step.usage];
    const Rational consumes = step.consumes * column.quantum * whole.scales[step.commitment];
    const Rational most(largest(column.counts));
    needs[step.commitment] += consumes * most;
    if (consumes > bound || most > bound || needs[step.commitment] > bound) return std::nullopt;
    whole.steps.push_back({step.usage, step.commitment, consumes.floor()});
  }
  return whole;
}

WholeSums sum_whole_hours(const UsageProfile& profile, const WholeSteps& whole) {
  WholeSums sums{std::vector<std::int64_t>(whole.steps.size()),
                 std::vector<std::int64_t>(whole.steps.size()),
                 std::vector<std::int64_t>(whole.limits.size()),
                 std::vector<std::size_t>(whole.limits.size()),
                 {}};
  HourOfWholes hour_of_wholes(profile, whole);
  for (std::size_t hour = 0; hour < profile.hours(); ++hour) {
    if (hour_of_wholes.apply(hour)) {
      hour_of_wholes.add_to(sums);
    } else {
      sums.fractional_hours.push_back(hour);
    }
  }
  return sums;
}

}  // namespace container_tco::detail

#include "container_tco/comparison/break_even_search.hpp"

namespace container_tco::detail {
namespace {

std::optional<Money> average_hourly_cost(const PairedEstimates& pair) {
  for (const Estimate* side : {&pair.hosts, &pair.fargate}) {
    if (!side->labour_hours.is_zero()) return side->labour() / side->labour_hours;
  }
  const std::optional<Money>& given = pair.options.labour.hourly_rate;
  if (given && given->currency() == pair.hosts.currency) return given;
  return std::nullopt;
}

}  // namespace

std::optional<BreakEven> labour_hours_break_even(const PairedEstimates& pair) {
  const std::optional<Money> hourly = average_hourly_cost(pair);
  if (!hourly || hourly->amount() <= Rational(0)) return std::nullopt;
  const Rational months = pair.hosts.period.months();

  BreakEven result = empty_break_even(pair, "labour_hours", "hours per month");
  result.current = pair.hosts.labour_hours / months;
  result.cheaper_at_start = cheaper_side(pair.hosts.infrastructure(), pair.fargate.total());
  if (result.cheaper_at_start == Side::hosts) {
    const Rational hours = (pair.fargate.total() - pair.hosts.infrastructure()) / *hourly / months;
    result.crossings.push_back({.value = hours, .before = hours});
  }
  return result;
}

}  // namespace container_tco::detail

#include "container_tco/bill/usage_months.hpp"

#include <algorithm>

#include "container_tco/demand/civil_time.hpp"

namespace container_tco::detail {
namespace {

// A century: longer rows are damaged times, of which nothing can be told.
constexpr std::int64_t most_months = 1200;

std::int64_t start_of_month(std::int64_t month) {
  return civil_seconds({static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, 1, 0, 0, 0});
}

/// civil_seconds knows these years.
bool is_in_calendar(std::int64_t month) { return month >= 12 * 1900 && month < 12 * 2200; }

}  // namespace

std::optional<std::int64_t> month_number(std::optional<std::int64_t> utc_seconds) {
  if (!utc_seconds) return std::nullopt;
  const CivilTime time = civil_time(*utc_seconds);
  return std::int64_t{12} * time.year + time.month - 1;
}

void UsageMonths::add(const RowPeriod& period) {
  if (!period.seconds() || (period.start == last_.start && period.end == last_.end)) return;
  last_ = period;
  const std::int64_t first = *month_number(period.start);
  const std::int64_t last = *month_number(*period.end - 1);
  if (!is_in_calendar(first) || !is_in_calendar(last) || last - first > most_months) return;
  for (std::int64_t month = first; month <= last; ++month) {
    const std::int64_t start = month == first ? *period.start : start_of_month(month);
    const std::int64_t end = month == last ? *period.end : start_of_month(month + 1);
    Span& span = spans_.try_emplace(month, Span{start, end}).first->second;
    span.start = std::min(span.start, start);
    span.end = std::max(span.end, end);
  }
}

std::vector<BillMonth> UsageMonths::finish() const {
  std::vector<BillMonth> months;
  for (const auto& [month, span] : spans_) {
    months.push_back({civil_text(span.start).substr(0, 7), span.start, span.end});
  }
  return months;
}

}  // namespace container_tco::detail

#include "container_tco/demand/calendar_span.hpp"

#include <utility>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::int64_t midnight(int year, int month) { return civil_seconds({year, month, 1, 0, 0, 0}); }

std::int64_t midnight_utc(const TimeZone& zone, std::int64_t local_seconds) {
  const LocalMoments moments = moments_of(zone, local_seconds);
  return moments.first_utc.value_or(moments.jump_utc);
}

}  // namespace

CalendarSpan::CalendarSpan(std::int64_t first, std::int64_t last, std::string name)
    : first_(first), last_(last), name_(std::move(name)) {}

CalendarSpan CalendarSpan::year(int year) {
  require_range("year", year, 1970, 2199);
  return {midnight(year, 1), midnight(year + 1, 1), std::to_string(year)};
}

CalendarSpan CalendarSpan::month(int year, int month) {
  require_range("year", year, 1970, 2199);
  require_range("month", month, 1, 12);
  const std::int64_t last = month == 12 ? midnight(year + 1, 1) : midnight(year, month + 1);
  return {midnight(year, month), last, std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month)};
}

CalendarSpan CalendarSpan::any_week() {
  // Of today's rules for clocks: 2024-01-01.
  constexpr std::int64_t monday = 19'723 * seconds_per_day;
  return {monday, monday + seconds_per_week, "any week"};
}

UtcRange utc_range(const CalendarSpan& span, const TimeZone& zone) {
  validate(zone);
  const UtcRange range{midnight_utc(zone, span.first_local_seconds()), midnight_utc(zone, span.last_local_seconds())};
  const bool starts_known = !zone.known_from_utc || *zone.known_from_utc <= range.first;
  const bool ends_known = !zone.known_until_utc || range.last <= *zone.known_until_utc;
  if (starts_known && ends_known) return range;
  throw InvalidInputError("time zone '" + printable(zone.name) + "'", span.name(),
                          "a span for which its offsets were passed along");
}

std::vector<OffsetTransition> offsets_within(const TimeZone& zone, const UtcRange& range) {
  std::vector<OffsetTransition> offsets = {{range.first, offset_at(zone, range.first)}};
  for (const OffsetTransition& transition : zone.transitions) {
    if (transition.utc_seconds > range.first && transition.utc_seconds < range.last) offsets.push_back(transition);
  }
  return offsets;
}

}  // namespace container_tco

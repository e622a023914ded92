#include "container_tco/demand/cron_times.hpp"

#include <algorithm>

#include "container_tco/demand/civil_time.hpp"

namespace container_tco {
namespace {

void add_moments(const CronExpression& expression, const TimeZone& zone, std::int64_t local_seconds,
                 std::vector<std::int64_t>& times) {
  const LocalMoments moments = moments_of(zone, local_seconds);
  if (moments.first_utc) times.push_back(*moments.first_utc);
  if (moments.second_utc && expression.dialect == CronDialect::kubernetes) times.push_back(*moments.second_utc);
}

void add_day(const CronExpression& expression, const TimeZone& zone, std::int64_t midnight,
             std::vector<std::int64_t>& times) {
  for (std::size_t hour = 0; hour < expression.hours.size(); ++hour) {
    if (!expression.hours.test(hour)) continue;
    for (std::size_t minute = 0; minute < expression.minutes.size(); ++minute) {
      if (!expression.minutes.test(minute)) continue;
      add_moments(expression, zone, midnight + static_cast<std::int64_t>(hour * 3600 + minute * 60), times);
    }
  }
}

}  // namespace

std::vector<std::int64_t> cron_times(const CronExpression& expression, const CalendarSpan& span, const TimeZone& zone) {
  const UtcRange range = utc_range(span, zone);
  std::vector<std::int64_t> times;
  if (expression.rate_minutes > 0) {
    for (std::int64_t time = range.first; time < range.last; time += expression.rate_minutes * 60)
      times.push_back(time);
    return times;
  }
  for (std::int64_t midnight = span.first_local_seconds(); midnight < span.last_local_seconds();
       midnight += seconds_per_day) {
    const CivilTime day = civil_time(midnight);
    if (runs_on(expression, day.year, day.month, day.day)) add_day(expression, zone, midnight, times);
  }
  std::sort(times.begin(), times.end());
  return times;
}

}  // namespace container_tco

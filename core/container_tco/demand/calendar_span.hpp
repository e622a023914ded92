#pragma once
// The stretch of the calendar that a profile is made for.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/demand/time_zone.hpp"

namespace container_tco {

/// From a local midnight up to another: a calendar year, a calendar month, or days.
class CalendarSpan {
 public:
  /// Throws InvalidInputError for years outside 1970 to 2199.
  static CalendarSpan year(int year);
  /// Also for months outside 1 to 12.
  static CalendarSpan month(int year, int month);
  /// A week of 168 hours from a Monday that stands for every week, where no clock is changed.
  static CalendarSpan any_week();

  std::int64_t first_local_seconds() const { return first_; }  ///< Midnight at the start, as the clock shows it.
  std::int64_t last_local_seconds() const { return last_; }    ///< Midnight at the end.
  const std::string& name() const { return name_; }            ///< "2026", "2026-02" or "any week"

 private:
  CalendarSpan(std::int64_t first, std::int64_t last, std::string name);
  std::int64_t first_;
  std::int64_t last_;
  std::string name_;
};

/// The same stretch in UTC. A midnight that daylight saving skips is the moment of the jump; of one that it repeats the
/// first counts.
struct UtcRange {
  std::int64_t first = 0;
  std::int64_t last = 0;  ///< Exclusive.
  std::int64_t seconds() const { return last - first; }
};

/// Throws InvalidInputError when the zone is not known for all of the span.
UtcRange utc_range(const CalendarSpan& span, const TimeZone& zone);

/// The zone's transitions within the range, the offset at its start first.
std::vector<OffsetTransition> offsets_within(const TimeZone& zone, const UtcRange& range);

}  // namespace container_tco

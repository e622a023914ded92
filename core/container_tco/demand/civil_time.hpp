#pragma once
// Calendar dates and clock times without a time zone, in the proleptic Gregorian calendar.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace container_tco {

constexpr std::int64_t seconds_per_hour = 3600;
constexpr std::int64_t seconds_per_day = 86400;
constexpr std::int64_t seconds_per_week = 604800;

/// What a calendar and a clock on the wall show.
struct CivilTime {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
  int hour = 0;
  int minute = 0;
  int second = 0;
  friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

/// Seconds from 1970-01-01T00:00:00 to `time` on the same clock. Throws InvalidInputError for a time that is not in the
/// calendar (29 February 2026, 24:00) and years outside 1900 to 2200.
std::int64_t civil_seconds(const CivilTime& time);
/// The reverse.
CivilTime civil_time(std::int64_t seconds);

/// Days of a month: 28 to 31.
int days_in_month(int year, int month);

/// 0 = Monday to 6 = Sunday, of the day on which `seconds` fall.
int weekday_of(std::int64_t seconds);
/// Seconds since Monday 00:00, 0 to 604799.
std::int64_t second_of_week(std::int64_t seconds);

/// "2026-03-29 02:30", with ":15" when there are seconds.
std::string civil_text(std::int64_t seconds);
/// "+09:00"; with seconds when there are any.
std::string offset_text(std::int64_t offset_seconds);
/// 32400 for "+09:00", "+0900" and "+09"; 0 for "Z" and "UTC". Nothing for other text and more than 18 hours.
std::optional<std::int64_t> parse_offset(std::string_view text);

/// A point in a profile, as it is written.
struct Timestamp {
  std::int64_t civil_seconds = 0;              ///< What the clock shows.
  std::optional<std::int64_t> offset_seconds;  ///< Ahead of UTC; nothing when it is not said.
};

/// "2026-03-29T02:30:00+01:00", with a space for the T, without seconds, without an offset, with "Z". Nothing for other
/// text; fractions of a second must be zero.
std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace container_tco

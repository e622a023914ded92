#pragma once
// Time zones as values: the core reads no files, so whoever asks brings the changes of the offset (in Python,
// zoneinfo).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

/// From this moment on a zone is `offset_seconds` ahead of UTC.
struct OffsetTransition {
  std::int64_t utc_seconds = 0;
  std::int64_t offset_seconds = 0;
  friend bool operator==(const OffsetTransition&, const OffsetTransition&) = default;
};

/// The offset of local time from UTC over time. The default is UTC.
struct TimeZone {
  std::string name = "UTC";
  std::int64_t offset_seconds = 0;            ///< Before the first transition.
  std::vector<OffsetTransition> transitions;  ///< Ascending.
  /// The times that the transitions were collected for; nothing when there is no limit.
  std::optional<std::int64_t> known_from_utc;
  std::optional<std::int64_t> known_until_utc;
  friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

/// "UTC", "Z", or a fixed offset such as "+09:00", which is also the name. Nothing for other text.
std::optional<TimeZone> fixed_time_zone(std::string_view text);

/// The zone that `text` means: a fixed one, or the one of `known` with that name. Throws InvalidInputError that names
/// the nearest.
TimeZone find_time_zone(std::string_view text, const std::vector<TimeZone>& known);

/// Throws InvalidInputError for a zone without a name, offsets of more than 18 hours and transitions out of order.
void validate(const TimeZone& zone);

/// How far ahead of UTC the zone is at a moment.
std::int64_t offset_at(const TimeZone& zone, std::int64_t utc_seconds);

/// When a clock in the zone shows a local time. It shows most of them once, none of an hour that daylight saving skips,
/// and those of an hour that it repeats twice.
struct LocalMoments {
  /// Empty for a skipped time, otherwise the (first) moment in UTC.
  std::optional<std::int64_t> first_utc;
  /// Only for a repeated time.
  std::optional<std::int64_t> second_utc;
  /// For a skipped time, the moment of the jump over it.
  std::int64_t jump_utc = 0;
};
LocalMoments moments_of(const TimeZone& zone, std::int64_t local_seconds);

}  // namespace container_tco

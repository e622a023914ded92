#include "container_tco/demand/time_zone.hpp"

#include <algorithm>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_zone_offset_seconds = 18 * seconds_per_hour;

void check_offset(const TimeZone& zone, std::int64_t offset) {
  if (offset >= -max_zone_offset_seconds && offset <= max_zone_offset_seconds) return;
  throw InvalidInputError("time zone '" + printable(zone.name) + "'", std::to_string(offset),
                          "offsets of at most 18 hours, in seconds");
}

}  // namespace

std::optional<TimeZone> fixed_time_zone(std::string_view text) {
  const std::optional<std::int64_t> offset = parse_offset(text);
  if (!offset) return std::nullopt;
  return TimeZone{*offset == 0 ? "UTC" : offset_text(*offset), *offset, {}, std::nullopt, std::nullopt};
}

TimeZone find_time_zone(std::string_view text, const std::vector<TimeZone>& known) {
  if (const auto fixed = fixed_time_zone(text)) return *fixed;
  std::vector<std::string> names;
  for (const TimeZone& zone : known) {
    if (zone.name == text) return zone;
    names.push_back(zone.name);
  }
  const std::vector<std::string> nearest = nearest_names(std::string(text), names);
  throw InvalidInputError("time zone", std::string(text),
                          "UTC, an offset such as +09:00, or the name of a time zone that was passed along",
                          nearest.empty() ? "The core has no time zones of its own: pass the offsets of this one"
                                          : "Nearest: " + join_alternatives(nearest));
}

void validate(const TimeZone& zone) {
  if (zone.name.empty()) throw InvalidInputError("time zone name", "", "a name such as Asia/Seoul");
  check_offset(zone, zone.offset_seconds);
  for (std::size_t i = 0; i < zone.transitions.size(); ++i) {
    check_offset(zone, zone.transitions[i].offset_seconds);
    if (i == 0 || zone.transitions[i - 1].utc_seconds < zone.transitions[i].utc_seconds) continue;
    throw InvalidInputError("time zone '" + printable(zone.name) + "' transition " + std::to_string(i + 1),
                            std::to_string(zone.transitions[i].utc_seconds), "transitions in ascending order");
  }
}

std::int64_t offset_at(const TimeZone& zone, std::int64_t utc_seconds) {
  const auto next = std::upper_bound(
      zone.transitions.begin(), zone.transitions.end(), utc_seconds,
      [](std::int64_t moment, const OffsetTransition& transition) { return moment < transition.utc_seconds; });
  return next == zone.transitions.begin() ? zone.offset_seconds : std::prev(next)->offset_seconds;
}

LocalMoments moments_of(const TimeZone& zone, std::int64_t local_seconds) {
  // No offset is larger than a day, so only what holds within a day of the same numbers in UTC can apply.
  std::int64_t offset = offset_at(zone, local_seconds - seconds_per_day);
  std::vector<std::int64_t> moments;
  LocalMoments result;
  const auto consider = [&](std::int64_t utc) {
    if (offset_at(zone, utc) == local_seconds - utc) moments.push_back(utc);
  };
  consider(local_seconds - offset);
  for (const OffsetTransition& transition : zone.transitions) {
    if (transition.utc_seconds <= local_seconds - seconds_per_day) continue;
    if (transition.utc_seconds > local_seconds + seconds_per_day) break;
    const bool is_jump_over = transition.utc_seconds + offset <= local_seconds &&
                              local_seconds < transition.utc_seconds + transition.offset_seconds;
    if (is_jump_over) result.jump_utc = transition.utc_seconds;
    offset = transition.offset_seconds;
    consider(local_seconds - offset);
  }
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  if (!moments.empty()) result.first_utc = moments.front();
  if (moments.size() > 1) result.second_utc = moments.back();
  return result;
}

}  // namespace container_tco

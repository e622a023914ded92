#include "container_tco/timeline/share_clock.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::int64_t span_seconds(const TaskProfile& profile) {
  return static_cast<std::int64_t>(profile.counts.size()) * profile.step_seconds;
}

// What repeats may begin anywhere: the same month in two time zones does.
bool has_same_span(const TaskProfile& a, const TaskProfile& b) {
  if (span_seconds(a) != span_seconds(b) || a.repeats != b.repeats) return false;
  return a.repeats || a.start_utc_seconds == b.start_utc_seconds;
}

void divide_steps(TaskProfile& profile, std::int64_t step_seconds) {
  const std::int64_t parts = profile.step_seconds / step_seconds;
  std::vector<std::int64_t> counts;
  counts.reserve(profile.counts.size() * static_cast<std::size_t>(parts));
  for (const std::int64_t count : profile.counts) counts.insert(counts.end(), static_cast<std::size_t>(parts), count);
  profile.counts = std::move(counts);
  profile.step_seconds = step_seconds;
}

// Has a profile that repeats begin at `start`, a whole number of steps away.
void begin_at(TaskProfile& profile, std::int64_t start) {
  const std::int64_t span = span_seconds(profile);
  const auto within = [&](std::int64_t seconds) { return ((seconds % span) + span) % span; };
  const std::int64_t first = within(start - profile.start_utc_seconds) / profile.step_seconds;
  std::rotate(profile.counts.begin(), profile.counts.begin() + first, profile.counts.end());
  for (RunInterval& run : profile.runs) run.start_utc_seconds = start + within(run.start_utc_seconds - start);
  std::stable_sort(profile.runs.begin(), profile.runs.end(), [](const RunInterval& a, const RunInterval& b) {
    return a.start_utc_seconds < b.start_utc_seconds;
  });
  profile.start_utc_seconds = start;
}

}  // namespace

void share_clock(std::map<std::string, TaskProfile>& profiles) {
  if (profiles.empty()) {
    throw InvalidInputError("profiles", "none", "one for at least one service, or a service whose demand has one");
  }
  const TaskProfile& first = profiles.begin()->second;
  std::int64_t step = 0;
  for (const auto& [service, profile] : profiles) {
    validate(profile);
    step = std::gcd(std::gcd(step, profile.step_seconds), profile.start_utc_seconds - first.start_utc_seconds);
    if (has_same_span(profile, first)) continue;
    throw InvalidInputError("profiles",
                            "that of '" + printable(service) + "' and that of '" + printable(profiles.begin()->first) +
                                "', of different spans",
                            "the same length and repetition for all, and the same start unless they repeat",
                            "Give all the same year and month; where clocks change, one time zone");
  }
  if (span_seconds(first) / step > max_profile_steps) {
    throw InvalidInputError("profiles",
                            std::to_string(span_seconds(first) / step) + " steps of " + std::to_string(step) + " s",
                            "at most " + std::to_string(max_profile_steps), "A shorter span has fewer");
  }
  const std::int64_t start = first.start_utc_seconds;
  for (auto& [service, profile] : profiles) {
    divide_steps(profile, step);
    begin_at(profile, start);
  }
}

}  // namespace container_tco

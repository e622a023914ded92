#include "container_tco/demand/task_profile.hpp"

#include <algorithm>
#include <string>

#include "container_tco/error.hpp"

namespace container_tco {

void validate(const TaskProfile& profile) {
  if (profile.step_seconds < 1 || profile.step_seconds > 3600 || 3600 % profile.step_seconds != 0) {
    throw InvalidInputError("profile step", std::to_string(profile.step_seconds),
                            "1 to 3600 seconds that divide an hour", "Such as 3600, 1800, 900, 300 or 60");
  }
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  if (steps < 1 || steps > max_profile_steps) {
    throw InvalidInputError("profile length", std::to_string(steps) + " steps",
                            "1 to " + std::to_string(max_profile_steps) + " steps",
                            "A shorter span or longer steps make fewer");
  }
  for (std::size_t i = 0; i < profile.counts.size(); ++i) {
    const std::int64_t count = profile.counts[i];
    if (count >= 0 && count <= max_profile_count) continue;
    throw InvalidInputError("profile row " + std::to_string(i + 1), std::to_string(count),
                            "a count from 0 to " + std::to_string(max_profile_count));
  }
}

ProfileSummary summarise(const TaskProfile& profile) {
  validate(profile);
  ProfileSummary summary;
  summary.levels = profile.counts;
  std::sort(summary.levels.begin(), summary.levels.end());
  summary.levels.erase(std::unique(summary.levels.begin(), summary.levels.end()), summary.levels.end());
  summary.minimum = summary.levels.front();
  summary.peak = summary.levels.back();
  std::int64_t total = 0;  // At most 4e6 × 1e7 = 4e13.
  std::int64_t before = profile.repeats ? profile.counts.back() : 0;
  for (const std::int64_t count : profile.counts) {
    total += count;
    summary.starts += std::max<std::int64_t>(count - before, 0);
    before = count;
  }
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  summary.mean = Rational::ratio(total, steps);
  summary.task_hours = Rational::ratio(total * profile.step_seconds, 3600);
  summary.hours = Rational::ratio(steps * profile.step_seconds, 3600);
  return summary;
}

}  // namespace container_tco

#include "container_tco/demand/task_profile.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t longest_run_seconds = 366 * std::int64_t{86'400};

void validate_runs(const TaskProfile& profile) {
  if (!profile.runs.empty() && !profile.repeats) {
    throw InvalidInputError("profile", "runs within a span that does not repeat", "runs only in one that does");
  }
  for (std::size_t i = 0; i < profile.runs.size(); ++i) {
    const RunInterval& run = profile.runs[i];
    const std::string name = "profile run " + std::to_string(i + 1) + " ";
    require_range(name + "seconds", run.seconds, 1, longest_run_seconds);
    require_range(name + "tasks", run.tasks, 1, max_profile_count);
    const std::int64_t after = run.start_utc_seconds - profile.start_utc_seconds;
    if (after >= 0 && after % profile.step_seconds == 0 && run.seconds % profile.step_seconds == 0) continue;
    throw InvalidInputError(name + "start", std::to_string(run.start_utc_seconds),
                            "a run that begins and ends with a step, within the profile or after it");
  }
}

}  // namespace

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
  validate_runs(profile);
}

std::int64_t peak_count(const TaskProfile& profile) {
  return *std::max_element(profile.counts.begin(), profile.counts.end());
}

Rational mean_count(const TaskProfile& profile) {
  // At most 4e6 × 1e7 = 4e13.
  const std::int64_t total = std::accumulate(profile.counts.begin(), profile.counts.end(), std::int64_t{0});
  return Rational::ratio(total, static_cast<std::int64_t>(profile.counts.size()));
}

Rational mean_below_minimum(const TaskProfile& profile, std::int64_t least_seconds) {
  Rational task_seconds;
  for (const RunInterval& run : profile.runs) {
    if (run.seconds < least_seconds) task_seconds += Rational(run.tasks * (least_seconds - run.seconds));
  }
  return task_seconds / (profile_hours(profile) * Rational(3600));
}

std::int64_t rise_count(const TaskProfile& profile) {
  std::int64_t rises = 0;
  if (!profile.runs.empty()) {
    for (const RunInterval& run : profile.runs) rises += run.tasks;
    return rises;
  }
  std::int64_t before = profile.repeats ? profile.counts.back() : 0;
  for (const std::int64_t count : profile.counts) {
    rises += std::max<std::int64_t>(count - before, 0);
    before = count;
  }
  return rises;
}

Rational profile_hours(const TaskProfile& profile) {
  return Rational::ratio(static_cast<std::int64_t>(profile.counts.size()) * profile.step_seconds, 3600);
}

ProfileSummary summarise(const TaskProfile& profile) {
  validate(profile);
  ProfileSummary summary;
  summary.levels = profile.counts;
  std::sort(summary.levels.begin(), summary.levels.end());
  summary.levels.erase(std::unique(summary.levels.begin(), summary.levels.end()), summary.levels.end());
  summary.minimum = summary.levels.front();
  summary.peak = summary.levels.back();
  summary.mean = mean_count(profile);
  summary.hours = profile_hours(profile);
  summary.task_hours = summary.mean * summary.hours;
  summary.rises = rise_count(profile);
  return summary;
}

}  // namespace container_tco

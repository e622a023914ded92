#pragma once
// How many tasks of a service are wanted over time: what every form of demand becomes, and what usage is billed from.

#include <cstdint>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Tasks that start together and run as long.
struct RunInterval {
  std::int64_t start_utc_seconds = 0;
  std::int64_t seconds = 0;  ///< >= 1; from the start of the image pull to the end (rule F11).
  std::int64_t tasks = 0;    ///< >= 1
  friend bool operator==(const RunInterval&, const RunInterval&) = default;
};

/// Tasks of one service that are wanted over time, in equal steps.
struct TaskProfile {
  std::int64_t start_utc_seconds = 0;  ///< Start of the first step: seconds since 1970-01-01T00:00:00Z.
  std::int64_t step_seconds = 3600;    ///< 1 to 3600; divides 3600.
  std::vector<std::int64_t> counts;    ///< One a step; >= 0; at least one step.
  bool repeats = true;                 ///< A representative week or year that goes on (the step after the last is the
                                       ///< first); false: only that span.
  /// Of finite runs, those that `counts` count, each of which ends for itself and is billed for the minimum at least;
  /// what runs past the end counts at the beginning. Empty for what is wanted without an end of its own.
  std::vector<RunInterval> runs = {};
  friend bool operator==(const TaskProfile&, const TaskProfile&) = default;
};

constexpr std::int64_t max_profile_count = 10000000;  ///< Tasks of one step.
constexpr std::int64_t max_profile_steps = 4000000;   ///< A year in steps of 8 seconds.

/// Throws InvalidInputError, with the number of the step from 1 on, for a profile without steps or with more than
/// `max_profile_steps`, a step that does not divide an hour, and counts outside 0 to `max_profile_count`; for runs of
/// no length or tasks, that do not begin and end with a step, or within a profile that does not repeat.
void validate(const TaskProfile& profile);

/// The most tasks of any step, and the mean over all: task-hours for each hour. These take a valid profile.
std::int64_t peak_count(const TaskProfile& profile);
Rational mean_count(const TaskProfile& profile);
/// Tasks that start: the rises from step to step, and that from the last step to the first when it repeats (otherwise
/// from 0); of finite runs all of their tasks.
std::int64_t rise_count(const TaskProfile& profile);
/// By how much runs that end before `least_seconds` raise the mean when each is billed for so long: task-hours for each
/// hour. Zero without runs.
Rational mean_below_minimum(const TaskProfile& profile, std::int64_t least_seconds);
/// Its length.
Rational profile_hours(const TaskProfile& profile);

/// What a profile amounts to.
struct ProfileSummary {
  std::int64_t peak = 0;             ///< The most tasks of any step.
  std::int64_t minimum = 0;          ///< The fewest.
  Rational mean;                     ///< Task-hours for each hour of the profile.
  Rational task_hours;               ///< Sum of counts × step.
  Rational hours;                    ///< Length of the profile.
  std::int64_t rises = 0;            ///< See rise_count.
  std::vector<std::int64_t> levels;  ///< The distinct counts, ascending.
};

/// Throws what `validate` throws.
ProfileSummary summarise(const TaskProfile& profile);

}  // namespace container_tco

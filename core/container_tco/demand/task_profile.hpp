#pragma once
// How many tasks of a service are wanted over time: what every form of demand becomes, and what usage is billed from.

#include <cstdint>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Tasks of one service that are wanted over time, in equal steps.
struct TaskProfile {
  std::int64_t start_utc_seconds = 0;  ///< Start of the first step: seconds since 1970-01-01T00:00:00Z.
  std::int64_t step_seconds = 3600;    ///< 1 to 3600; divides 3600.
  std::vector<std::int64_t> counts;    ///< One a step; >= 0; at least one step.
  bool repeats = true;                 ///< A representative week or year that goes on (the step after the last is the
                                       ///< first); false: only that span.
  friend bool operator==(const TaskProfile&, const TaskProfile&) = default;
};

constexpr std::int64_t max_profile_count = 10000000;  ///< Tasks of one step.
constexpr std::int64_t max_profile_steps = 4000000;   ///< A year in steps of 8 seconds.

/// Throws InvalidInputError, with the number of the step from 1 on, for a profile without steps or with more than
/// `max_profile_steps`, a step that does not divide an hour, and counts outside 0 to `max_profile_count`.
void validate(const TaskProfile& profile);

/// The most tasks of any step, and the mean over all: task-hours for each hour. These take a valid profile.
std::int64_t peak_count(const TaskProfile& profile);
Rational mean_count(const TaskProfile& profile);
/// Sum of the rises from step to step, and of that from the last step to the first when it repeats (otherwise from 0).
std::int64_t rise_count(const TaskProfile& profile);
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

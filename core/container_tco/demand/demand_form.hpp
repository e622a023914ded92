#pragma once
// The ways in which a person states a demand. Each becomes a TaskProfile (see make_profile.hpp).

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "container_tco/demand/cron_expression.hpp"
#include "container_tco/demand/weekly_schedule.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// So many tasks all the time.
struct SteadyCount {
  std::int64_t count = 1;  ///< 0 to `max_profile_count`.
};

/// A count for each step of a local week from Monday 00:00, or for each step of the span in the order of time. In a
/// week an hour that daylight saving skips is left out, and one that it repeats counts twice.
struct CountProfile {
  std::vector<std::int64_t> counts;  ///< 168 hours' worth, or as many as the span has (8,760 or 8,784 in a year).
  std::int64_t step_seconds = 3600;  ///< 1 to 3600; divides 3600.
};

/// How target tracking follows a load.
struct TargetTracking {
  Rational load_per_task = 1;                     ///< Above 0: the target value, in the unit of the load.
  std::int64_t minimum = 1;                       ///< 0 to `maximum`.
  std::int64_t maximum = 10000000;                ///< Up to `max_profile_count`.
  std::int64_t scale_out_cooldown_seconds = 300;  ///< 0 to 86,400; 300 is AWS's default for ECS services.
  std::int64_t scale_in_cooldown_seconds = 300;
};

/// A load over time, of the same lengths as a CountProfile, and the tasks that follow it.
struct LoadCurve {
  std::vector<Rational> load;  ///< Not negative.
  std::int64_t step_seconds = 3600;
  TargetTracking tracking;
};

/// What happens when a run is due while the one before is under way (concurrencyPolicy of a Kubernetes CronJob).
/// EventBridge always allows it.
enum class RunOverlap { allow, forbid, replace };
std::string to_string(RunOverlap overlap);
/// Throws InvalidInputError that lists the names.
RunOverlap parse_run_overlap(std::string_view text);

/// Runs that a schedule starts.
struct CronRuns {
  CronExpression schedule;
  std::int64_t seconds_per_run = 0;  ///< 1 to 31,622,400; from the start of the image pull to the end (rule F11).
  std::int64_t tasks_per_run = 1;    ///< Tasks that start together, 1 to `max_profile_count`.
  RunOverlap overlap = RunOverlap::allow;
  /// Tasks that a run works off, `tasks_per_run` at a time, each for `seconds_per_run` (completions of a Kubernetes
  /// Job); 0: as many as start together.
  std::int64_t completions = 0;
};

/// Jobs that arrive in a queue at once and are worked off, first come first served.
struct QueueBursts {
  std::vector<CronExpression> arrivals;  ///< At least one.
  std::int64_t jobs_per_burst = 1;       ///< 1 to `max_profile_count`.
  std::int64_t seconds_per_job = 0;      ///< 1 to 31,622,400.
  std::int64_t concurrent = 1;           ///< Jobs under way at one time at the most, one a task.
};

using DemandForm = std::variant<SteadyCount, WeeklySchedule, CountProfile, LoadCurve, CronRuns, QueueBursts>;

}  // namespace container_tco

#pragma once
// From runs that start and end to tasks over time.

#include <cstdint>
#include <vector>

#include "container_tco/demand/calendar_span.hpp"
#include "container_tco/demand/demand_form.hpp"
#include "container_tco/demand/task_profile.hpp"

namespace container_tco {

/// Tasks that start together and run as long.
struct RunInterval {
  std::int64_t start_utc_seconds = 0;
  std::int64_t seconds = 0;
  std::int64_t tasks = 0;
};

/// Throw InvalidInputError for values outside their range, and for bursts that bring more work than can be done.
std::vector<RunInterval> run_intervals(const CronRuns& runs, const CalendarSpan& span, const TimeZone& zone);
std::vector<RunInterval> run_intervals(const QueueBursts& bursts, const CalendarSpan& span, const TimeZone& zone);

/// Tasks under way in each step of the range, in the longest step in which no run starts or ends within a step. What
/// runs on past the end is counted at the beginning: the span repeats, and the same was left over from the one before.
TaskProfile profile_of_runs(const std::vector<RunInterval>& intervals, const UtcRange& range);

}  // namespace container_tco

#pragma once
// From runs that start and end to tasks over time.

#include <cstdint>
#include <vector>

#include "container_tco/demand/calendar_span.hpp"
#include "container_tco/demand/demand_form.hpp"
#include "container_tco/demand/task_profile.hpp"

namespace container_tco {

/// Throw InvalidInputError for values outside their range, and for bursts that bring more work than can be done.
std::vector<RunInterval> run_intervals(const CronRuns& runs, const CalendarSpan& span, const TimeZone& zone);
std::vector<RunInterval> run_intervals(const QueueBursts& bursts, const CalendarSpan& span, const TimeZone& zone);

/// Tasks under way in each step of the range, in the longest step in which no run starts or ends within a step. What
/// runs on past the end is counted at the beginning: the span repeats, and the same was left over from the one before.
TaskProfile profile_of_runs(const std::vector<RunInterval>& intervals, const UtcRange& range);

/// `profile` with other runs over the same steps, in which they begin and end. Throws InvalidInputError for more tasks
/// at one time than a step may count.
void set_runs(TaskProfile& profile, std::vector<RunInterval> runs);

}  // namespace container_tco

#pragma once
// When a schedule starts runs.

#include <cstdint>
#include <vector>

#include "container_tco/demand/calendar_span.hpp"
#include "container_tco/demand/cron_expression.hpp"

namespace container_tco {

/// The starts within the span, in UTC seconds, ascending. A local time that daylight saving skips starts nothing. One
/// that it repeats starts a run once for EventBridge
/// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), and both times for Kubernetes, which
/// compares the clock with the schedule. A rate counts from the start of the span, as when a rule is made is not known.
std::vector<std::int64_t> cron_times(const CronExpression& expression, const CalendarSpan& span, const TimeZone& zone);

}  // namespace container_tco

#pragma once
// The member `demand` of a service in scenario and usage files: a demand over time.

#include <vector>

#include "container_tco/demand/time_zone.hpp"
#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A weekly schedule, hourly counts, a load with target tracking, a cron schedule or queue bursts (see the schema).
/// `zones` are the time zones that it may name beside UTC and fixed offsets. Without a year it stands for any week,
/// which only a schedule, 168 hours and a fixed offset allow. Throws ParseError at the place of what it cannot use.
ProfileDemand read_profile_demand(const JsonCursor& demand, const std::vector<TimeZone>& zones);

/// Whether `demand` has none of these forms, and leaves the schedule of its runs to what was read before.
bool leaves_out_schedule(const JsonCursor& demand);

/// The runs of `schedule` in the year (and month) of `demand`, each of its `seconds_per_run`. Throws ParseError, also
/// for runs longer than the schedule lets them be.
ProfileDemand read_scheduled_runs(const JsonCursor& demand, const RunSchedule& schedule,
                                  const std::vector<TimeZone>& zones);

}  // namespace container_tco

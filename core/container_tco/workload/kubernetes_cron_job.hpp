#pragma once
// The schedule of a CronJob, and what is taken for granted about its runs.

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The `spec` of a CronJob (batch/v1) without the pods. Throws ParseError for a schedule that Kubernetes cannot read
/// and for values outside their range.
RunSchedule read_run_schedule(const JsonCursor& spec);

/// That a service with a run schedule is priced as if it never stopped until somebody says how long a run takes; of a
/// suspended one, that it has no runs.
Assumption assume_run_length(const Service& service);

/// That a schedule without a time zone is read in UTC.
Assumption assume_schedule_zone(const Service& service);

}  // namespace container_tco

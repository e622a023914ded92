#pragma once
// From a stated demand to tasks over time.

#include "container_tco/demand/calendar_span.hpp"
#include "container_tco/demand/demand_form.hpp"
#include "container_tco/demand/task_profile.hpp"

namespace container_tco {

/// The tasks of `form` over the span in local time of `zone`. Steps are as long as an hour and as short as the demand
/// and the zone need; daylight saving moves what is stated in local time. The profile repeats.
/// Throws InvalidInputError for what a form does not allow (with the row), for a length that does not fit the span, and
/// for a zone that is not known for all of it.
TaskProfile make_profile(const DemandForm& form, const CalendarSpan& span, const TimeZone& zone = {});

}  // namespace container_tco

// How many tasks are wanted over time.

#include "container_tco/demand/task_profile.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_demand(py::module_& module) {
  py::class_<TaskProfile> profile(module, "TaskProfile", "Tasks of one service that are wanted over time.");
  bind_value(profile, field("start_utc_seconds", &TaskProfile::start_utc_seconds, "Of the first step, since 1970."),
             field("step_seconds", &TaskProfile::step_seconds, "1 to 3600; divides 3600."),
             field("counts", &TaskProfile::counts, "One a step, 0 or more."),
             field("repeats", &TaskProfile::repeats, "The step after the last is the first."));
}

}  // namespace container_tco::bindings

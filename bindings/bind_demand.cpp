// Demand over time: how a person states it, and the tasks that it comes to.

#include <pybind11/native_enum.h>

#include "container_tco/demand/dated_profile.hpp"
#include "container_tco/demand/make_profile.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_profile(py::module_& module) {
  py::class_<RunInterval> run(module, "RunInterval", "Tasks that start together and run as long.");
  bind_value(run, field("start_utc_seconds", &RunInterval::start_utc_seconds, "Since 1970 UTC."),
             field("seconds", &RunInterval::seconds, "From the start of the image pull to the end."),
             field("tasks", &RunInterval::tasks, "1 or more."));
  py::class_<TaskProfile> profile(module, "TaskProfile", "Tasks of one service over time, in equal steps.");
  bind_value(profile, field("start_utc_seconds", &TaskProfile::start_utc_seconds, "Of the first step, since 1970 UTC."),
             field("step_seconds", &TaskProfile::step_seconds, "1 to 3600; divides 3600."),
             field("counts", &TaskProfile::counts, "One a step."),
             field("repeats", &TaskProfile::repeats, "It goes on from the beginning; otherwise only this span."),
             field("runs", &TaskProfile::runs, "Finite runs that the counts count; empty for any other demand."));
  py::class_<ProfileSummary> summary(module, "ProfileSummary", "What a profile amounts to.");
  bind_record(summary, field("peak", &ProfileSummary::peak, "The most tasks of any step."),
              field("minimum", &ProfileSummary::minimum, "The fewest."),
              field("mean", &ProfileSummary::mean, "Task-hours for each hour."),
              field("task_hours", &ProfileSummary::task_hours, "Sum of counts × step."),
              field("hours", &ProfileSummary::hours, "Length of the profile."),
              field("rises", &ProfileSummary::rises, "Tasks that start: from step to step, or with each run."),
              field("levels", &ProfileSummary::levels, "The distinct counts, ascending."));
  module.def("summarise", &summarise, py::arg("profile"), py::call_guard<py::gil_scoped_release>(),
             "Peak, minimum, mean and levels. Raises InvalidInputError for an impossible profile.");
}

void bind_calendar(py::module_& module) {
  py::class_<OffsetTransition> transition(module, "OffsetTransition", "From this moment on another offset holds.");
  bind_value(transition, field("utc_seconds", &OffsetTransition::utc_seconds, "Since 1970 UTC."),
             field("offset_seconds", &OffsetTransition::offset_seconds, "Ahead of UTC."));
  py::class_<TimeZone> zone(module, "TimeZone", "The offset of local time over time. The default is UTC.");
  bind_value(zone, field("name", &TimeZone::name, "\"Asia/Seoul\"."),
             field("offset_seconds", &TimeZone::offset_seconds, "Before the first transition."),
             field("transitions", &TimeZone::transitions, "Ascending."),
             field("known_from_utc", &TimeZone::known_from_utc, "None: from ever."),
             field("known_until_utc", &TimeZone::known_until_utc, "None: for ever."));
  module.def("fixed_time_zone", &fixed_time_zone, py::arg("text"),
             "UTC or a fixed offset such as \"+09:00\"; None for other text.");
  py::class_<CalendarSpan>(module, "CalendarSpan", "The stretch of the calendar that a profile is made for.")
      .def_static("year", &CalendarSpan::year, py::arg("year"), "1970 to 2199; otherwise raises InvalidInputError.")
      .def_static("month", &CalendarSpan::month, py::arg("year"), py::arg("month"), "1 to 12.")
      .def_static("any_week", &CalendarSpan::any_week, "168 hours from a Monday that stand for every week.")
      .def_property_readonly("name", &CalendarSpan::name, "\"2026\", \"2026-02\" or \"any week\".")
      .def("__repr__", [](const CalendarSpan& self) { return "CalendarSpan(" + self.name() + ")"; });
}

void bind_schedules(py::module_& module) {
  py::class_<WeeklySchedule>(module, "WeeklySchedule", "Tasks in each minute of a local week.")
      .def_property_readonly(
          "stretches",
          [](const WeeklySchedule& self) {
            std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
            for (const auto& stretch : self.stretches) pairs.emplace_back(stretch.first_minute, stretch.count);
            return pairs;
          },
          "Pairs of the first minute since Monday 00:00 and the count from there on.");
  module.def("parse_weekly_schedule", &parse_weekly_schedule, py::arg("text"), py::arg("busy_count") = py::none(),
             "A schedule such as \"weekdays 08-20: 10, else 2\". Raises ParseError that points at the column.");
  py::class_<CronExpression>(module, "CronExpression", "When runs start.")
      .def_property_readonly(
          "text", [](const CronExpression& self) { return lenient_text(self.text); }, "As given.")
      .def("__repr__", [](const CronExpression& self) { return "CronExpression(" + self.text + ")"; });
  module.def("parse_cron", &parse_cron, py::arg("text"),
             "cron(…) or rate(…) of EventBridge, the five fields of a CronJob, or \"08:30\". Raises ParseError.");
  py::native_enum<RunOverlap>(module, "RunOverlap", "enum.Enum", "When a run is due while the one before is under way.")
      .value("allow", RunOverlap::allow)
      .value("forbid", RunOverlap::forbid)
      .value("replace", RunOverlap::replace)
      .finalize();
  module.def("parse_run_overlap", &parse_run_overlap, py::arg("text"),
             "Raises InvalidInputError that lists the names.");
}

/// A form of demand: made by keyword, read-only.
template <typename T, typename... M>
void bind_form(py::module_& module, const char* name, const char* doc, Field<T, M>... fields) {
  py::class_<T> form(module, name, doc);
  form.def(py::init([fields...](M... values) {
             T made{};
             ((made.*fields.member = std::move(values)), ...);
             return made;
           }),
           py::kw_only(), py::arg(fields.name).noconvert(IsWhole<M>::value)...);
  (bind_attribute(form, fields), ...);
}

void bind_forms(py::module_& module) {
  bind_form(module, "SteadyCount", "So many tasks all the time.", field("count", &SteadyCount::count, "Tasks."));
  bind_form(module, "CountProfile", "A count for each step of a week or of the whole span.",
            field("counts", &CountProfile::counts, "168 hours' worth, or as many as the span has."),
            field("step_seconds", &CountProfile::step_seconds, "1 to 3600; divides 3600."));
  bind_form(module, "TargetTracking", "How tasks follow a load.",
            field("load_per_task", &TargetTracking::load_per_task, "Above 0."),
            field("minimum", &TargetTracking::minimum, "Tasks."), field("maximum", &TargetTracking::maximum, "Tasks."),
            field("scale_out_cooldown_seconds", &TargetTracking::scale_out_cooldown_seconds, "0 to 86,400."),
            field("scale_in_cooldown_seconds", &TargetTracking::scale_in_cooldown_seconds, "0 to 86,400."));
  bind_form(module, "LoadCurve", "A load over time, and the tasks that follow it.",
            field("load", &LoadCurve::load, "As long as the counts of a CountProfile."),
            field("step_seconds", &LoadCurve::step_seconds, "1 to 3600; divides 3600."),
            field("tracking", &LoadCurve::tracking, "How tasks follow it."));
  bind_form(module, "CronRuns", "Runs that a schedule starts.",
            field("schedule", &CronRuns::schedule, "When they start."),
            field("seconds_per_run", &CronRuns::seconds_per_run, "From the image pull to the end."),
            field("tasks_per_run", &CronRuns::tasks_per_run, "Tasks that start together."),
            field("overlap", &CronRuns::overlap, "When a run is due while the one before is under way."));
  bind_form(module, "QueueBursts", "Jobs that arrive in a queue at once and are worked off.",
            field("arrivals", &QueueBursts::arrivals, "At least one."),
            field("jobs_per_burst", &QueueBursts::jobs_per_burst, "Jobs."),
            field("seconds_per_job", &QueueBursts::seconds_per_job, "1 or more."),
            field("concurrent", &QueueBursts::concurrent, "Jobs under way at one time at the most."));
}

}  // namespace

void bind_demand(py::module_& module) {
  bind_profile(module);
  bind_calendar(module);
  bind_schedules(module);
  bind_forms(module);
  using Release = py::call_guard<py::gil_scoped_release>;
  module.def("make_profile", &make_profile, py::arg("form"), py::arg("span"),
             py::arg_v("zone", TimeZone{}, "TimeZone()"), Release(),
             "The tasks of a demand over the span, in local time of the zone. Raises InvalidInputError.");
  py::class_<DatedCount> dated(module, "DatedCount", "From this time on, so many tasks.");
  bind_value(dated, field("time", &DatedCount::time, "\"2026-03-29T02:00:00+01:00\", or local time without an offset."),
             field("count", &DatedCount::count, "Tasks."));
  module.def("profile_of_rows", &profile_of_rows, py::arg("rows"), py::arg("zone"), py::arg("repeats") = true,
             Release(), "The profile of rows in equal steps. Raises InvalidInputError with the row.");
}

}  // namespace container_tco::bindings

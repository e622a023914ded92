// Tasks and hosts over time, and what they are billed for.

#include <pybind11/native_enum.h>

#include "container_tco/timeline/day_table.hpp"
#include "container_tco/timeline/spot_range.hpp"
#include "container_tco/timeline/timeline.hpp"
#include "container_tco/timeline/timeline_usage.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

py::object decimal(const Money& money) { return to_decimal_object(money.amount()); }

void bind_options(py::module_& module) {
  py::native_enum<LaunchMoment>(module, "LaunchMoment", "enum.Enum", "When a task that will be wanted is launched.")
      .value("early", LaunchMoment::early)
      .value("late", LaunchMoment::late)
      .finalize();
  module.def("parse_launch_moment", &parse_launch_moment, py::arg("text"), "Raises InvalidInputError.");
  py::class_<TimelineOptions> options(module, "TimelineOptions",
                                      "How tasks and hosts start and stop; None: of the table launch_times.json.");
  bind_value(
      options, field("launch_moment", &TimelineOptions::launch_moment, "early: serves when wanted; late: waits."),
      field("ramp_tasks_per_minute", &TimelineOptions::ramp_tasks_per_minute,
            "A rise that nobody knows beforehand: tasks stand by for it all the time."),
      field("provisioning_seconds", &TimelineOptions::provisioning_seconds, "On Fargate, before the pull; not billed."),
      field("pull_seconds", &TimelineOptions::pull_seconds, "Of the images of a task; by their size otherwise."),
      field("start_seconds", &TimelineOptions::start_seconds, "From the pull until it serves."),
      field("stop_seconds", &TimelineOptions::stop_seconds, "Billed after it is not wanted any more."),
      field("service_launches_per_minute", &TimelineOptions::service_launches_per_minute, "Of one service."),
      field("host_boot_seconds", &TimelineOptions::host_boot_seconds, "From the start until it takes tasks."),
      field("host_warmup_seconds", &TimelineOptions::host_warmup_seconds, "Between two steps of scaling out."),
      field("min_host_step", &TimelineOptions::min_host_step, "Hosts of a step of scaling out, at the least."),
      field("max_host_step", &TimelineOptions::max_host_step, "At the most."),
      field("host_scale_in_seconds", &TimelineOptions::host_scale_in_seconds, "An empty host stays so long."),
      field("max_levels", &TimelineOptions::max_levels, "Fleets that are planned for different demands."));
  module.def("standby_tasks", &standby_tasks, py::arg("tasks_per_minute"), py::arg("launch_seconds"),
             "Tasks that stand by to cover a rise: ceil(r × t / 60). Raises InvalidInputError.");
}

void bind_timeline_parts(py::module_& module) {
  py::class_<TaskPhases> phases(module, "TaskPhases", "The life of a task around the time in which it is wanted.");
  bind_record(phases, field("provisioning", &TaskPhases::provisioning, "Seconds before the pull; not billed."),
              field("pull", &TaskPhases::pull, "Seconds; billed from here on."),
              field("start", &TaskPhases::start, "Seconds until it serves."),
              field("stop", &TaskPhases::stop, "Seconds until it ends."),
              field("least_billed", &TaskPhases::least_billed, "Seconds."));
  phases.def_property_readonly("launch_seconds", &TaskPhases::launch_seconds, "From the request until it serves.");
  py::class_<TaskTimeline> tasks(module, "TaskTimeline", "Tasks of one service; lists have one number a step.");
  bind_record(tasks, field("service", &TaskTimeline::service, "Its name."),
              field("phases", &TaskTimeline::phases, "Of each task."),
              field("wanted", &TaskTimeline::wanted, "Tasks, as the profile says."),
              field("standby", &TaskTimeline::standby, "The most at one time, on their way or unwanted."),
              field("billed_seconds", &TaskTimeline::billed_seconds, "Of all tasks; billed by Fargate."),
              field("unserved_seconds", &TaskTimeline::unserved_seconds, "Task-seconds wanted and not served."),
              field("standing_tasks", &TaskTimeline::standing_tasks, "That stand by all the time."),
              field("task_starts", &TaskTimeline::task_starts, "In the span."),
              field("starts", &TaskTimeline::starts, "Of tasks: those whose pull begins in the step."));
  py::class_<UsageRate> rate(module, "UsageRate", "What a billed hour of a task or host takes of one price.");
  bind_record(rate, field("price_key", &UsageRate::price_key, "Of the price book."),
              field("unit", &UsageRate::unit, "Of the price."),
              field("quantity_per_hour", &UsageRate::quantity_per_hour, "In that unit."),
              field("unit_price", &UsageRate::unit_price, "Without commitments."));
  py::class_<PullRate> pulls(module, "PullRate", "Images that tasks or hosts pull, where each GB is billed.");
  bind_record(pulls, field("price_key", &PullRate::price_key, "Of the price book."),
              field("unit", &PullRate::unit, "Of the price."), field("unit_price", &PullRate::unit_price, "Of a GB."),
              field("gb_per_start", &PullRate::gb_per_start, "Of a task or host."),
              field("gb_per_step", &PullRate::gb_per_step, "Of a task or host that is there: images of new releases."));
  py::class_<ServiceTimeline> service(module, "ServiceTimeline", "Tasks of one service with their prices.");
  bind_record(service, field("tasks", &ServiceTimeline::tasks, "Over time."),
              field("rates", &ServiceTimeline::rates, "Empty on hosts."),
              field("cost_per_hour", &ServiceTimeline::cost_per_hour, "Of a billed task; zero on hosts."),
              field("part", &ServiceTimeline::part, "Of the deployment, where it has several; else empty."),
              field("pulls", &ServiceTimeline::pulls, "Of images on Fargate. None: they cost nothing."));
  service.def_property_readonly(
      "total", [](const ServiceTimeline& self) { return decimal(self.total()); }, "Of all steps; zero on hosts.");
  py::class_<HostTimeline> hosts(module, "HostTimeline", "Hosts of one type; lists have one number a step.");
  bind_record(hosts, field("instance_type", &HostTimeline::instance_type, "Its name."),
              field("price_key", &HostTimeline::price_key, "Of the instance."),
              field("cost_per_hour", &HostTimeline::cost_per_hour, "Instance, fee, root disk, public address."),
              field("needed", &HostTimeline::needed, "As planned for the tasks."),
              field("running", &HostTimeline::running, "With those that a task keeps alive."),
              field("booting_seconds", &HostTimeline::booting_seconds, "Of all hosts, before they serve."),
              field("idle_seconds", &HostTimeline::idle_seconds, "Of all hosts, billed and not needed."),
              field("billed_seconds", &HostTimeline::billed_seconds, "Of all hosts."),
              field("host_starts", &HostTimeline::host_starts, "In the span."),
              field("instance_price", &HostTimeline::instance_price, "An hour of the instance alone."),
              field("part", &HostTimeline::part, "Of the deployment, where it has several; else empty."),
              field("starts", &HostTimeline::starts, "Of hosts: those that are billed from the step on."),
              field("address", &HostTimeline::address, "Of each host. None: it has no public one."),
              field("pulls", &HostTimeline::pulls, "Of images. None: they cost nothing."));
  hosts.def_property_readonly("total", [](const HostTimeline& self) { return decimal(self.total()); }, "Of all steps.");
  py::class_<TimelinePart> part(module, "TimelinePart", "A share of the tasks, on one kind of capacity.");
  bind_record(part, field("name", &TimelinePart::name, "\"spot\", \"on-demand base\", \"FARGATE\"."),
              field("deployment", &TimelinePart::deployment, "The capacity."),
              field("total", &TimelinePart::total, "Of all steps, exact."));
  py::class_<BilledUsage> column(module, "BilledUsage", "Usage of one price, hour by hour.");
  bind_record(column, field("price_key", &BilledUsage::price_key, "Of the price book."),
              field("unit", &BilledUsage::unit, "Of the price."),
              field("unit_price", &BilledUsage::unit_price, "Without commitments."),
              field("hours", &BilledUsage::hours, "Quantity of each hour."));
}

void bind_timeline_class(py::module_& module) {
  py::class_<Timeline>(module, "Timeline", "Tasks and hosts of one deployment over the span of the profiles.")
      .def_readonly("deployment", &Timeline::deployment, "What was billed.")
      .def_readonly("region", &Timeline::region, "Where.")
      .def_readonly("currency", &Timeline::currency, "ISO 4217 code.")
      .def_readonly("start_utc_seconds", &Timeline::start_utc_seconds, "Of the first step, since 1970.")
      .def_readonly("step_seconds", &Timeline::step_seconds, "Of each step.")
      .def_readonly("steps", &Timeline::steps, "How many.")
      .def_readonly("repeats", &Timeline::repeats, "The step after the last is the first.")
      .def_readonly("services", &Timeline::services, "Of the workload, and what the cluster runs on Fargate.")
      .def_readonly("hosts", &Timeline::hosts, "By part and type; empty on Fargate.")
      .def_readonly("parts", &Timeline::parts, "Empty when all tasks run on the same capacity.")
      .def_readonly("levels", &Timeline::levels, "Different demands in the span.")
      .def_readonly("planned_levels", &Timeline::planned_levels, "Fleets that were planned for them.")
      .def_readonly("assumptions", &Timeline::assumptions, "What was taken for granted.")
      .def_readonly("peak", &Timeline::peak, "The estimate of the most tasks, all the time.")
      .def_property_readonly(
          "total", [](const Timeline& self) { return decimal(self.total()); }, "Of all steps.")
      .def_property_readonly("total_exact", &Timeline::total, "The same as Money.")
      .def("cost_of_step", &Timeline::cost_of_step, py::arg("step"), "Exact. Raises InvalidInputError.")
      .def("billed_usage", &Timeline::billed_usage, Release(), "A column a price: what commitments apply to.")
      .def("__repr__", [](const Timeline& self) {
        return "<Timeline of " + self.deployment.name() + ": " + std::to_string(self.steps) + " steps, " +
               self.total().amount().to_decimal(2, Rounding::half_up) + " " + self.currency.code() + ">";
      });
  module.def("timeline", &timeline, py::arg("workload"), py::arg("profiles"), py::arg("deployment"), py::arg("book"),
             py::arg("options"), py::arg_v("how", TimelineOptions(), "TimelineOptions()"), Release(),
             "Demand by service over one span. Raises InvalidInputError, InfeasibleError, PriceNotFoundError.");
}

void bind_usage(py::module_& module) {
  module.def("usage_profile", py::overload_cast<const std::vector<Timeline>&>(&usage_profile), py::arg("timelines"),
             Release(), "Their billed usage, hour by hour: what commitments cover. Raises InvalidInputError.");
}

void bind_day(py::module_& module) {
  py::class_<DayPart> part(module, "DayPart", "What one part of a deployment adds to a step.");
  bind_record(part, field("deployment", &DayPart::deployment, "That has several parts."),
              field("name", &DayPart::name, "\"spot\", \"on-demand base\", \"FARGATE\"."),
              field("wanted", &DayPart::wanted, "Tasks."), field("task_hours", &DayPart::task_hours, "On Fargate."),
              field("hosts_running", &DayPart::hosts_running, "At the most."),
              field("host_hours", &DayPart::host_hours, "Billed."),
              field("cost", &DayPart::cost, "Of the service on Fargate, or of all hosts of the part."));
  py::class_<DayRow> row(module, "DayRow", "One step of a day.");
  bind_record(row, field("start_utc_seconds", &DayRow::start_utc_seconds, "Since 1970."),
              field("wanted", &DayRow::wanted, "Tasks."), field("standby", &DayRow::standby, "Tasks at the most."),
              field("task_hours", &DayRow::task_hours, "Billed on Fargate."),
              field("unserved_task_hours", &DayRow::unserved_task_hours, "Wanted and not served."),
              field("hosts_needed", &DayRow::hosts_needed, "As planned."),
              field("hosts_running", &DayRow::hosts_running, "With those that a task keeps alive."),
              field("host_hours", &DayRow::host_hours, "Billed."),
              field("booting_host_hours", &DayRow::booting_host_hours, "Of those, before they serve."),
              field("idle_host_hours", &DayRow::idle_host_hours, "Of those, not needed."),
              field("fargate_cost", &DayRow::fargate_cost, "Of the service; None without Fargate."),
              field("hosts_cost", &DayRow::hosts_cost, "Of all hosts; None without hosts."),
              field("parts", &DayRow::parts, "Of deployments in several parts."));
  py::class_<DayTable> table(module, "DayTable", "One day of one service.");
  bind_record(table, field("service", &DayTable::service, "Its name."), field("day", &DayTable::day, "From 0."),
              field("rows", &DayTable::rows, "One a step."));
  table.def("total", &DayTable::total, "Sums of hours and costs; counts are the highest.")
      .def("by_hour", &DayTable::by_hour, "The same with a row an hour, each as the total of its steps.");
  module.def("day_table", &day_table, py::arg("service"), py::arg("day"), py::arg("fargate").none(true),
             py::arg("hosts").none(true),
             "One may be None; one on both kinds stands for both. Raises InvalidInputError.");
}

void bind_spot_ranges(py::module_& module) {
  py::class_<LowBaseHigh> range(module, "LowBaseHigh", "Three numbers that rise.");
  bind_value(range, field("low", &LowBaseHigh::low, "The least."), field("base", &LowBaseHigh::base, "Expected."),
             field("high", &LowBaseHigh::high, "The most."));
  py::class_<MoneyRange> money(module, "MoneyRange", "Three exact amounts that rise.");
  bind_record(money, field("low", &MoneyRange::low, "The least."), field("base", &MoneyRange::base, "Expected."),
              field("high", &MoneyRange::high, "The most."));
  py::class_<InterruptionOptions> options(module, "InterruptionOptions", "What an interruption of Spot does.");
  bind_value(options, field("redone_seconds", &InterruptionOptions::redone_seconds, "Work of each task, done again."),
             field("fallback_hours", &InterruptionOptions::fallback_hours, "On demand instead; None: of the table."));
  py::class_<SpotCapacity> capacity(module, "SpotCapacity", "Spot capacity of one price.");
  bind_record(capacity, field("price_key", &SpotCapacity::price_key, "Of the price book."),
              field("interruption_band", &SpotCapacity::interruption_band, "Share of instances a month; may be empty."),
              field("hours", &SpotCapacity::hours, "Of hosts or tasks."),
              field("interruptions", &SpotCapacity::interruptions, "Expected in the span."));
  py::class_<SpotRange> spot(module, "SpotRange", "What interruptions may cost.");
  bind_record(spot, field("capacities", &SpotRange::capacities, "By price."),
              field("interruptions", &SpotRange::interruptions, "In the span."),
              field("lost_task_hours", &SpotRange::lost_task_hours, "Work that is done again."),
              field("fallback_hours", &SpotRange::fallback_hours, "On demand while Spot is missing."),
              field("cost", &SpotRange::cost, "Of all compute in the span."),
              field("types", &SpotRange::types, "That the hosts stand on."),
              field("most_lost_at_once", &SpotRange::most_lost_at_once, "Hosts, or tasks on Fargate."),
              field("assumptions", &SpotRange::assumptions, "What was taken for granted."));
  module.def("spot_range", &spot_range, py::arg("timeline"), py::arg("book"),
             py::arg_v("options", InterruptionOptions(), "InterruptionOptions()"),
             "Raises InvalidInputError for a timeline without Spot.");
}

}  // namespace

void bind_timeline(py::module_& module) {
  bind_options(module);
  bind_timeline_parts(module);
  bind_timeline_class(module);
  bind_usage(module);
  bind_day(module);
  bind_spot_ranges(module);
}

}  // namespace container_tco::bindings

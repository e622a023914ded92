// What is held beside the tasks: for rollouts, for the replacement of hosts, for the loss of a zone.

#include <pybind11/native_enum.h>

#include "container_tco/estimate/resilience_options.hpp"
#include "container_tco/estimate/resilience_summary.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_resilience(py::module_& module) {
  py::native_enum<RolloutCapacity>(module, "RolloutCapacity", "enum.Enum",
                                   "Where the extra copies of a rollout run, on hosts.")
      .value("temporary", RolloutCapacity::temporary)
      .value("standing", RolloutCapacity::standing)
      .value("none", RolloutCapacity::none)
      .finalize();
  module.def("parse_rollout_capacity", &parse_rollout_capacity, py::arg("text"), "Raises InvalidInputError.");
  py::class_<ResilienceOptions> options(module, "ResilienceOptions",
                                        "What rollouts, patches and lost zones take; the same on both sides.");
  bind_value(options,
             field("survive_zone_loss", &ResilienceOptions::survive_zone_loss,
                   "So many copies that the stated number is left when any one zone is lost."),
             field("rollout_minutes", &ResilienceOptions::rollout_minutes, "Of each wave of a rollout."),
             field("rollout_capacity", &ResilienceOptions::rollout_capacity, "Hosts for the extra copies."),
             field("rollouts_at_once", &ResilienceOptions::rollouts_at_once, "Of all services; else one by one."),
             field("host_minutes", &ResilienceOptions::host_minutes, "How much longer an added host runs."),
             field("host_replacements_per_month", &ResilienceOptions::host_replacements_per_month,
                   "Of each host, for patches."),
             field("replacement_minutes", &ResilienceOptions::replacement_minutes, "Of old and new host together."));
  py::class_<Resilience> resilience(module, "Resilience", "What an estimate holds beside the tasks it was asked for.");
  bind_record(resilience,
              field("availability_target", &Resilience::availability_target, "One sentence, the same on every side."),
              field("zone_loss_tasks", &Resilience::zone_loss_tasks, "Copies beyond the stated ones."),
              field("zone_loss_hosts", &Resilience::zone_loss_hosts, "Hosts beyond those without these copies."),
              field("zone_loss_cost", &Resilience::zone_loss_cost, "Infrastructure with them less without."),
              field("rollout_task_hours", &Resilience::rollout_task_hours, "Extra tasks on Fargate."),
              field("rollout_hosts", &Resilience::rollout_hosts, "Added at one time at the most, or standing ready."),
              field("rollout_host_hours", &Resilience::rollout_host_hours, "Of these hosts."),
              field("replacement_host_hours", &Resilience::replacement_host_hours, "Beside those that replace them."),
              field("fargate_peak_vcpu", &Resilience::fargate_peak_vcpu, "What the quota has to allow."));
}

}  // namespace container_tco::bindings

// Rollouts, placement and capacity provider strategies of services.

#include <pybind11/native_enum.h>

#include "container_tco/workload/workload.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_enums(py::module_& module) {
  py::native_enum<RolloutStrategy>(module, "RolloutStrategy", "enum.Enum", "How a new version replaces the old one.")
      .value("rolling", RolloutStrategy::rolling)
      .value("blue_green", RolloutStrategy::blue_green)
      .value("recreate", RolloutStrategy::recreate)
      .finalize();
  py::native_enum<PlacementStrategy>(module, "PlacementStrategy", "enum.Enum", "How ECS chooses among hosts.")
      .value("spread_zones", PlacementStrategy::spread_zones)
      .value("spread_hosts", PlacementStrategy::spread_hosts)
      .value("binpack", PlacementStrategy::binpack)
      .value("random", PlacementStrategy::random)
      .finalize();
  py::native_enum<CapacityKind>(module, "CapacityKind", "enum.Enum", "What a capacity provider of ECS is.")
      .value("fargate", CapacityKind::fargate)
      .value("fargate_spot", CapacityKind::fargate_spot)
      .value("auto_scaling_group", CapacityKind::auto_scaling_group)
      .value("managed_instances", CapacityKind::managed_instances)
      .finalize();
}

}  // namespace

void bind_rollout(py::module_& module) {
  bind_enums(module);
  py::class_<CopyShare> copies(module, "CopyShare", "A number of copies, or a percentage of the wanted number.");
  bind_value(copies, field("amount", &CopyShare::amount, "0 or more."),
             field("is_percent", &CopyShare::is_percent, "Of the wanted number."),
             field("rounds_up", &CopyShare::rounds_up, "To whole copies; down otherwise."));
  copies.def("of", &CopyShare::of, py::arg("count"), "Copies, of `count` wanted ones.")
      .def("__str__", &CopyShare::to_text);
  py::class_<Rollout> rollout(module, "Rollout", "How a new version replaces the old one.");
  bind_value(rollout, field("strategy", &Rollout::strategy, "Rolling, blue/green, or recreate."),
             field("surge", &Rollout::surge, "Copies above the wanted number, while rolling."),
             field("unavailable", &Rollout::unavailable, "Copies below the wanted number, while rolling."),
             field("bake_minutes", &Rollout::bake_minutes, "How long blue/green keeps both sets. None: not said."),
             field("is_default", &Rollout::is_default, "Nobody said so: what the platform does of itself."));
  rollout
      .def("extra_copies", &Rollout::extra_copies, py::arg("count"),
           "Copies beside the `count` wanted ones, at the most.")
      .def("missing_copies", &Rollout::missing_copies, py::arg("count"), "Of `count` wanted copies, at the most.");
  py::class_<CapacityShare> share(module, "CapacityShare", "One capacity provider of a strategy of ECS.");
  bind_value(share, field("provider", &CapacityShare::provider, "Its name, such as \"FARGATE\"."),
             field("kind", &CapacityShare::kind, "What it is."),
             field("is_spot", &CapacityShare::is_spot, "Bought as Spot."),
             field("base", &CapacityShare::base, "Tasks that run here before weights count."),
             field("weight", &CapacityShare::weight, "0 to 1,000."),
             field("target_capacity_percent", &CapacityShare::target_capacity_percent,
                   "How full the hosts of an Auto Scaling group shall be. None: not said."));
  module.def("split_by_strategy", &split_by_strategy, py::arg("strategy"), py::arg("count"),
             "How many of `count` tasks run on each provider: the base first, the rest by weight, largest remainders "
             "first.");
}

}  // namespace container_tco::bindings

// What the ways to run a workload add to options and results: Spot, parts, strategies, node provisioners.

#include <pybind11/native_enum.h>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/strategy_text.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_deployment_options(py::module_& module) {
  py::class_<SpotOptions> spot(module, "SpotOptions", "How deployments on Spot guard against interruptions.");
  bind_value(spot,
             field("min_types", &SpotOptions::min_types, "Instance types that Spot hosts stand on, at the least."),
             field("on_demand_base_percent", &SpotOptions::on_demand_base_percent,
                   "Copies of each service bought on demand, rounded up."),
             field("on_demand_base_count", &SpotOptions::on_demand_base_count, "At the least so many of each."));
  py::native_enum<NodeProvisioner>(module, "NodeProvisioner", "enum.Enum", "Who makes the nodes of an EKS cluster.")
      .value("managed_node_group", NodeProvisioner::managed_node_group)
      .value("self_managed", NodeProvisioner::self_managed)
      .value("karpenter", NodeProvisioner::karpenter)
      .finalize();
  module.def("parse_node_provisioner", &parse_node_provisioner, py::arg("text"), "Raises InvalidInputError.");
  module.def("parse_capacity_strategy", &parse_capacity_strategy, py::arg("text"),
             "Read \"ec2:base=4,fargate:weight=1\". Raises InvalidInputError.");
  module.def("strategy_text", &strategy_text, py::arg("strategy"), "Write what parse_capacity_strategy reads.");
}

void bind_deployment_results(py::module_& module) {
  py::class_<PartSummary> part(module, "PartSummary",
                               "A share of the copies of every service, on one kind of capacity.");
  bind_record(part, field("name", &PartSummary::name, "\"spot\", \"on-demand base\", \"FARGATE\"."),
              field("deployment", &PartSummary::deployment, "The capacity."),
              field("tasks", &PartSummary::tasks, "At one time at the most, daemons aside."));
  py::class_<SpotSource> source(module, "SpotSource", "One price of Spot capacity that an estimate rests on.");
  bind_record(source, field("line", &SpotSource::line, "Id of the line."),
              field("price_key", &SpotSource::price_key, "Of the observation."),
              field("low_cost", &SpotSource::low_cost, "Of the line at the lowest price observed."),
              field("high_cost", &SpotSource::high_cost, "At the highest."),
              field("interruption_band", &SpotSource::interruption_band, "Empty when unknown."),
              field("observed_on", &SpotSource::observed_on, "ISO date, or part of one."));
  py::class_<SpotSpread> spread(module, "SpotSpread",
                                "An estimate at the lowest and the highest Spot prices observed.");
  bind_record(spread, field("low_total", &SpotSpread::low_total, "Everything, with labour."),
              field("high_total", &SpotSpread::high_total, "Everything, with labour."),
              field("sources", &SpotSpread::sources, "What it rests on."));
}

}  // namespace

void bind_deployments(py::module_& module) {
  bind_deployment_options(module);
  bind_deployment_results(module);
}

}  // namespace container_tco::bindings

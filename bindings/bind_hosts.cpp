// How hosts are chosen and filled, and the mixed fleets that come of it.

#include <pybind11/native_enum.h>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/hosts_document.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_plan_options(py::module_& module) {
  py::class_<CandidateFilter> filter(module, "CandidateFilter", "Which instance types may be hosts.");
  bind_value(filter, field("instance_types", &CandidateFilter::instance_types, "Only these; empty for all."),
             field("families", &CandidateFilter::families, "Only these; empty for all."),
             field("exclude", &CandidateFilter::exclude, "Types or families."),
             field("current_generation_only", &CandidateFilter::current_generation_only, "No older ones."),
             field("burstable", &CandidateFilter::burstable, "Allow T families."),
             field("bare_metal", &CandidateFilter::bare_metal, "Allow bare metal."),
             field("min_vcpu", &CandidateFilter::min_vcpu, "None: no limit."),
             field("max_vcpu", &CandidateFilter::max_vcpu, "None: no limit."),
             field("min_memory", &CandidateFilter::min_memory, "Advertised; None: no limit."),
             field("max_memory", &CandidateFilter::max_memory, "Advertised; None: no limit."));
  py::native_enum<Provisioning>(module, "Provisioning", "enum.Enum", "How instance types are chosen.")
      .value("mixed", Provisioning::mixed)
      .value("single_type", Provisioning::single_type)
      .finalize();
  module.def("parse_provisioning", &parse_provisioning, py::arg("text"), "Raises InvalidInputError.");
  py::class_<NodeGroup> group(module, "NodeGroup", "Hosts of one kind: a node group, node pool or capacity provider.");
  bind_value(group, field("name", &NodeGroup::name, "Unique."),
             field("operating_system", &NodeGroup::operating_system, "Of the hosts."),
             field("candidates", &NodeGroup::candidates, "In place of the general ones; those when nothing is said."),
             field("labels", &NodeGroup::labels, "\"disktype=ssd\"; ECS attributes too."),
             field("taints", &NodeGroup::taints, "\"dedicated=gpu:NoSchedule\"."),
             field("min_hosts", &NodeGroup::min_hosts, "Kept ones count."),
             field("max_hosts", &NodeGroup::max_hosts, "None: no limit."));
  py::class_<KeptHosts> kept(module, "KeptHosts", "Hosts that are there and stay: paid for, and filled first.");
  bind_value(kept, field("instance_type", &KeptHosts::instance_type, "Its name."),
             field("group", &KeptHosts::group, "A node group; empty for none."),
             field("operating_system", &KeptHosts::operating_system, "Of the hosts."),
             field("by_zone", &KeptHosts::by_zone, "How many in each zone."));
  py::class_<HostPlanOptions> plan(module, "HostPlanOptions", "How hosts are chosen and filled.");
  bind_value(plan, field("candidates", &HostPlanOptions::candidates, "Which types."),
             field("setup", &HostPlanOptions::setup, "How hosts are set up."),
             field("provisioning", &HostPlanOptions::provisioning, "A mix of types, or one for each kind of task."),
             field("fleet_iterations", &HostPlanOptions::fleet_iterations, "Improvement steps for each mixed fleet."),
             field("strong_bound", &HostPlanOptions::strong_bound, "Also prove the stronger bound."),
             field("groups", &HostPlanOptions::groups, "When a system has any, all its hosts are of these."),
             field("kept_hosts", &HostPlanOptions::kept_hosts, "There already: paid for, and filled first."),
             field("min_hosts_per_zone", &HostPlanOptions::min_hosts_per_zone, "Of a mixed fleet."),
             field("max_hosts", &HostPlanOptions::max_hosts, "Of a mixed fleet; None: no limit."),
             field("max_types", &HostPlanOptions::max_types, "Different types among new hosts; None: no limit."),
             field("headroom_percent", &HostPlanOptions::headroom_percent, "Kept free, of what tasks request."),
             field("survive_host_loss", &HostPlanOptions::survive_host_loss,
                   "N+1: each zone has hosts more, for the tasks of any one of them."),
             field("zones", &HostPlanOptions::zones, "Hosts spread over so many."),
             field("min_hosts", &HostPlanOptions::min_hosts, "At the least so many."),
             field("target_capacity_percent", &HostPlanOptions::target_capacity_percent,
                   "1 to 100; of capacity providers of Auto Scaling groups on ECS."),
             field("measured_fill_fraction", &HostPlanOptions::measured_fill_fraction,
                   "Share of the hosts that tasks request, (0, 1]; used instead of packing."),
             field("node_provisioner", &HostPlanOptions::node_provisioner, "Who makes the nodes of EKS clusters."),
             field("run_cluster_services", &HostPlanOptions::run_cluster_services,
                   "Whether the hosts also run what a cluster runs once."));
}

void bind_host_fleet(py::module_& module) {
  py::class_<HostFleet>(module, "HostFleet", "All hosts of an operating system, planned together over many types.")
      .def_readonly("name", &HostFleet::name, "\"linux\".")
      .def_readonly("operating_system", &HostFleet::operating_system, "Of the hosts.")
      .def_readonly("candidates_considered", &HostFleet::candidates_considered, "Types to choose from.")
      .def_readonly("cost", &HostFleet::cost, "Of the hosts, with disks, addresses and labour driven by hosts.")
      .def_readonly("lower_bound", &HostFleet::lower_bound, "No mix of these types costs less.")
      .def_readonly("items", &HostFleet::items, "What was placed, daemons aside.")
      .def_readonly("types", &HostFleet::types, "What could be had; weights are millionths of the currency.")
      .def_readonly("options", &HostFleet::options, "How it was packed.")
      .def_readonly("plan", &HostFleet::plan, "Where everything went, with its bounds and their proofs.")
      .def_property_readonly("gap", &HostFleet::gap, "(cost − lower bound) / lower bound; None: nothing is known.")
      .def_property_readonly(
          "host_count", [](const HostFleet& self) { return self.plan.host_count; }, "All of them, standby included.")
      .def_property_readonly(
          "bound_by", [](const HostFleet& self) { return self.plan.bound_by(); },
          "By which argument the lower bound holds.")
      .def_property_readonly(
          "stopped_by", [](const HostFleet& self) { return self.plan.stopped_by; },
          "Which limit ended the search; empty when the plan is proven to be the cheapest.");
}

}  // namespace

void bind_hosts(py::module_& module) {
  bind_plan_options(module);
  bind_host_fleet(module);
  module.def(
      "parse_hosts",
      [](const DocumentText& document, const std::string& file, HostPlanOptions options) {
        return parse_hosts(document.text, file, std::move(options));
      },
      py::arg("json_text"), py::arg("file"), py::arg_v("options", HostPlanOptions(), "HostPlanOptions()"),
      "Options with the node groups, kept hosts and limits of a hosts file. Raises ParseError.");
  module.def("hosts_schema", &hosts_schema, "The JSON Schema of hosts files.");
}

}  // namespace container_tco::bindings

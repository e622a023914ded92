// Placing items on a mix of host types, with a bound that anyone can check.

#include "container_tco/packing/packed_fleet.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

/// A field that `FleetItem` inherits.
template <typename M>
Field<FleetItem, M> item_field(const char* name, M PackItem::* member, const char* doc) {
  return {name, member, doc};
}

void bind_fleet_input(py::module_& module) {
  py::class_<FleetItem> item(module, "FleetItem", "`count` equal things to place, and the hosts that will do.");
  bind_value(item, item_field("id", &PackItem::id, "Unique."), item_field("request", &PackItem::request, "Of one."),
             item_field("count", &PackItem::count, "How many."),
             item_field("network_slots", &PackItem::network_slots, "That one takes."),
             item_field("exclusive", &PackItem::exclusive, "Names of which a host may hold one only."),
             item_field("apart_from", &PackItem::apart_from, "Ids of items that never share its host."),
             item_field("max_copies_per_host", &PackItem::max_copies_per_host, "None: no limit."),
             item_field("volumes", &PackItem::volumes, "That one attaches to its host."),
             field("required_labels", &FleetItem::required_labels, "A host must carry all of them."),
             field("tolerated_taints", &FleetItem::tolerated_taints, "Of hosts that it may be on all the same."),
             field("zones", &FleetItem::zones, "That it may be in; all when empty."));
  py::class_<FleetHostType> type(module, "FleetHostType", "A type of host that can be had.");
  bind_value(type, field("name", &FleetHostType::name, "Unique."),
             field("host", &FleetHostType::host, "After overhead, before daemons."),
             field("weight", &FleetHostType::weight, "Of one new host, 1 to 10^15."),
             field("labels", &FleetHostType::labels, "What items may require."),
             field("taints", &FleetHostType::taints, "What items must tolerate."),
             field("group", &FleetHostType::group, "Of FleetOptions.groups, if any."),
             field("max_new_hosts", &FleetHostType::max_new_hosts, "None: no limit."),
             field("existing", &FleetHostType::existing, "Hosts that are there already, by zone; they weigh nothing."));
}

void bind_fleet_options(py::module_& module) {
  py::class_<FleetGroup> group(module, "FleetGroup", "Types that share a minimum and a maximum of hosts.");
  bind_value(group, field("name", &FleetGroup::name, "Unique, as FleetHostType.group has it."),
             field("min_hosts", &FleetGroup::min_hosts, "Existing ones count."),
             field("max_hosts", &FleetGroup::max_hosts, "New and existing; None: no limit."));
  py::class_<FleetOptions> options(module, "FleetOptions", "Zones, minima, limits and how long to search.");
  bind_value(options, field("zones", &FleetOptions::zones, "Items are dealt out over so many, 1 to 100."),
             field("min_hosts_per_zone", &FleetOptions::min_hosts_per_zone, "Existing ones count."),
             field("min_hosts", &FleetOptions::min_hosts, "In all."),
             field("max_hosts", &FleetOptions::max_hosts, "New and existing; None: no limit."),
             field("max_types", &FleetOptions::max_types, "Distinct types among new hosts; None: no limit."),
             field("headroom_percent", &FleetOptions::headroom_percent, "Kept free, in percent of what items take."),
             field("survive_host_loss", &FleetOptions::survive_host_loss, "N+1: a spare for any one host of a zone."),
             field("target_capacity_percent", &FleetOptions::target_capacity_percent, "Of every type, 1 to 100."),
             field("groups", &FleetOptions::groups, "Limits that several types share."),
             field("iteration_limit", &FleetOptions::iteration_limit, "Improvement steps over all zones."),
             field("seed", &FleetOptions::seed, "Of the search: the same seed, the same plan."),
             field("generate_columns", &FleetOptions::generate_columns, "Also by column generation, where it pays."),
             field("strong_bound", &FleetOptions::strong_bound, "Also prove the strong bound."),
             field("daemons", &FleetOptions::daemons, "One on each host whose labels and taints it accepts."));
}

void bind_bound(py::module_& module) {
  py::class_<FleetCertificate::TypeProof> proof(module, "FleetTypeProof", "Why no more value fits on a host.");
  bind_value(proof, field("by_grid", &FleetCertificate::TypeProof::by_grid, "By a knapsack over whole steps."),
             field("cpu_step", &FleetCertificate::TypeProof::cpu_step, "In 1/128000 vCPU."),
             field("memory_step", &FleetCertificate::TypeProof::memory_step, "In bytes."),
             field("resource_prices", &FleetCertificate::TypeProof::resource_prices,
                   "Of CPU ticks, memory bytes, GPUs, network slots."),
             field("value", &FleetCertificate::TypeProof::value, "The most that one host holds."));
  py::class_<FleetCertificate> certificate(module, "FleetCertificate", "What proves a lower bound.");
  bind_value(certificate, field("item_values", &FleetCertificate::item_values, "Of one copy, by item."),
             field("types", &FleetCertificate::types, "By type."));
  py::class_<FleetBound> bound(module, "FleetBound", "No plan that places all that fits weighs less.");
  bind_value(bound, field("weight", &FleetBound::weight, "Of new hosts."),
             field("by", &FleetBound::by, "What proves it."),
             field("certificate", &FleetBound::certificate, "The proof, which check_bound repeats."));
}

void bind_fleet_plan(py::module_& module) {
  py::class_<FleetHosts> hosts(module, "FleetHosts", "Hosts of a type and zone that hold the same.");
  bind_value(hosts, field("type", &FleetHosts::type, "Index into the input."),
             field("zone", &FleetHosts::zone, "From 0."), field("count", &FleetHosts::count, "How many."),
             field("existing", &FleetHosts::existing, "There already."),
             field("placements", &FleetHosts::placements, "By item; empty for hosts that stand by."),
             field("used", &FleetHosts::used, "Of each host, daemons included."));
  py::class_<FleetPlan> plan(module, "FleetPlan", "Where everything went, and how light it could be at the best.");
  bind_value(plan, field("hosts", &FleetPlan::hosts, "By zone, existing last, then type and content."),
             field("host_count", &FleetPlan::host_count, "All of them."),
             field("total_weight", &FleetPlan::total_weight, "Of new hosts."),
             field("unplaced", &FleetPlan::unplaced, "With the type that came closest, or the limit."),
             field("fast_bound", &FleetPlan::fast_bound, "Always there."),
             field("strong_bound", &FleetPlan::strong_bound, "On request."),
             field("stopped_by", &FleetPlan::stopped_by, "The limit that cut the search short; empty when optimal."),
             field("left_out_by_limit", &FleetPlan::left_out_by_limit, "A limit left out what fits on a host."),
             field("every_way_tried", &FleetPlan::every_way_tried, "Every way was tried, and none is lighter."));
  plan.def_property_readonly("is_complete", &FleetPlan::is_complete, "Nothing is unplaced.")
      .def_property_readonly("lower_bound", &FleetPlan::lower_bound,
                             "The larger of the bounds; the weight when every way was tried.")
      .def_property_readonly("bound_by", &FleetPlan::bound_by, "By which argument the lower bound holds.")
      .def_property_readonly("gap", &FleetPlan::gap, "(weight − bound) / bound; None where it says nothing.");
}

void bind_packed(py::module_& module) {
  py::class_<PackedFleet> packed(module, "PackedFleet", "A fleet plan with all that it was made from.");
  bind_value(packed, field("items", &PackedFleet::items, "What was to be placed."),
             field("types", &PackedFleet::types, "What could be had."),
             field("options", &PackedFleet::options, "How it was packed."),
             field("plan", &PackedFleet::plan, "Where everything went."));
  packed
      .def_static("of", &PackedFleet::of, py::arg("items"), py::arg("types"),
                  py::arg_v("options", FleetOptions(), "FleetOptions()"), Release(), "Packs. Raises InvalidInputError.")
      .def("verify", &PackedFleet::verify, Release(), "What is wrong with the plan; empty when nothing is.")
      .def("check_bounds", &PackedFleet::check_bounds, Release(),
           "What is wrong with the proofs of its bounds; empty when nothing is.");
}

}  // namespace

void bind_fleet(py::module_& module) {
  const auto options = [] { return py::arg_v("options", FleetOptions(), "FleetOptions()"); };
  bind_fleet_input(module);
  bind_fleet_options(module);
  bind_bound(module);
  bind_fleet_plan(module);
  bind_packed(module);
  module.def("pack_fleet", &pack_fleet, py::arg("items"), py::arg("types"), options(), Release(),
             "Items on a mix of host types at the least weight. Raises InvalidInputError.");
  module.def("verify_fleet_plan", &verify_fleet_plan, py::arg("plan"), py::arg("items"), py::arg("types"), options(),
             Release(), "What is wrong with a plan, by plain counting; empty when nothing is.");
  module.def("check_bound", &check_bound, py::arg("bound"), py::arg("items"), py::arg("types"), options(), Release(),
             "What is wrong with a bound, by repeating its proof; empty when nothing is.");
}

}  // namespace container_tco::bindings

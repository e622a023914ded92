// Placing items on equal hosts.

#include "container_tco/packing/pack.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_pack_input(py::module_& module) {
  py::class_<PackItem> item(module, "PackItem", "`count` equal things to place.");
  bind_value(item, field("id", &PackItem::id, "Unique."), field("request", &PackItem::request, "Of one."),
             field("count", &PackItem::count, "How many."),
             field("network_slots", &PackItem::network_slots, "That one takes."),
             field("exclusive", &PackItem::exclusive, "Names of which a host may hold one only."),
             field("apart_from", &PackItem::apart_from, "Ids of items that never share its host."),
             field("max_copies_per_host", &PackItem::max_copies_per_host, "None: no limit."),
             field("volumes", &PackItem::volumes, "That one attaches to its host."));
  py::class_<PackHost> host(module, "PackHost", "A host type, after its overhead.");
  bind_value(host, field("allocatable", &PackHost::allocatable, "What items may use."),
             field("network_slots", &PackHost::network_slots, "None: no limit."),
             field("volumes", &PackHost::volumes, "That can be attached; None: no limit."));
  py::class_<PackOptions> options(module, "PackOptions", "Zones, minimum and reserve.");
  bind_value(options, field("zones", &PackOptions::zones, "Items are dealt out over so many."),
             field("min_hosts", &PackOptions::min_hosts, "At the least so many hosts."),
             field("target_capacity_percent", &PackOptions::target_capacity_percent, "Of the provider, 1 to 100."),
             field("daemons", &PackOptions::daemons, "Present on every host."));
}

void bind_pack_plan(py::module_& module) {
  py::class_<Placement> placement(module, "Placement", "Copies of one item on one host.");
  bind_value(placement, field("item", &Placement::item, "Index into the input."),
             field("copies", &Placement::copies, "How many."));
  py::class_<PackedHosts> hosts(module, "PackedHosts", "Hosts of a zone that hold the same.");
  bind_value(hosts, field("zone", &PackedHosts::zone, "From 0."), field("count", &PackedHosts::count, "How many."),
             field("placements", &PackedHosts::placements, "By item; empty for hosts that stand by."),
             field("used", &PackedHosts::used, "Of each host, daemons included."));
  py::class_<UnplacedItem> unplaced(module, "UnplacedItem", "What found no host.");
  bind_value(unplaced, field("item", &UnplacedItem::item, "Index into the input."),
             field("copies", &UnplacedItem::copies, "How many."), field("reason", &UnplacedItem::reason, "Why."));
  py::class_<LowerBound> bound(module, "LowerBound", "How few hosts could ever do, and why.");
  bind_value(bound, field("hosts", &LowerBound::hosts, "Number."), field("by", &LowerBound::by, "What demands them."));
  py::class_<PackingPlan> plan(module, "PackingPlan", "Where everything went.");
  bind_value(plan, field("hosts", &PackingPlan::hosts, "By zone, then order of opening."),
             field("host_count", &PackingPlan::host_count, "All of them, standby included."),
             field("standby_hosts", &PackingPlan::standby_hosts, "Added for minimum and reserve."),
             field("unplaced", &PackingPlan::unplaced, "With reasons."),
             field("unusable", &PackingPlan::unusable, "Why no host of this type can be used; empty when it can."),
             field("lower_bound", &PackingPlan::lower_bound, "Under the same conditions."),
             field("used", &PackingPlan::used, "Sum over hosts."));
  plan.def_property_readonly("is_complete", &PackingPlan::is_complete, "Nothing is unplaced, and the host can be used.")
      .def_property_readonly("gap", &PackingPlan::gap, "(hosts − lower bound) / lower bound.");
}

}  // namespace

void bind_packing(py::module_& module) {
  bind_pack_input(module);
  bind_pack_plan(module);
  module.def("pack", &pack, py::arg("items"), py::arg("host"), py::arg_v("options", PackOptions(), "PackOptions()"),
             Release(), "Deterministic first fit decreasing. Raises InvalidInputError.");
  module.def("verify_plan", &verify_plan, py::arg("plan"), py::arg("items"), py::arg("host"),
             py::arg_v("options", PackOptions(), "PackOptions()"), Release(),
             "What is wrong with a plan, by plain counting; empty when nothing is.");
}

}  // namespace container_tco::bindings

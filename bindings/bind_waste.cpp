// What of a bill is unused, what one more copy costs, and what would cost less.

#include <pybind11/native_enum.h>

#include "container_tco/report/waste_report.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_shares(py::module_& module) {
  py::native_enum<CapacityUse>(module, "CapacityUse", "enum.Enum", "Everything that a paid vCPU or GiB can be.")
      .value("used", CapacityUse::used)
      .value("idle", CapacityUse::idle)
      .value("daemons", CapacityUse::daemons)
      .value("overhead", CapacityUse::overhead)
      .value("standby", CapacityUse::standby)
      .value("headroom", CapacityUse::headroom)
      .value("stranded", CapacityUse::stranded)
      .value("rounding", CapacityUse::rounding)
      .value("billed_minimum", CapacityUse::billed_minimum)
      .value("changeover", CapacityUse::changeover)
      .value("unused_commitment", CapacityUse::unused_commitment)
      .value("unattributed", CapacityUse::unattributed)
      .finalize();
  py::class_<ResourceAmounts> amounts(module, "ResourceAmounts", "CPU, memory and GPUs, exact: need not be whole.");
  bind_record(amounts, field("vcpu", &ResourceAmounts::vcpu, "vCPU."),
              field("memory_gib", &ResourceAmounts::memory_gib, "GiB."),
              field("gpu_count", &ResourceAmounts::gpu_count, "GPUs."));
  py::class_<UseShare> share(module, "UseShare", "A part of what is paid for.");
  bind_record(share, field("use", &UseShare::use, "What becomes of it."),
              field("name", &UseShare::name, "\"kube-reserved memory\"."),
              field("amount", &UseShare::amount, "Mean over the period."),
              field("cost", &UseShare::cost, "In the period, exact."),
              field("source", &UseShare::source, "Rule or publication; may be empty."));
}

void bind_pools(py::module_& module) {
  py::class_<HostedCopies> copies(module, "HostedCopies", "Copies of one task or pod on one host.");
  bind_record(copies, field("item", &HostedCopies::item, "Its name."),
              field("copies", &HostedCopies::copies, "How many."));
  py::class_<HostContents> contents(module, "HostContents", "Equal hosts that hold the same.");
  bind_record(
      contents, field("hosts", &HostContents::hosts, "How many."),
      field("copies", &HostContents::copies, "Of each host; empty for hosts that stand by."),
      field("free", &HostContents::free, "Of each host: what nothing requests."),
      field("free_slots", &HostContents::free_slots, "Of each host; 0 when there is no limit."),
      field("limited_by", &HostContents::limited_by,
            "Why no task takes the free room: \"CPU\", \"memory\", \"GPUs\", \"network slots\", a port …; empty "
            "when a task would fit and none is left."));
  py::class_<PoolWaste> pool(module, "PoolWaste", "Hosts of one pool.");
  bind_record(pool, field("pool", &PoolWaste::pool, "Its name."),
              field("instance_type", &PoolWaste::instance_type, "Of the hosts."),
              field("hosts", &PoolWaste::hosts, "How many."),
              field("advertised", &PoolWaste::advertised, "Of all hosts; the shares add up to it."),
              field("cost", &PoolWaste::cost, "Of the instances; the shares add up to it."),
              field("shares", &PoolWaste::shares, "Used first."),
              field("contents", &PoolWaste::contents, "Most hosts first; empty with a measured fill."));
  py::class_<FargateWaste> fargate(module, "FargateWaste", "Tasks of one service on Fargate.");
  bind_record(fargate, field("service", &FargateWaste::service, "Its name."),
              field("part", &FargateWaste::part, "Of an estimate in several parts; else empty."),
              field("tasks", &FargateWaste::tasks, "At one time at the most."),
              field("requested", &FargateWaste::requested, "Of one task."),
              field("billed", &FargateWaste::billed, "Of one task."),
              field("rounding", &FargateWaste::rounding, "Of one task."),
              field("rounding_cost_per_task", &FargateWaste::rounding_cost_per_task, "If it runs all the period."),
              field("bought", &FargateWaste::bought, "Mean over the period; the shares add up to it."),
              field("cost", &FargateWaste::cost, "Of vCPU, memory and licences; the shares add up to it."),
              field("shares", &FargateWaste::shares, "Used first."));
}

void bind_sum(py::module_& module) {
  py::class_<Waste> waste(module, "Waste", "What becomes of all that is paid for compute.");
  bind_record(waste, field("compute_cost", &Waste::compute_cost, "Of all compute lines; the shares add up to it."),
              field("shares", &Waste::shares, "One for each use that occurs."),
              field("per_used_vcpu_hour", &Waste::per_used_vcpu_hour,
                    "All compute cost of vCPU over what tasks use; None where they use none."),
              field("per_used_gib_hour", &Waste::per_used_gib_hour, "The same of memory."),
              field("per_used_gpu_hour", &Waste::per_used_gpu_hour, "The same of GPUs."),
              field("pools", &Waste::pools, "Of hosts."), field("fargate", &Waste::fargate, "By service."));
  waste.def("cost_of", &Waste::cost_of, py::arg("use"), "Zero when there is none.")
      .def("amount_of", &Waste::amount_of, py::arg("use"), "Zero when there is none.");
  module.def("waste_of", &waste_of, py::arg("estimate"), "Raises InvalidInputError unless the estimate is complete.");
}

void bind_advice(py::module_& module) {
  py::class_<MarginalCost> marginal(module, "MarginalCost", "What one more copy of a service costs.");
  bind_record(marginal, field("service", &MarginalCost::service, "Its name."),
              field("copies", &MarginalCost::copies, "Now, at one time at the most."),
              field("free_copies", &MarginalCost::free_copies,
                    "So many more fit on the hosts that there are, found by packing again; 0 on Fargate."),
              field("step_cost", &MarginalCost::step_cost,
                    "Of `free_copies` + 1 more copies, labour included; None: no such plan."),
              field("step_infrastructure", &MarginalCost::step_infrastructure, "The same without labour."),
              field("copies_per_step", &MarginalCost::copies_per_step, "That the step has room for; 1 on Fargate."),
              field("hosts_before", &MarginalCost::hosts_before, "\"3 × m5.large\"."),
              field("hosts_after", &MarginalCost::hosts_after, "After the step."),
              field("no_step_because", &MarginalCost::no_step_because, "Why there is no step; else empty."));
  marginal.def_property_readonly("cost_per_copy", &MarginalCost::cost_per_copy, "The step over its copies, or None.");
  py::class_<CheaperVariant> variant(module, "CheaperVariant", "One change that costs less, priced in full.");
  bind_record(variant, field("id", &CheaperVariant::id, "\"arm64\", \"smaller_task/web\", …"),
              field("change", &CheaperVariant::change, "What is different."),
              field("needs", &CheaperVariant::needs, "What must be done or true for it."),
              field("risk", &CheaperVariant::risk, "What may get worse."),
              field("total_before", &CheaperVariant::total_before, "Labour included, exact."),
              field("total_after", &CheaperVariant::total_after, "Labour included, exact."),
              field("plan_before", &CheaperVariant::plan_before, "In words."),
              field("plan_after", &CheaperVariant::plan_after, "In words."));
  variant.def_property_readonly("saving", &CheaperVariant::saving, "before − after.");
  py::class_<VariantOptions> options(module, "VariantOptions", "How far variants may go.");
  bind_value(
      options,
      field("most_request_cut", &VariantOptions::most_request_cut,
            "The most by which a task's request may be cut to reach a smaller Fargate size or to fit a host once "
            "more, above 0 and below 1."));
}

void bind_review(py::module_& module) {
  const auto defaults = [] { return py::arg_v("variants", VariantOptions(), "VariantOptions()"); };
  module.def(
      "marginal_costs",
      py::overload_cast<const Workload&, const Deployment&, const PriceBook&, const EstimateOptions&>(&marginal_costs),
      py::arg("workload"), py::arg("deployment"), py::arg("book"), py::arg("options"), Release(),
      "One for each service that has copies.");
  module.def("cheaper_variants",
             py::overload_cast<const Workload&, const Deployment&, const PriceBook&, const EstimateOptions&,
                               const VariantOptions&>(&cheaper_variants),
             py::arg("workload"), py::arg("deployment"), py::arg("book"), py::arg("options"), defaults(), Release(),
             "Changes that cost less, by saving; may be empty.");
  py::class_<BillReview>(module, "BillReview", "One deployment looked at for what could cost less.")
      .def_readonly("estimate", &BillReview::estimate, "As it is.")
      .def_readonly("waste", &BillReview::waste, "What of it is unused.")
      .def_readonly("marginal_costs", &BillReview::marginal_costs, "Of one more copy, by service.")
      .def_readonly("cheaper_variants", &BillReview::cheaper_variants, "By saving.");
  module.def("review_bill", &review_bill, py::arg("workload"), py::arg("deployment"), py::arg("book"),
             py::arg("options"), defaults(), Release(), "Raises InvalidInputError unless the estimate is complete.");
  module.def("render", py::overload_cast<const BillReview&, ReportFormat, const ReportOptions&>(&render),
             py::arg("review"), py::arg("format"), py::arg_v("options", ReportOptions(), "ReportOptions()"), Release(),
             "What is unused and what would cost less.");
}

}  // namespace

void bind_waste(py::module_& module) {
  bind_shares(module);
  bind_pools(module);
  bind_sum(module);
  bind_advice(module);
  bind_review(module);
}

}  // namespace container_tco::bindings

// One deployment of a workload, priced.

#include <pybind11/native_enum.h>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/options.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_labour_options(py::module_& module) {
  py::native_enum<LabourLevel>(module, "LabourLevel", "enum.Enum", "Which column of the hours table.")
      .value("low", LabourLevel::low)
      .value("base", LabourLevel::base)
      .value("high", LabourLevel::high)
      .finalize();
  module.def("parse_labour_level", &parse_labour_level, py::arg("text"), "Raises InvalidInputError.");
  using ExchangeRate = LabourOptions::ExchangeRate;
  py::class_<ExchangeRate> exchange(module, "ExchangeRate", "One unit of `from_` in the currency of the price book.");
  exchange.def(py::init([](Currency from, Rational rate, std::string as_of) {
                 return ExchangeRate{from, std::move(rate), std::move(as_of)};
               }),
               py::arg("from_"), py::arg("rate"), py::arg("as_of"));
  bind_record(exchange, field("from_", &ExchangeRate::from, "ISO 4217 code."),
              field("rate", &ExchangeRate::rate, "Units of the book's currency."),
              field("as_of", &ExchangeRate::as_of, "Date of the rate."));
  py::class_<LabourOptions> labour(module, "LabourOptions", "Whose time operations take and what it costs.");
  bind_value(
      labour, field("level", &LabourOptions::level, "low, base or high hours."),
      field("country", &LabourOptions::country, "Of the rates: \"US\"."),
      field("hourly_rate", &LabourOptions::hourly_rate, "Overrides the rate of every role."),
      field("ec2_hours_per_month", &LabourOptions::ec2_hours_per_month, "Overrides all activities on EC2."),
      field("fargate_hours_per_month", &LabourOptions::fargate_hours_per_month, "Overrides all activities on Fargate."),
      field("managed_hours_per_month", &LabourOptions::managed_hours_per_month,
            "Overrides all activities on hosts that AWS looks after."),
      field("profile", &LabourOptions::profile, "Replaces the bundled tables."),
      field("exchange_rates", &LabourOptions::exchange_rates, "For rates of another currency."));
  py::class_<EstimateOptions> options(module, "EstimateOptions", "All that an estimate depends on besides the prices.");
  bind_value(options, field("region", &EstimateOptions::region, "\"us-east-1\"."),
             field("period", &EstimateOptions::period, "The month that is priced."),
             field("hosts", &EstimateOptions::hosts, "How hosts are chosen and filled."),
             field("labour", &EstimateOptions::labour, "Whose time and what it costs."),
             field("resilience", &EstimateOptions::resilience, "What rollouts, patches and lost zones take."),
             field("kubernetes_version", &EstimateOptions::kubernetes_version,
                   "Of EKS clusters: \"1.33\"; empty: not said. Needs `as_of`."),
             field("as_of", &EstimateOptions::as_of,
                   "The day (ISO) whose Kubernetes support and fees for managed hosts count; the version of the prices "
                   "when empty."),
             field("contract", &EstimateOptions::contract, "The user's own terms; None: list prices."),
             field("spot", &EstimateOptions::spot, "How Spot guards against interruptions."),
             field("capacity_strategy", &EstimateOptions::capacity_strategy, "Of ecs-strategy, for every service."),
             field("architectures", &EstimateOptions::architectures, "As if Linux images were built for these."));
}

void bind_estimate_parts(py::module_& module) {
  py::class_<FargatePurchase> purchase(module, "FargatePurchase", "A service as it is bought on Fargate.");
  bind_value(purchase, field("service", &FargatePurchase::service, "Its name."),
             field("operating_system", &FargatePurchase::operating_system, "Of the tasks."),
             field("architecture", &FargatePurchase::architecture, "Of the tasks."),
             field("task", &FargatePurchase::task, "Size and parts."),
             field("tasks", &FargatePurchase::tasks, "At one time at the most."),
             field("task_hours", &FargatePurchase::task_hours, "Billed in the period."),
             field("derivation", &FargatePurchase::derivation, "\"6 tasks × 730 h\"."),
             field("requested", &FargatePurchase::requested, "Of one task, before overhead and rounding."),
             field("purchase", &FargatePurchase::purchase, "On demand or Spot."),
             field("part", &FargatePurchase::part, "Of the estimate; empty when it is the only one."),
             field("running_hours", &FargatePurchase::running_hours,
                   "Of `task_hours`, those in which tasks run: the rest is the billed minimum."));
  py::class_<HostCandidate> candidate(module, "HostCandidate", "A type that was packed, for the record.");
  bind_record(candidate, field("instance_type", &HostCandidate::instance_type, "Its name."),
              field("hosts", &HostCandidate::hosts, "How many it takes."),
              field("monthly_cost", &HostCandidate::monthly_cost, "With disks, addresses and labour of the hosts."));
  py::class_<HostPool> pool(module, "HostPool", "Equal hosts for one operating system and architecture.");
  bind_record(pool, field("name", &HostPool::name, "\"linux/x86_64\"; in a fleet \"linux/x86_64/m7i.large\"."),
              field("fleet", &HostPool::fleet, "Of `Estimate.fleets`; empty for a pool planned by itself."),
              field("operating_system", &HostPool::operating_system, "Of the hosts."),
              field("architecture", &HostPool::architecture, "Of the hosts."),
              field("instance_type", &HostPool::instance_type, "The cheapest."),
              field("hosts", &HostPool::hosts, "How many."), field("capacity", &HostPool::capacity, "Of one host."),
              field("items", &HostPool::items, "What was packed, daemons aside."),
              field("daemons", &HostPool::daemons, "On every host."),
              field("plan", &HostPool::plan, "None when a measured fill was given."),
              field("measured_fill_fraction", &HostPool::measured_fill_fraction, "As given."),
              field("candidates_considered", &HostPool::candidates_considered, "Types that were packed."),
              field("runners_up", &HostPool::runners_up, "The next best, best first."),
              field("requested", &HostPool::requested, "By the tasks, daemons aside."),
              field("deployment", &HostPool::deployment, "How the hosts are had."),
              field("part", &HostPool::part, "Of the estimate; empty when it is the only one."));
  pool.def_property_readonly("fill_fraction", &HostPool::fill_fraction,
                             "Requested over allocatable, the fuller resource.");
  py::class_<Gap> gap(module, "Gap", "A price or fact without which the total would be wrong.");
  bind_value(gap, field("what", &Gap::what, "Is missing."), field("remedy", &Gap::remedy, "What to do."));
}

py::object to_decimal(const Money& money) { return to_decimal_object(money.amount()); }

void bind_result(py::module_& module) {
  // A class of its own and not a value: an estimate is made by `estimate`, never by hand.
  py::class_<Estimate>(
      module, "Estimate",
      "One deployment with its lines.\n\n"
      "`total`, `infrastructure` and `labour` are Decimals: exact where the amount ends within 40 digits,\n"
      "otherwise rounded half up at 10 digits. The `…_exact` ones are Money and always exact.")
      .def_readonly("deployment", &Estimate::deployment, "What was priced.")
      .def_readonly("region", &Estimate::region, "Where.")
      .def_readonly("period", &Estimate::period, "The month.")
      .def_readonly("currency", &Estimate::currency, "ISO 4217 code.")
      .def_readonly("feasibility", &Estimate::feasibility, "What stands against it.")
      .def_readonly("fargate", &Estimate::fargate, "What is bought on Fargate.")
      .def_readonly("pools", &Estimate::pools, "The hosts.")
      .def_readonly("parts", &Estimate::parts, "What runs on which capacity; empty when all runs on the same.")
      .def_readonly("spot", &Estimate::spot, "How far Spot prices reach; None without Spot.")
      .def_readonly("fleets", &Estimate::fleets, "Of mixed provisioning: where pools come from, with their bounds.")
      .def_readonly("lines", &Estimate::lines, "Every cost component.")
      .def_readonly("idle_fractions", &Estimate::idle_fractions,
                    "By service that runs at times: share of the period in which a place held for it stands empty.")
      .def_readonly("resilience", &Estimate::resilience, "What is held beside the tasks.")
      .def_readonly("labour_hours", &Estimate::labour_hours, "In the period.")
      .def_readonly("assumptions", &Estimate::assumptions, "What was taken for granted.")
      .def_readonly("not_priced", &Estimate::not_priced, "What the input says nothing about.")
      .def_readonly("warnings", &Estimate::warnings, "What to look at.")
      .def_readonly("gaps", &Estimate::gaps, "What is missing for a total.")
      .def_readonly("options", &Estimate::options, "What it was computed with.")
      .def_readonly("price_book_version", &Estimate::price_book_version, "Of the prices.")
      .def_readonly("price_book_digest", &Estimate::price_book_digest, "Of the prices.")
      .def_property_readonly("is_feasible", &Estimate::is_feasible, "Whether it can run at all.")
      .def_property_readonly("is_complete", &Estimate::is_complete, "Feasible and without gaps: only then ranked.")
      .def_property_readonly("total", [](const Estimate& self) -> py::object { return to_decimal(self.total()); })
      .def_property_readonly("labour", [](const Estimate& self) -> py::object { return to_decimal(self.labour()); })
      .def_property_readonly("infrastructure",
                             [](const Estimate& self) -> py::object { return to_decimal(self.infrastructure()); })
      .def_property_readonly("total_exact", &Estimate::total, "All lines.")
      .def_property_readonly("labour_exact", &Estimate::labour, "The labour lines.")
      .def_property_readonly("infrastructure_exact", &Estimate::infrastructure, "The other lines.")
      .def_property_readonly("list_cost", &Estimate::list_cost, "The infrastructure lines at list prices, exact.")
      .def_property_readonly("contracted_cost", &Estimate::contracted_cost,
                             "The same at contracted prices, without commitments.")
      .def_property_readonly("resilience_cost", &Estimate::resilience_cost, "The lines with a purpose, exact.")
      .def_property_readonly("effective_cost", &Estimate::effective_cost, "The same as charged.")
      .def("__repr__", [](const Estimate& self) {
        const std::string state = self.is_complete() ? "" : self.is_feasible() ? ", incomplete" : ", impossible";
        return "<Estimate " + self.deployment.name() + " in " + self.region + ": " +
               self.total().amount().to_decimal(2, Rounding::half_up) + " " + self.currency.code() + state + ">";
      });
  using Estimator = Estimate(const Workload&, const Deployment&, const PriceBook&, const EstimateOptions&);
  module.def("estimate", static_cast<Estimator*>(&estimate), py::arg("workload"), py::arg("deployment"),
             py::arg("book"), py::arg("options"), Release(), "Size, pack and cost one deployment of a workload.");
}

}  // namespace

void bind_estimate(py::module_& module) {
  bind_labour_options(module);
  bind_estimate_parts(module);
  bind_result(module);
}

}  // namespace container_tco::bindings

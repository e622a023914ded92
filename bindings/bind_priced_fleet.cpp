// Hosts for a list of items at the prices of a region.

#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/plan.hpp"
#include "container_tco/report/priced_fleet_report.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_priced_fleet(py::module_& module) {
  py::class_<PlanOptions> options(module, "PlanOptions", "What a priced plan depends on besides items and prices.");
  bind_value(options, field("region", &PlanOptions::region, "\"us-east-1\"."),
             field("deployment", &PlanOptions::deployment, "One with hosts."),
             field("operating_system", &PlanOptions::operating_system, "Of the hosts."),
             field("architectures", &PlanOptions::architectures, "That the images run on."),
             field("period", &PlanOptions::period, "That is billed."),
             field("candidates", &PlanOptions::candidates, "Which instance types."),
             field("setup", &PlanOptions::setup, "How hosts are set up."),
             field("contract", &PlanOptions::contract, "The user's own prices and discounts; None: list prices."),
             field("as_of", &PlanOptions::as_of, "Whose management fees count; may be empty."),
             field("fleet", &PlanOptions::fleet, "Zones, minima, limits, search, daemons."),
             field("groups", &PlanOptions::groups, "When the system has any, all its hosts are of these."),
             field("kept_hosts", &PlanOptions::kept_hosts, "There already: paid for, and filled first."));
  py::class_<PricedFleet>(module, "PricedFleet", "Hosts and what they cost in the period.")
      .def_readonly("options", &PricedFleet::options, "As given.")
      .def_readonly("fleet", &PricedFleet::fleet, "The plan, with what it was made from.")
      .def_readonly("lines", &PricedFleet::lines, "Instances and root disks.")
      .def_readonly("currency", &PricedFleet::currency, "Of every amount.")
      .def_readonly("lower_bound", &PricedFleet::lower_bound, "No plan of these types costs less.")
      .def_readonly("assumptions", &PricedFleet::assumptions, "What was taken for granted.")
      .def_readonly("not_priced", &PricedFleet::not_priced, "What is left out.")
      .def_readonly("gaps", &PricedFleet::gaps, "Prices that are missing.")
      .def_readonly("candidates_considered", &PricedFleet::candidates_considered, "Types to choose from.")
      .def_readonly("price_book_version", &PricedFleet::price_book_version, "Of the prices.")
      .def_readonly("price_book_digest", &PricedFleet::price_book_digest, "Of the prices.")
      .def_property_readonly(
          "weight_unit", [](const PricedFleet&) { return Rational::ratio(1, weights_per_unit); },
          "What a weight of one is, in the currency.")
      .def_property_readonly("is_complete", &PricedFleet::is_complete, "Every item has a host, every host a price.")
      .def_property_readonly("total", &PricedFleet::total, "Raises InvalidInputError when a price is missing.")
      .def_property_readonly("gap", &PricedFleet::gap, "(total − bound) / bound; None where it says nothing.");
  module.def("plan", &plan, py::arg("items"), py::arg("book"), py::arg("options"), Release(),
             "The cheapest mix of instance types. Raises InvalidInputError.");
  module.def("render",
             py::overload_cast<const PricedFleet&, ReportFormat, const ReportOptions&, const std::vector<std::string>&>(
                 &render),
             py::arg("fleet"), py::arg("format"), py::arg_v("options", ReportOptions(), "ReportOptions()"),
             py::arg("zone_names") = std::vector<std::string>(), Release(),
             "Instance types, cost, hosts and the bound.");
}

}  // namespace container_tco::bindings

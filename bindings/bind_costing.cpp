// Line items: quantity × unit price = cost.

#include <pybind11/native_enum.h>

#include "container_tco/costing/line_item.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_costing(py::module_& module) {
  py::native_enum<CostCategory>(module, "CostCategory", "enum.Enum", "What a line pays for.")
      .value("compute", CostCategory::compute)
      .value("control_plane", CostCategory::control_plane)
      .value("storage", CostCategory::storage)
      .value("registry", CostCategory::registry)
      .value("network", CostCategory::network)
      .value("load_balancing", CostCategory::load_balancing)
      .value("observability", CostCategory::observability)
      .value("labour", CostCategory::labour)
      .value("support", CostCategory::support)
      .value("tax", CostCategory::tax)
      .finalize();
  py::class_<ObservedSpread> observed(module, "ObservedSpread", "How far a price that was observed reached.");
  bind_record(observed, field("low", &ObservedSpread::low, "The lowest."),
              field("high", &ObservedSpread::high, "The highest."),
              field("interruption_band", &ObservedSpread::interruption_band, "\"5-10%\" of the instances a month."));
  py::class_<LineCommitment> commitment(module, "LineCommitment", "The commitment that a line is paid from.");
  bind_record(commitment, field("number", &LineCommitment::number, "In the contract, from 1."),
              field("is_used", &LineCommitment::is_used, "False: paid for and not used."));
  py::class_<LineItem> line(module, "LineItem", "One cost component.");
  bind_record(
      line, field("id", &LineItem::id, "Unique within an estimate: \"compute/web/vcpu\"."),
      field("category", &LineItem::category, "What it pays for."),
      field("purpose", &LineItem::purpose, "\"rollout\", \"replacement\", \"zone_loss\"; empty for what runs anyway."),
      field("description", &LineItem::description, "\"web: 6 Fargate tasks of 0.5 vCPU\"."),
      field("service", &LineItem::service, "Empty for what is shared."),
      field("derivation", &LineItem::derivation, "How the quantity came about."),
      field("quantity", &LineItem::quantity, "Number and unit."),
      field("unit_price", &LineItem::unit_price, "Money for one unit, as `price_basis` says."),
      field("cost", &LineItem::cost, "quantity × unit price, exact."),
      field("price_key", &LineItem::price_key, "Key in the price book, or of a labour rate."),
      field("provenance", &LineItem::provenance, "Source, date and confidence of the price."),
      field("list_unit_price", &LineItem::list_unit_price, "What AWS publishes; None where it does not."),
      field("contracted_unit_price", &LineItem::contracted_unit_price,
            "What the contract makes of it, before commitments; None where it says nothing."),
      field("price_basis", &LineItem::price_basis, "Which unit price made the cost."),
      field("price_derivation", &LineItem::price_derivation, "How it came about; empty for a list price."),
      field("observed", &LineItem::observed, "Of Spot capacity; None for every other price."),
      field("commitment", &LineItem::commitment, "That it is paid from; None for what no commitment covers."));
  line.def_property_readonly("is_labour", &LineItem::is_labour, "Whether people are paid by it.")
      .def_property_readonly("list_cost", &LineItem::list_cost, "At list prices, exact.")
      .def_property_readonly("contracted_cost", &LineItem::contracted_cost,
                             "At contracted prices without commitments, exact.")
      .def_property_readonly("low_cost", &LineItem::low_cost, "At the lowest price observed, exact.")
      .def_property_readonly("high_cost", &LineItem::high_cost, "At the highest price observed, exact.");
  py::class_<Charge> charge(module, "Charge", "What a line is made of before it is priced.");
  bind_value(charge, field("id", &Charge::id, "Of the line."), field("category", &Charge::category, "Of the line."),
             field("description", &Charge::description, "Of the line."),
             field("service", &Charge::service, "Of the line."),
             field("derivation", &Charge::derivation, "Of the quantity."),
             field("quantity", &Charge::quantity, "In the unit of the price."));
  module.def("price_charge", &price_charge, py::arg("charge"), py::arg("book"), py::arg("key"), py::arg("region"),
             "The line, or one line for each tier. Raises PriceNotFoundError.");
  module.def("price_tiers", &price_tiers, py::arg("charge"), py::arg("row"), "The cost at graduated tiers, exactly.");
  module.def("sum_costs", &sum_costs, py::arg("lines"), py::arg("currency"),
             "The exact sum. Raises CurrencyMismatchError.");
}

}  // namespace container_tco::bindings

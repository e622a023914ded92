// What a price change cost.

#include "container_tco/comparison/price_change.hpp"
#include "container_tco/report/price_change_report.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_price_change(py::module_& module) {
  py::class_<PriceChangeLine> line(module, "PriceChangeLine", "One cost component under both books.");
  bind_record(line, field("id", &PriceChangeLine::id, "\"compute/web/vcpu\"."),
              field("category", &PriceChangeLine::category, "What it pays for."),
              field("description", &PriceChangeLine::description, "In words."),
              field("price_key", &PriceChangeLine::price_key, "In the price book."),
              field("before", &PriceChangeLine::before, "Old plan at old prices; None: no such line."),
              field("repriced", &PriceChangeLine::repriced, "Old plan at new prices; None: no such line."),
              field("after", &PriceChangeLine::after, "New plan at new prices; None: no such line."),
              field("price_effect", &PriceChangeLine::price_effect, "repriced − before."),
              field("plan_effect", &PriceChangeLine::plan_effect, "after − repriced."));
  py::class_<PriceChange>(module, "PriceChange", "One deployment under two price books. Amounts are Money, exact.")
      .def_readonly("before", &PriceChange::before, "The estimate at the old prices.")
      .def_readonly("after", &PriceChange::after, "The estimate at the new prices.")
      .def_readonly("lines", &PriceChange::lines, "Every cost component.")
      .def_readonly("total_before", &PriceChange::total_before, "Of the old prices.")
      .def_readonly("total_after", &PriceChange::total_after, "Of the new prices.")
      .def_readonly("price_effect", &PriceChange::price_effect, "What the prices do to the old plan.")
      .def_readonly("plan_effect", &PriceChange::plan_effect, "What another plan does on top.")
      .def_readonly("plan_changes", &PriceChange::plan_changes, "In words; empty when the plan stays.")
      .def_property_readonly("difference", &PriceChange::difference, "after − before = both effects.")
      .def("to_json", [](const PriceChange& self) { return to_json(self).dump(); }, "Exact amounts as strings.");
  module.def("price_change", &price_change, py::arg("workload"), py::arg("deployment"), py::arg("before"),
             py::arg("after"), py::arg("options"), Release(),
             "What a change of prices costs. Raises InfeasibleError unless both estimates are complete.");
}

}  // namespace container_tco::bindings

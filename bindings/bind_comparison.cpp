// Ranked estimates, the claim that hosts and labour cost more, differences, and where the sign flips.

#include <pybind11/native_enum.h>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/report/report.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_break_even(py::module_& module) {
  py::native_enum<Side>(module, "Side", "enum.Enum", "Of a break-even.")
      .value("hosts", Side::hosts)
      .value("fargate", Side::fargate)
      .finalize();
  py::class_<Crossing> crossing(module, "Crossing", "Where the cheaper side changes.");
  bind_value(crossing, field("value", &Crossing::value, "Of the input: the first value on the new side."),
             field("before", &Crossing::before, "The last value on the old side; `value` itself when exact."),
             field("exact", &Crossing::exact, "Both sides cost the same there. False where the curve has steps."));
  py::class_<BreakEven> break_even(module, "BreakEven",
                                   "Which side is cheaper over a range of one input. str() gives one plain sentence.");
  bind_value(break_even, field("input", &BreakEven::input, "\"labour_hours\", \"node_fill\" or \"task_count\"."),
             field("unit", &BreakEven::unit, "Of the input."),
             field("hosts_deployment", &BreakEven::hosts_deployment, "\"ecs-ec2\"."),
             field("fargate_deployment", &BreakEven::fargate_deployment, "\"ecs-fargate\"."),
             field("current", &BreakEven::current, "The value now; None: not known."),
             field("searched_from", &BreakEven::searched_from, "First value looked at."),
             field("searched_to", &BreakEven::searched_to, "Last value looked at; None: without end."),
             field("cheaper_at_start", &BreakEven::cheaper_at_start, "The cheaper side at `searched_from`."),
             field("crossings", &BreakEven::crossings, "Ascending; empty when one side is cheaper everywhere."),
             field("values_priced", &BreakEven::values_priced, "0: solved as an equation."));
  break_even.def_property_readonly("cheaper_at_end", &BreakEven::cheaper_at_end, "After the last crossing.")
      .def("__str__", &break_even_sentence);
}

void bind_claim(py::module_& module) {
  py::native_enum<ClaimVerdict>(module, "ClaimVerdict", "enum.Enum", "Whether EC2 and its labour cost more.")
      .value("holds", ClaimVerdict::holds)
      .value("fails", ClaimVerdict::fails)
      .value("undecided", ClaimVerdict::undecided)
      .finalize();
  py::class_<Claim> claim(module, "Claim", "\"EC2 instances + labour > Fargate\" under one control plane.");
  bind_value(claim, field("control_plane", &Claim::control_plane, "Of both sides."),
             field("hosts_deployment", &Claim::hosts_deployment, "\"ecs-ec2\"."),
             field("fargate_deployment", &Claim::fargate_deployment, "\"ecs-fargate\"."),
             field("verdict", &Claim::verdict, "Undecided unless both sides are complete."),
             field("hosts_total", &Claim::hosts_total, "None: not known."),
             field("fargate_total", &Claim::fargate_total, "None: not known."),
             field("hosts_infrastructure", &Claim::hosts_infrastructure, "Without labour."),
             field("fargate_infrastructure", &Claim::fargate_infrastructure, "Without labour."),
             field("undecided_because", &Claim::undecided_because, "Reasons."));
  claim.def_property_readonly("difference", &Claim::difference, "hosts − Fargate; None when undecided.")
      .def_property_readonly("difference_without_labour", &Claim::difference_without_labour, "None when undecided.");
}

void bind_difference(py::module_& module) {
  py::class_<Difference> difference(module, "Difference", "The same kind of cost on both sides.");
  bind_record(difference, field("category", &Difference::category, "What it pays for."),
              field("what", &Difference::what, "In words."),
              field("left_lines", &Difference::left_lines, "Ids of the lines summed on the left."),
              field("right_lines", &Difference::right_lines, "Ids of the lines summed on the right."),
              field("left", &Difference::left, "None: no such line."),
              field("right", &Difference::right, "None: no such line."),
              field("difference", &Difference::difference, "right − left."));
}

void bind_comparison_result(py::module_& module) {
  constexpr auto internal = py::return_value_policy::reference_internal;
  py::class_<Comparison>(module, "Comparison", "Estimates of one workload side by side.")
      .def_readonly("workload", &Comparison::workload, "Its name.")
      .def_readonly("region", &Comparison::region, "Where.")
      .def_readonly("period", &Comparison::period, "The month.")
      .def_readonly("estimates", &Comparison::estimates, "Complete ones by total; incomplete; impossible last.")
      .def_readonly("claims", &Comparison::claims, "One for each control plane of which both sides were compared.")
      .def_readonly("break_evens", &Comparison::break_evens, "For each claim that is decided.")
      .def_readonly("capacity_warnings", &Comparison::capacity_warnings, "Where two sides do not offer the same.")
      .def_readonly("options", &Comparison::options, "What it was computed with.")
      .def_readonly("price_book_version", &Comparison::price_book_version, "Of the prices.")
      .def_readonly("price_book_digest", &Comparison::price_book_digest, "Of the prices.")
      .def_property_readonly("best", &Comparison::best, internal, "The cheapest complete estimate, or None.")
      .def("by_infrastructure", &Comparison::by_infrastructure, "The complete ones by cost without labour.")
      .def("find", &Comparison::find, py::arg("deployment"), internal, "The estimate of that name, or None.")
      .def("differences", &Comparison::differences, py::arg("left"), py::arg("right"),
           "Lines of one side against the other. Raises InvalidInputError.")
      .def("break_even", &Comparison::break_even, py::arg("input"), "Raises InvalidInputError for another input.")
      .def("__repr__", [](const Comparison& self) {
        return "<Comparison of " + std::to_string(self.estimates.size()) + " deployments in " + self.region + ">";
      });
}

}  // namespace

void bind_comparison(py::module_& module) {
  bind_break_even(module);
  bind_claim(module);
  bind_difference(module);
  bind_comparison_result(module);
  module.def("compare", &compare, py::arg("workload"), py::arg("book"), py::arg("options"),
             py::arg("deployments") = std::vector<Deployment>(), Release(),
             "Prices the workload under each deployment (all when empty) and ranks them.");
}

}  // namespace container_tco::bindings

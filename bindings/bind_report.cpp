// Rendering: the only place that rounds.

#include <pybind11/native_enum.h>

#include "container_tco/report/report.hpp"
#include "container_tco/report/safe_text.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_report(py::module_& module) {
  using Release = py::call_guard<py::gil_scoped_release>;
  py::native_enum<ReportFormat>(module, "ReportFormat", "enum.Enum", "How a result is written.")
      .value("table", ReportFormat::table)
      .value("markdown", ReportFormat::markdown)
      .value("html", ReportFormat::html)
      .value("csv", ReportFormat::csv)
      .value("json", ReportFormat::json)
      .finalize();
  module.def("parse_report_format", &parse_report_format, py::arg("name"), "Also \"md\". Raises InvalidInputError.");
  py::class_<ReportOptions> options(module, "ReportOptions", "How amounts are shown.");
  bind_value(options, field("digits", &ReportOptions::digits, "After the point, 0 to 10."),
             field("rounding", &ReportOptions::rounding, "What happens to the rest."),
             field("summation", &ReportOptions::summation, "How a total comes from its lines."));
  module.def("render", py::overload_cast<const Comparison&, ReportFormat, const ReportOptions&>(&render),
             py::arg("comparison"), py::arg("format"), py::arg_v("options", ReportOptions(), "ReportOptions()"),
             Release(), "The whole comparison.");
  module.def("render", py::overload_cast<const Estimate&, ReportFormat, const ReportOptions&>(&render),
             py::arg("estimate"), py::arg("format"), py::arg_v("options", ReportOptions(), "ReportOptions()"),
             Release(), "Every line of one estimate.");
  module.def("shown_total", &shown_total, py::arg("lines"), py::arg("currency"),
             py::arg_v("options", ReportOptions(), "ReportOptions()"), "The total shown for the lines.");
  module.def("shown_money", &shown_money, py::arg("money"), py::arg_v("options", ReportOptions(), "ReportOptions()"),
             "\"$1,234.50\", or \"1,234.50 CNY\" for another currency than the US dollar.");
  module.def("verdict_sentences", &verdict_sentences, py::arg("comparison"),
             py::arg_v("options", ReportOptions(), "ReportOptions()"), Release(), "The answer in plain sentences.");
  module.def("html_text", &detail::html_text, py::arg("text"), "As HTML text or attribute value, whoever wrote it.");
  module.def("markdown_text", &detail::markdown_text, py::arg("text"),
             "As text within a line of Markdown: no markup, link or second line comes of it.");
  module.def("break_even_sentence", &break_even_sentence, py::arg("break_even"), "One plain sentence.");
}

}  // namespace container_tco::bindings

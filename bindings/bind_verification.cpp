// Published examples, computed again.

#include <pybind11/native_enum.h>

#include "container_tco/verification/worked_example.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_verification(py::module_& module) {
  py::native_enum<ExampleVerdict>(module, "ExampleVerdict", "enum.Enum", "Whether the published figure came out.")
      .value("match", ExampleVerdict::match)
      .value("expected_mismatch", ExampleVerdict::expected_mismatch)
      .value("mismatch", ExampleVerdict::mismatch)
      .value("unexpected_match", ExampleVerdict::unexpected_match)
      .value("error", ExampleVerdict::error)
      .finalize();
  py::class_<ExampleCheck> check(module, "ExampleCheck", "One published figure against the computed one.");
  bind_value(check, field("of", &ExampleCheck::of, "What was checked: \"total\"."),
             field("published", &ExampleCheck::published, "As printed by the source."),
             field("computed", &ExampleCheck::computed, "Printed the same way."),
             field("exact", &ExampleCheck::exact, "The unrounded value."),
             field("verdict", &ExampleCheck::verdict, "Whether they agree."),
             field("note", &ExampleCheck::note, "Why not."));
  py::class_<ExampleResult> result(module, "ExampleResult", "One published example.");
  bind_value(result, field("id", &ExampleResult::id, "\"W15\"."), field("title", &ExampleResult::title, "In words."),
             field("source", &ExampleResult::source, "Who published it."),
             field("file", &ExampleResult::file, "Read from."),
             field("checks", &ExampleResult::checks, "Figure by figure."),
             field("reason", &ExampleResult::reason, "Of an expected mismatch, or the error."),
             field("verdict", &ExampleResult::verdict, "The worst of the checks."));
  result.def_property_readonly("passed", &ExampleResult::passed, "Matched, or missed where that was expected.");
  module.def(
      "verify_examples",
      [](const DocumentText& document, const std::string& file, const PriceBook& book) {
        return verify_examples(document.text, file, book);
      },
      py::arg("json_text"), py::arg("file"), py::arg("book"), Release(),
      "Every example of a document. Bad content is a result, not an error.");
  module.def("worked_example_schema", &worked_example_schema, "The JSON Schema of worked examples.");
}

}  // namespace container_tco::bindings

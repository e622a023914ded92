// Whether a workload can run there at all.

#include <pybind11/native_enum.h>

#include "container_tco/feasibility/feasibility.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {

void bind_feasibility(py::module_& module) {
  py::native_enum<Verdict>(module, "Verdict", "enum.Enum", "How a rule is met.")
      .value("ok", Verdict::ok)
      .value("warning", Verdict::warning)
      .value("impossible", Verdict::impossible)
      .finalize();
  py::class_<Finding> finding(module, "Finding", "One rule that one service touches.");
  bind_value(finding, field("verdict", &Finding::verdict, "How bad it is."),
             field("service", &Finding::service, "Whose."), field("rule", &Finding::rule, "\"X6\", \"K13\"."),
             field("feature", &Finding::feature, "\"privileged\"."), field("value", &Finding::value, "What was asked."),
             field("json_path", &Finding::json_path, "Where it stands in the input."),
             field("reason", &Finding::reason, "One sentence."),
             field("remedy", &Finding::remedy, "What the owner can do; may be empty."),
             field("source", &Finding::source, "Of the rule."));
  py::class_<Feasibility> feasibility(module, "Feasibility", "What stands against one deployment.");
  bind_value(feasibility, field("deployment", &Feasibility::deployment, "Its name."),
             field("findings", &Feasibility::findings, "By service, rule and JSON path; without what is ok."));
  feasibility.def_property_readonly("verdict", &Feasibility::verdict, "The worst of the findings.");
  module.def("check_feasibility", &check_feasibility, py::arg("workload"), py::arg("deployment"), Release(),
             "Every rule for every service.");
  module.def("feasibility_rules_json", &feasibility_rules_json, "The rule table itself, as JSON text.");
}

}  // namespace container_tco::bindings

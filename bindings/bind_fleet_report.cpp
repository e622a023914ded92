// Showing fleet plans.

#include "container_tco/report/fleet_report.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco {

std::string pack_schema();

}  // namespace container_tco

namespace container_tco::bindings {

void bind_fleet_report(py::module_& module) {
  py::class_<FleetReportOptions> options(module, "FleetReportOptions", "What the whole numbers of a plan stand for.");
  bind_value(options, field("weight_unit", &FleetReportOptions::weight_unit, "Weights are shown times this."),
             field("zone_names", &FleetReportOptions::zone_names, "By zone; numbers where there is none."));
  module.def("render", py::overload_cast<const PackedFleet&, ReportFormat, const FleetReportOptions&>(&render),
             py::arg("fleet"), py::arg("format"), py::arg_v("options", FleetReportOptions(), "FleetReportOptions()"),
             Release(), "Host types, what each host holds, what found no host, and the bound.");
  module.def("pack_schema", &pack_schema, "The JSON Schema of files with items and host types.");
}

}  // namespace container_tco::bindings

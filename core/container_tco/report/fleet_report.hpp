#pragma once
// Renders fleet plans. Text from inputs is escaped for each format.

#include <string>
#include <vector>

#include "container_tco/json/json_value.hpp"
#include "container_tco/packing/packed_fleet.hpp"
#include "container_tco/report/report.hpp"

namespace container_tco {

/// What the whole numbers of a plan stand for.
struct FleetReportOptions {
  Rational weight_unit = 1;             ///< Weights are shown times this.
  std::vector<std::string> zone_names;  ///< By zone; "0", "1" … where there is none.
};

/// Host types, what each host holds, what found no host and why, and the bound. `csv` has one row for each item on each
/// group of hosts. Throws InvalidInputError for a plan that names items or types which the fleet lacks.
std::string render(const PackedFleet& fleet, ReportFormat format, const FleetReportOptions& options = {});

/// All of it, certificates included. `input` has the shape of a file for `container-tco pack`. `schema_version` "1".
JsonValue to_json(const PackedFleet& fleet, const FleetReportOptions& options = {});

}  // namespace container_tco

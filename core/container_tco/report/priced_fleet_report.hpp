#pragma once
// Renders priced fleet plans. Text from inputs is escaped for each format.

#include <string>
#include <vector>

#include "container_tco/estimate/plan.hpp"
#include "container_tco/json/json_value.hpp"
#include "container_tco/report/report.hpp"

namespace container_tco {

/// Instance types with their cost, what each host holds, what found no host and why, and the bound. `csv` has one row
/// for each item on each group of hosts. Throws InvalidInputError for digits out of range.
std::string render(const PricedFleet& fleet, ReportFormat format, const ReportOptions& options = {},
                   const std::vector<std::string>& zone_names = {});

/// All of it: `plan` is that of `to_json(PackedFleet)`, with weights in the currency. Amounts are exact decimals.
JsonValue to_json(const PricedFleet& fleet, const ReportOptions& options = {},
                  const std::vector<std::string>& zone_names = {});

}  // namespace container_tco

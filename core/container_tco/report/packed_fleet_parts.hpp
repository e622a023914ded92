#pragma once
// Inside of the report: what a fleet plan has to say.

#include <string>
#include <vector>

#include "container_tco/report/document.hpp"
#include "container_tco/report/fleet_report.hpp"

namespace container_tco::detail {

/// Hosts of one type together.
struct FleetTypeUse {
  std::size_t type = 0;  ///< Index into the input.
  std::int64_t fresh = 0;
  std::int64_t existing = 0;
  Resources used;
};

/// By name of the type; types without hosts are not among them.
std::vector<FleetTypeUse> fleet_type_uses(const PackedFleet& fleet);

/// Throws InvalidInputError for a plan that names items or types which the fleet lacks.
void require_own_plan(const PackedFleet& fleet);

std::string fleet_zone_name(const FleetReportOptions& options, std::int64_t zone);
std::string fleet_weight_text(const FleetReportOptions& options, std::int64_t weight);

/// "1 copy", "3 copies".
std::string copies_text(std::int64_t copies);
/// Used of all hosts of a type as a share of what they have, in percent; empty without such a resource.
std::string fill_text(std::int64_t used, std::int64_t of_one, std::int64_t hosts);

/// How many hosts and what they hold; what was left out; which limit stopped the search.
std::string fleet_headline(const PackedFleet& fleet);
std::vector<std::string> fleet_shortcomings(const PackedFleet& fleet);
/// Zones, minima, headroom and the search: what makes a plan reproducible.
std::vector<std::string> fleet_facts(const PackedFleet& fleet);
Section fleet_hosts_section(const PackedFleet& fleet, const FleetReportOptions& options);
Section fleet_unplaced_section(const PackedFleet& fleet);

Document fleet_document(const PackedFleet& fleet, const FleetReportOptions& options);
/// One row for each item on each group of hosts, then what found no host.
Table fleet_csv(const PackedFleet& fleet, const FleetReportOptions& options);

}  // namespace container_tco::detail

#pragma once
// Inside of the report: a mixed fleet, with how far from the cheapest possible it can be.

#include "container_tco/report/amounts.hpp"
#include "container_tco/report/document.hpp"

namespace container_tco::detail {

/// `pools`: those of the whole estimate.
Section fleet_section(const HostFleet& fleet, const std::vector<HostPool>& pools, const Amounts& amounts);

/// "at most 0.4 % above the cheapest possible", "the cheapest possible"; empty when the bound says nothing.
std::string gap_text(const HostFleet& fleet);

}  // namespace container_tco::detail

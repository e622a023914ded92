#pragma once
// Labour that does not depend on the number of hosts, by what drives it. Inside of the stage.

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/costing/labour_costs.hpp"

namespace container_tco {

/// What one service bears of the labour of `deployment` in the period, hosts aside: its own, and its share of what
/// comes once for a fleet or a cluster. Stated hours count as those of a fleet. Throws as add_labour_costs does.
Rational fixed_labour(const PriceBook& book, const EstimateOptions& options, const Deployment& deployment,
                      const FleetShare& share);

/// By how many services the line of an estimate is shared.
std::int64_t services_sharing(const LineItem& line, const FleetShare& share);

}  // namespace container_tco

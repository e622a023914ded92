#pragma once
// What one service bears of what comes once for several. Inside of the stage.

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/batch/deployment_costs.hpp"
#include "container_tco/costing/labour_costs.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What one service bears of the labour of `deployment` in the period, hosts aside: its own, and its share of what
/// comes once for a fleet or a cluster. Stated hours count as those of a fleet. Throws as add_labour_costs does.
Rational fixed_labour(const PriceBook& book, const EstimateOptions& options, const Deployment& deployment,
                      const FleetShare& share);

/// What `estimate` comes to, lines of a fleet or cluster by their share. It is complete.
RationalCosts shared_costs(const Estimate& estimate, const FleetShare& share);

}  // namespace container_tco

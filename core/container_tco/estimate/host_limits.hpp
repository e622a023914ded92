#pragma once
// Inside of the stage: stated limits of hosts (max_hosts of a fleet and of node groups) against hosts that are there on
// top of the plan.

#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/host_room.hpp"

namespace container_tco {

/// Warns of each limit that hosts exceed for a while, on the occasion that exceeds it most. `when` begins the
/// sentences: "During a rollout".
void warn_beyond_limits(Ledger& ledger, const Estimate& estimate, const std::vector<ExtraHosts>& occasions,
                        const std::string& when);

/// Hosts that stand ready all the time keep to the limits, or the deployment is impossible: adds the findings.
void refuse_beyond_limits(Estimate& estimate, const ExtraHosts& extra);

}  // namespace container_tco

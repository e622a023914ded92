#pragma once
// Inside of the stage: hosts of a plan that hold no tasks, named with what they stand by for.

#include "container_tco/costing/ledger.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// Notes the hosts without tasks of each fleet, and of each pool that was planned by itself.
void note_standby_hosts(Ledger& ledger, const Estimate& estimate, const HostPlanOptions& options);

}  // namespace container_tco

#pragma once
// What has to be there on top of the tasks: for rollouts, for the replacement of hosts, for the loss of a zone.

#include <cstdint>
#include <string>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What both sides are held to, in one sentence.
std::string availability_target(const EstimateOptions& options);

/// Adds the lines of rollouts and replacements to a ledger that has those of tasks, hosts and network, and fills
/// `result.resilience`. Returns the hosts that stand ready all the time.
std::int64_t add_resilience(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options);

}  // namespace container_tco

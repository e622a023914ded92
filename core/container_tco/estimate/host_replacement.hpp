#pragma once
// Inside of the stage: hosts that run beside those which replace them, when hosts are patched.

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// Prices the overlap where it is known how often hosts are replaced, and names it otherwise. On Fargate AWS looks
/// after the hosts.
void add_host_replacements(Estimate& result, Ledger& ledger, const ResilienceOptions& options);

}  // namespace container_tco

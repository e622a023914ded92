#pragma once
// Commitments that are owned, applied to the lines of an estimate.

#include "container_tco/costing/ledger.hpp"

namespace container_tco {

/// Splits the compute lines of `ledger` into what the contract's commitments cover (at effective prices) and the rest
/// (at contracted prices), and adds a line for what is paid and not used. Usage counts with its hourly average. A rate
/// that nobody knows becomes a gap.
void apply_owned_commitments(Ledger& ledger);

}  // namespace container_tco

#pragma once
// Support and tax as the contract states them, on AWS charges; labour is not among these.

#include "container_tco/costing/ledger.hpp"

namespace container_tco {

/// Adds the lines `support` and `tax` for what stands in `ledger`, support before tax. Adds nothing that is not stated.
void add_support_and_tax(Ledger& ledger);

}  // namespace container_tco

#pragma once
// Inside of packing: says in words which resources are too small.

#include <string>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

/// "needs 8 vCPU and 40 GiB of memory; the host offers 7.5 vCPU and 28.4 GiB" + `after`; empty when all fits.
/// Needs are rounded up and offers down to three digits, so the text never shows two equal numbers.
std::string describe_shortfall(const PackAmounts& need, const PackAmounts& offer, const std::string& after);

}  // namespace container_tco::detail

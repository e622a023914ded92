#pragma once
// Inside of comparison: room on the hosts of an estimate.

#include <cstdint>
#include <string>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

/// How many more copies of `service` fit on the hosts as they stand, with nothing moved, and the copies as even over
/// the zones as they are. Counts only pools that carry it already. Zero where no plan of hosts is known.
std::int64_t copies_that_fit(const Estimate& estimate, const std::string& service);

}  // namespace container_tco::detail

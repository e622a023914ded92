#pragma once
// Inside of the stage: hours with the same usage, which need to be worked out once.

#include <cstdint>
#include <vector>

#include "container_tco/commitment/usage_profile.hpp"

namespace container_tco::detail {

struct DistinctHour {
  std::size_t hour = 0;      ///< One of them.
  std::int64_t repeats = 0;  ///< How many there are.
};

/// In no particular order.
std::vector<DistinctHour> distinct_hours(const UsageProfile& profile);

}  // namespace container_tco::detail

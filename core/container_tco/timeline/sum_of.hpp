#pragma once
// Inside of the stage.

#include <cstdint>
#include <numeric>
#include <vector>

namespace container_tco {

/// Counts, or seconds, together.
inline std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

}  // namespace container_tco

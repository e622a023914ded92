#pragma once
// How deployments on Spot guard against interruptions.

#include <cstdint>

namespace container_tco {

struct SpotOptions {
  /// Spot hosts stand on at least so many instance types, 1 to 20: what is scarce of one type may be had of another.
  std::int64_t min_types = 3;
  /// Copies of each service that are bought on demand, 0 to 100, rounded up to whole copies …
  std::int64_t on_demand_base_percent = 0;
  /// … and at the least so many of each, 0 to 100,000.
  std::int64_t on_demand_base_count = 0;
};

}  // namespace container_tco

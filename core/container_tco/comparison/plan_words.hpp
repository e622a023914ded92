#pragma once
// Inside of comparison: a plan in a few words.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

/// "3 × m5.large": hosts of each type over all pools, by type.
std::vector<std::string> hosts_in_words(const Estimate& estimate);
/// The hosts, then "web: 0.5 vCPU / 1 GB" for each service on Fargate.
std::vector<std::string> plan_in_words(const Estimate& estimate);

}  // namespace container_tco::detail

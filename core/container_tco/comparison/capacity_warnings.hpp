#pragma once
// Inside of comparison: says where hosts and Fargate do not offer the same, as cheap is no answer when it is less.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

/// Of the complete ones among `estimates`. Each warning names the deployments that it concerns.
std::vector<std::string> capacity_warnings(const Workload& workload, const PriceBook& book,
                                           const std::vector<Estimate>& estimates);

}  // namespace container_tco::detail

#pragma once
// Inside of comparison: from two estimates to the claim about them.

#include "container_tco/comparison/comparison.hpp"

namespace container_tco::detail {

Claim make_claim(const Estimate& hosts, const Estimate& fargate);

}  // namespace container_tco::detail

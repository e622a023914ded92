#pragma once
// A capacity provider strategy on one line: "ec2:base=4,fargate:weight=1".

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/workload/capacity_strategy.hpp"

namespace container_tco {

/// Items with commas between them: a kind of capacity (fargate, fargate-spot, ec2, ec2-spot, managed-instances,
/// managed-instances-spot), where wanted "@" and the provider's name, then ":base=" and ":weight=" with their numbers.
/// A share without numbers weighs 1. Throws InvalidInputError that says which item is wrong; numbers out of bounds are
/// found when it is used.
std::vector<CapacityShare> parse_capacity_strategy(std::string_view text);

/// What parses back to the same shares; target capacities are not in it. Empty for no strategy.
std::string strategy_text(const std::vector<CapacityShare>& strategy);

}  // namespace container_tco

#pragma once
// Rollouts and capacity provider strategies as scenario and usage files write them.

#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets what the object gives: `strategy`, `maximum_percent` or `max_surge`, `minimum_healthy_percent` or
/// `max_unavailable`, `bake_minutes`. Throws ParseError for two numbers that say the same.
void read_scenario_rollout(const JsonCursor& cursor, Rollout& rollout);

/// Reads a list of providers. The kind follows from the names FARGATE and FARGATE_SPOT, and is an Auto Scaling group
/// for others unless it is given. Throws ParseError when the list breaks a rule of validate_strategy.
std::vector<CapacityShare> read_scenario_capacity(const JsonCursor& list);

}  // namespace container_tco

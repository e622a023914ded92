#pragma once
// How ECS replaces the tasks of a service (rule S23).

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/rollout.hpp"

namespace container_tco {

/// Reads `deploymentConfiguration` and `deploymentController` of a service. Throws ParseError for unknown strategies
/// and percentages out of range.
Rollout read_ecs_rollout(const JsonCursor& service, bool is_daemon);

}  // namespace container_tco

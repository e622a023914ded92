#pragma once
// How ECS places tasks on hosts (rule S15): constraints on the host and strategies to choose among hosts.

#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/host_requirements.hpp"

namespace container_tco {

/// The placement constraints of a task definition or a service.
struct EcsConstraints {
  bool distinct_instance = false;
  std::vector<HostRequirement> requirements;  ///< All must hold.
  std::vector<std::string> not_understood;    ///< Expressions that are kept out of the plan.
};

/// Reads `placementConstraints`. Expressions of the cluster query language are understood when they are conditions on
/// attributes (`==`, `in`, `exists`, and `=~` for instance types) joined by `and`, for what the instance type settles
/// also `!=`, `not_in` and `!~`.
EcsConstraints read_ecs_constraints(const JsonCursor& owner);

/// What `placementStrategy` amounts to: spreading over hosts if any strategy does so, else random choice, else
/// spreading over zones, else binpack. Without strategies ECS spreads over zones. Throws ParseError for an unknown
/// type.
PlacementStrategy read_ecs_placement(const JsonCursor& service);

}  // namespace container_tco

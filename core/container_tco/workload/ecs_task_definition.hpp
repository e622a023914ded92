#pragma once
// One ECS task definition (rules J2, J3): its name and the task that it describes.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/ecs_placement.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// How services name a task definition: an ARN, "family:revision" or "family".
struct EcsTaskDefinitionName {
  std::string account;  ///< What stands before "task-definition/" in an ARN; empty otherwise.
  std::string family;
  std::optional<std::int64_t> revision;

  static EcsTaskDefinitionName parse(const std::string& text);
  std::string text() const;  ///< "family:revision" or "family"
};

struct EcsTaskDefinition {
  Task task;  ///< Without what `constraints` ask of hosts.
  EcsConstraints constraints;
  StatedPlatform stated_platform;
  std::optional<bool> sends_cloudwatch_logs;
  /// What was taken for granted about this task.
  std::vector<Assumption> assumptions;
};

/// The name that a definition gives itself: its ARN, else family and revision, else its first container's name.
EcsTaskDefinitionName read_ecs_task_definition_name(const JsonCursor& definition);

/// Throws ParseError as its parts do (ecs_task_size.hpp, ecs_network.hpp, ecs_host_demands.hpp).
EcsTaskDefinition read_ecs_task_definition(const JsonCursor& definition);

}  // namespace container_tco

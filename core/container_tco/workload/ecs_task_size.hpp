#pragma once
// How much a task reserves on a host and must have on Fargate, from task-level and container-level values (S4–S7, F6).

#include <optional>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/ecs_accelerators.hpp"

namespace container_tco {

struct EcsTaskSize {
  Resources request;             ///< On EC2.
  Resources fargate_request;     ///< On Fargate.
  EcsAccelerators accelerators;  ///< Their number is part of both requests.
  bool has_task_cpu = false;
  bool has_task_memory = false;
  bool windows_fell_back = false;  ///< A Windows task whose containers state no memory: the task-level value was used.
};

/// Reads `cpu`, `memory` and `containerDefinitions` of a task definition. Throws ParseError when neither the task nor a
/// container states memory, when containers reserve more than the task has, and for sizes that no host could have.
EcsTaskSize read_ecs_task_size(const JsonCursor& definition, OperatingSystem operating_system);

}  // namespace container_tco

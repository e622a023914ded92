#pragma once
// The task-level sizes of ECS, written as text: "1024", "1 vCPU", ".5 GB" (rules S1–S3).

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// Task-level `cpu`: CPU units, or vCPU with the unit. Throws ParseError unless it comes to a whole number of
/// 128 to 196608 CPU units (API reference of RegisterTaskDefinition).
Cpu parse_ecs_task_cpu(const JsonCursor& cursor);

/// Task-level `memory`: MiB, or GB (of 1024 MiB) with the unit. Throws ParseError unless it comes to a whole, positive
/// number of MiB, at most 32 TiB.
Bytes parse_ecs_task_memory(const JsonCursor& cursor);

/// The most memory that a task or a container may ask for here: more than any instance has.
constexpr std::int64_t max_task_memory_mib = 32 * 1024 * 1024;

}  // namespace container_tco

#pragma once
// Bounds of what documents may say: far above any real workload, and low enough that sums of them fit.

#include <cstdint>

namespace container_tco {

constexpr std::int64_t max_count = 10'000'000;           ///< Copies, runs at one time, and what is counted per task.
constexpr std::int64_t max_vcpu = 100'000;               ///< Of a task.
constexpr std::int64_t max_gpus = 1000;                  ///< Of a task.
constexpr std::int64_t max_memory_gib = 1'048'576;       ///< Of a task.
constexpr std::int64_t max_storage_gib = 16'384;         ///< Of a task's ephemeral storage, of ECS or a scenario.
constexpr std::int64_t max_pod_storage_gib = 1'048'576;  ///< Of a pod, whose host may have many local disks.
constexpr std::int64_t max_strategy_base = 100'000;      ///< ECS CapacityProviderStrategyItem.base (API reference).
constexpr std::int64_t max_strategy_weight = 1000;       ///< ECS CapacityProviderStrategyItem.weight (API reference).
constexpr std::int64_t max_rollout_percent = 10'000;     ///< Of the desired count.
constexpr std::int64_t max_bake_minutes = 1440;  ///< ECS DeploymentConfiguration.bakeTimeInMinutes (API reference).

}  // namespace container_tco

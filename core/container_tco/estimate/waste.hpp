#pragma once
// How much of what is paid for runs tasks, and what becomes of the rest. A pure function of an estimate, exact: in
// every resource and in money the parts add up to what is paid for.
//
// The money of a host goes to vCPU, GiB and GPUs in the ratio 9 : 1 : 90, by which AWS's split cost allocation data
// shares an instance; that of Fargate as it is billed. Compute only: disks, addresses and labour are not among it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/capacity_use.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// `copies` of a task or pod on one host.
struct HostedCopies {
  std::string item;
  std::int64_t copies = 0;
};

/// `hosts` equal hosts of a pool that hold the same.
struct HostContents {
  std::int64_t hosts = 0;
  std::vector<HostedCopies> copies;  ///< Of each host, by id; empty for hosts that stand by.
  Resources free;                    ///< Of each host: what neither tasks nor daemons request.
  std::int64_t free_slots = 0;       ///< Of each host; zero when the pool has no limit.
  /// Why no task takes the free room: "CPU", "memory", "GPUs", "network slots", "port 80/tcp", "one per host: web",
  /// "copies per host: web", "kept apart: web" (from what the host holds);
  /// several where each task is stopped by another. Empty when a task would fit and none is left, or nothing is free.
  std::vector<std::string> limited_by;
};

/// Hosts of one pool.
struct PoolWaste {
  std::string pool;
  std::string instance_type;
  std::int64_t hosts = 0;
  ResourceAmounts advertised;          ///< Of all hosts. The shares add up to it.
  Money cost;                          ///< Of the instances in the period. The shares add up to it.
  std::vector<UseShare> shares;        ///< Used first.
  bool has_slot_limit = false;         ///< Of network slots.
  std::vector<HostContents> contents;  ///< Most hosts first; empty when a measured fill was given.
};

/// Tasks of one service on Fargate.
struct FargateWaste {
  std::string service;
  std::string part;              ///< Of an estimate in several parts; else empty.
  std::int64_t tasks = 0;        ///< At one time at the most.
  Resources requested;           ///< Of one task.
  Resources billed;              ///< Of one task.
  Resources rounding;            ///< Of one task: billed − requested − sidecars − the platform's overhead.
  Money rounding_cost_per_task;  ///< Of a task that runs all the period.
  ResourceAmounts bought;        ///< Mean over the period. The shares add up to it.
  Money cost;                    ///< Of vCPU, memory and licences in the period. The shares add up to it.
  std::vector<UseShare> shares;
};

struct Waste {
  Money compute_cost;            ///< All compute lines. The shares add up to it.
  std::vector<UseShare> shares;  ///< One for each use that occurs.
  /// All compute cost of a resource over what tasks use of it; nothing where they use none. The cost of what belongs
  /// to no resource is spread like the rest.
  std::optional<Money> per_used_vcpu_hour;
  std::optional<Money> per_used_gib_hour;
  std::optional<Money> per_used_gpu_hour;
  std::vector<PoolWaste> pools;
  std::vector<FargateWaste> fargate;

  Money cost_of(CapacityUse use) const;              ///< Zero when there is none.
  ResourceAmounts amount_of(CapacityUse use) const;  ///< Zero when there is none.
};

/// Throws InvalidInputError unless `estimate` is complete: shares of half a sum would mislead.
Waste waste_of(const Estimate& estimate);

}  // namespace container_tco

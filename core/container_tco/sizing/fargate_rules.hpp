#pragma once
// fargate_sizes.json, fargate_storage.json and fargate_billing.json as values.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco {

/// Sizes of one CPU value, and where they are sold.
struct FargateSizeRow {
  std::int64_t cpu_units = 0;
  std::vector<std::int64_t> memory_mib;
  std::vector<std::string> platforms;  ///< "ecs/linux", "ecs/windows", "eks/linux"
};

/// What EKS adds to the memory of a pod (rule K9).
struct FargatePodOverhead {
  Bytes memory;
  std::string source;
};

/// How ephemeral storage is provisioned (rules F7, K12).
struct FargateStorageRule {
  ControlPlane control_plane = ControlPlane::ecs;
  std::int64_t maximum_request_gib = 0;
  Rational overhead_fraction;
  std::int64_t overhead_gib = 0;
  std::string source;
};

struct FargateRules {
  std::vector<FargateSizeRow> sizes;
  FargatePodOverhead pod_overhead;
  std::int64_t included_storage_gib = 0;  ///< Comes with every task and is not billed.
  std::vector<FargateStorageRule> storage;
  std::int64_t minimum_billed_seconds_linux = 0;
  std::int64_t minimum_billed_seconds_windows = 0;

  const FargateStorageRule& storage_rule(ControlPlane control_plane) const;
};

/// The tables of this library, parsed once.
const FargateRules& fargate_rules();

}  // namespace container_tco

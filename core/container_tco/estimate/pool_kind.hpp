#pragma once
// Inside of the stage: which tasks share a pool of equal hosts.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What tasks of one pool have in common: they run on the same hosts of one type.
struct PoolKind {
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  std::optional<Accelerator> accelerator;
  /// Of the hosts, besides the above, in words that `meets_requirement` reads; in order.
  std::vector<std::string> requirements;
  std::vector<std::string> labels;  ///< That somebody sets on the hosts, so that they meet the requirements.
  std::vector<std::string> zones;   ///< Names of the zones that the tasks insist on, in order; empty for any.

  /// "linux/x86_64", "linux/x86_64/gpu", "linux/arm64 {disktype=ssd, zone eu-west-1a}".
  std::string name() const;
};

PoolKind pool_kind(const Task& task);

}  // namespace container_tco

#include "container_tco/sizing/ecs_host.hpp"

#include <algorithm>

#include "container_tco/sizing/host_rules.hpp"

namespace container_tco {
namespace {

// The agent registers whole MiB (rule S8), so what is lost is rounded up to one.
CapacityPart kernel_memory(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options) {
  const HostRules& rules = host_rules();
  const bool is_linux = operating_system == OperatingSystem::linux_os;
  const MemoryOverhead& standard = is_linux ? rules.ecs_linux_memory : rules.ecs_windows_memory;
  const Rational fraction = options.memory_overhead_fraction.value_or(standard.fraction);
  const std::int64_t lost_mib = (Rational(type.memory_mib) * fraction).ceil();
  return {"kernel and firmware memory",
          {Cpu(), Bytes::from_mib(lost_mib), 0},
          options.memory_overhead_fraction ? "option memory_overhead_fraction" : standard.source};
}

struct TaskLimit {
  std::optional<std::int64_t> tasks;
  std::string source;
};

TaskLimit with_trunking(const InstanceType& type) {
  const TrunkingLimits& limits = host_rules().trunking;
  const auto is_unsupported = [&](const std::string& name) {
    return std::find(limits.unsupported.begin(), limits.unsupported.end(), name) != limits.unsupported.end();
  };
  if (is_unsupported(type.family) || is_unsupported(type.name)) return {};
  if (const auto row = limits.tasks_by_type.find(type.name); row != limits.tasks_by_type.end()) {
    return {row->second, limits.source};
  }
  for (const TrunkingFamilies& families : limits.families) {
    if (std::find(families.names.begin(), families.names.end(), type.family) == families.names.end()) continue;
    const auto row = families.tasks_by_size.find(type.size);
    if (row != families.tasks_by_size.end()) return {row->second, limits.source};
  }
  if (type.trunk_enis && *type.trunk_enis > 0) return {type.trunk_enis, "branch interfaces of the instance type"};
  return {};
}

TaskLimit task_limit(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options) {
  const bool may_trunk = options.eni_trunking && operating_system == OperatingSystem::linux_os;
  if (may_trunk && type.trunking_compatible.value_or(false)) {
    if (const TaskLimit limit = with_trunking(type); limit.tasks) return limit;
  }
  if (!type.max_enis) return {std::nullopt, "interfaces of the instance type are unknown"};
  return {std::max<std::int64_t>(*type.max_enis - 1, 0), "rule S12: interfaces of the instance type less its own"};
}

}  // namespace

void deduct_ecs(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options,
                HostCapacity& capacity) {
  capacity.deductions.push_back(kernel_memory(type, operating_system, options));
  if (options.ecs_reserved_memory_mib > 0) {
    capacity.deductions.push_back({"ECS_RESERVED_MEMORY",
                                   {Cpu(), Bytes::from_mib(options.ecs_reserved_memory_mib), 0},
                                   "rule S9: option ecs_reserved_memory_mib"});
  }
  const TaskLimit limit = task_limit(type, operating_system, options);
  capacity.network_slots = limit.tasks;
  capacity.network_slots_source = limit.source;
}

}  // namespace container_tco

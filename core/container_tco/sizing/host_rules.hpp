#pragma once
// host_rules.json as values.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/quantity/rational.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// A figure in MiB with its source.
struct SourcedMib {
  std::int64_t mib = 0;
  std::string source;
};

/// The share of the advertised memory that never reaches the scheduler.
struct MemoryOverhead {
  Rational fraction;
  std::string source;
};

/// CPU that the kubelet reserves of each vCPU within a band (rule K1).
struct ReservedCpuBand {
  std::optional<std::int64_t> vcpu;  ///< Width of the band; open-ended when absent.
  Rational milli_per_vcpu;
};

/// awsvpc tasks of a container instance with trunking (rules S12, S13).
/// Families of which sizes of one name carry as many tasks.
struct TrunkingFamilies {
  std::vector<std::string> names;
  std::map<std::string, std::int64_t> tasks_by_size;
};

struct TrunkingLimits {
  /// Families and types that ECS does not trunk, although their network could.
  std::vector<std::string> unsupported;
  std::vector<TrunkingFamilies> families;
  /// Ahead of their families.
  std::map<std::string, std::int64_t> tasks_by_type;
  std::string source;
};

struct MaxPodsRule {
  std::int64_t unknown = 0;  ///< For types whose interfaces are unknown.
  std::int64_t prefix_addresses = 0;
  std::int64_t prefix_cap = 0;
  std::int64_t prefix_cap_large = 0;
  std::int64_t prefix_large_above_vcpu = 0;
  std::string source;
};

/// Windows nodes of EKS: one network interface, memory reserved as AWS recommends, no CPU.
struct WindowsNodeRules {
  MemoryOverhead memory;
  SourcedMib kube_reserved_memory;
  SourcedMib system_reserved_memory;
  SourcedMib eviction_memory;
  std::string max_pods_source;
};

struct DefaultDisk {
  ControlPlane control_plane = ControlPlane::ecs;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::int64_t gib = 0;
  std::string source;
};

struct HostRules {
  MemoryOverhead ecs_linux_memory;
  MemoryOverhead ecs_windows_memory;
  TrunkingLimits trunking;
  MemoryOverhead eks_memory;
  SourcedMib arm64_contiguous_memory;
  std::vector<ReservedCpuBand> reserved_cpu;
  std::string reserved_cpu_source;
  std::int64_t reserved_memory_mib = 0;
  std::int64_t reserved_memory_mib_per_pod = 0;
  std::string reserved_memory_source;
  SourcedMib eviction_memory;
  MaxPodsRule max_pods;
  WindowsNodeRules eks_windows;
  std::vector<DefaultDisk> root_disks;
};

/// The tables of this library, parsed once.
const HostRules& host_rules();

}  // namespace container_tco

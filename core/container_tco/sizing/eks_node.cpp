#include "container_tco/sizing/eks_node.hpp"

#include <algorithm>

#include "container_tco/sizing/host_rules.hpp"

namespace container_tco {
namespace {

CapacityPart memory_part(std::string name, std::int64_t mib, std::string source) {
  return {std::move(name), {Cpu(), Bytes::from_mib(mib), 0}, std::move(source)};
}

// Rule K6. A measured fraction holds everything that the kernel keeps; the default leaves out what Arm kernels set
// aside.
void deduct_kernel_memory(const InstanceType& type, const HostOptions& options, HostCapacity& capacity) {
  const HostRules& rules = host_rules();
  std::int64_t seen_mib = type.memory_mib;
  if (options.memory_overhead_fraction) {
    const std::int64_t lost_mib = (Rational(seen_mib) * *options.memory_overhead_fraction).ceil();
    capacity.deductions.push_back(
        memory_part("kernel and firmware memory", lost_mib, "option memory_overhead_fraction"));
    return;
  }
  if (type.architecture == Architecture::arm64) {
    const SourcedMib& contiguous = rules.arm64_contiguous_memory;
    capacity.deductions.push_back(memory_part("contiguous memory of Arm kernels", contiguous.mib, contiguous.source));
    seen_mib -= contiguous.mib;
  }
  const std::int64_t lost_mib = (Rational(seen_mib) * rules.eks_memory.fraction).ceil();
  capacity.deductions.push_back(memory_part("kernel and firmware memory", lost_mib, rules.eks_memory.source));
}

// Rule K1: each band is cut off to whole millicores by itself.
std::int64_t reserved_milli(std::int64_t vcpu) {
  std::int64_t left = vcpu;
  std::int64_t milli = 0;
  for (const ReservedCpuBand& band : host_rules().reserved_cpu) {
    const std::int64_t width = std::min(left, band.vcpu.value_or(left));
    milli += (Rational(width) * band.milli_per_vcpu).floor();
    left -= width;
  }
  return milli;
}

/// Rule K3: what nodeadm works out from the type alone, without options (rule K4).
std::optional<std::int64_t> standard_max_pods(const InstanceType& type) {
  if (type.eni_max_pods) return type.eni_max_pods;
  if (!type.max_enis || !type.ipv4_per_eni) return std::nullopt;
  return *type.max_enis * (*type.ipv4_per_eni - 1) + 2;
}

struct PodLimit {
  std::int64_t pods = 0;
  std::string source;
};

PodLimit pod_limit(const InstanceType& type, const HostOptions& options) {
  const MaxPodsRule& rule = host_rules().max_pods;
  if (options.max_pods) return {*options.max_pods, "option max_pods"};
  const bool is_plain = !options.prefix_delegation && !options.custom_networking;
  if (is_plain) {
    if (const auto pods = standard_max_pods(type)) return {*pods, rule.source};
  }
  if (!type.max_enis || !type.ipv4_per_eni)
    return {rule.unknown, "interfaces of the instance type are unknown: " + rule.source};
  const std::int64_t enis = *type.max_enis - (options.custom_networking ? 1 : 0);
  const std::int64_t addresses = (*type.ipv4_per_eni - 1) * (options.prefix_delegation ? rule.prefix_addresses : 1);
  const std::int64_t pods = std::max<std::int64_t>(enis * addresses, 0) + 2;
  if (!options.prefix_delegation) return {pods, rule.source};
  return {std::min(pods, type.vcpu > rule.prefix_large_above_vcpu ? rule.prefix_cap_large : rule.prefix_cap),
          rule.source};
}

/// Windows nodes have one network interface; its first address is the node's own.
PodLimit windows_pod_limit(const InstanceType& type, const HostOptions& options) {
  const HostRules& rules = host_rules();
  if (options.max_pods) return {*options.max_pods, "option max_pods"};
  if (!type.ipv4_per_eni)
    return {rules.max_pods.unknown, "addresses of the instance type are unknown: " + rules.eks_windows.max_pods_source};
  const std::int64_t per_address = options.prefix_delegation ? rules.max_pods.prefix_addresses : 1;
  return {(*type.ipv4_per_eni - 1) * per_address, rules.eks_windows.max_pods_source};
}

void deduct_windows(const InstanceType& type, const HostOptions& options, HostCapacity& capacity) {
  const WindowsNodeRules& rules = host_rules().eks_windows;
  const bool is_measured = options.memory_overhead_fraction.has_value();
  const Rational fraction = options.memory_overhead_fraction.value_or(rules.memory.fraction);
  capacity.deductions = {
      memory_part("kernel and firmware memory", (Rational(type.memory_mib) * fraction).ceil(),
                  is_measured ? "option memory_overhead_fraction" : rules.memory.source),
      memory_part("kube-reserved memory", rules.kube_reserved_memory.mib, rules.kube_reserved_memory.source),
      memory_part("system-reserved memory", rules.system_reserved_memory.mib, rules.system_reserved_memory.source),
      memory_part("eviction threshold", rules.eviction_memory.mib, rules.eviction_memory.source)};
  const PodLimit limit = windows_pod_limit(type, options);
  capacity.network_slots = limit.pods;
  capacity.network_slots_source = limit.source;
}

}  // namespace

void deduct_eks(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options,
                HostCapacity& capacity) {
  if (operating_system == OperatingSystem::windows_os) {
    deduct_windows(type, options, capacity);
    return;
  }
  const HostRules& rules = host_rules();
  deduct_kernel_memory(type, options, capacity);
  capacity.deductions.push_back(
      {"kube-reserved CPU", {Cpu::from_milli(reserved_milli(type.vcpu)), Bytes(), 0}, rules.reserved_cpu_source});
  const std::int64_t counted_pods = standard_max_pods(type).value_or(rules.max_pods.unknown);
  const std::int64_t kube_mib = rules.reserved_memory_mib + rules.reserved_memory_mib_per_pod * counted_pods;
  capacity.deductions.push_back(memory_part("kube-reserved memory", kube_mib, rules.reserved_memory_source));
  capacity.deductions.push_back(
      memory_part("eviction threshold", rules.eviction_memory.mib, rules.eviction_memory.source));
  const PodLimit limit = pod_limit(type, options);
  capacity.network_slots = limit.pods;
  capacity.network_slots_source = limit.source;
}

}  // namespace container_tco

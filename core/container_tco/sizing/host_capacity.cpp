#include "container_tco/sizing/host_capacity.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/sizing/ecs_host.hpp"
#include "container_tco/sizing/eks_node.hpp"
#include "container_tco/sizing/host_rules.hpp"
#include "container_tco/sizing/managed_hosts.hpp"
#include "container_tco/sizing/volume_limits.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_reserved_mib = 64 * 1024 * 1024;
constexpr std::int64_t max_pods_allowed = 10'000;
constexpr std::int64_t max_disk_gib = 65'536;

void require_valid(const HostOptions& options) {
  const std::optional<Rational>& fraction = options.memory_overhead_fraction;
  if (fraction && (fraction->is_negative() || *fraction > Rational::ratio(1, 2))) {
    throw InvalidInputError("memory_overhead_fraction", fraction->to_text(), "a share from 0 to 0.5",
                            "Write 2.5 % as 0.025");
  }
  require_range("ecs_reserved_memory_mib", options.ecs_reserved_memory_mib, 0, max_reserved_mib);
  if (options.max_pods) require_range("max_pods", *options.max_pods, 1, max_pods_allowed);
  if (options.root_disk_gib) require_range("root_disk_gib", *options.root_disk_gib, 1, max_disk_gib);
}

// As AWS sets its own hosts up.
HostOptions managed_setup(const HostOptions& options) {
  HostOptions setup;
  setup.memory_overhead_fraction = options.memory_overhead_fraction;
  setup.eni_trunking = true;
  setup.prefix_delegation = true;
  return setup;
}

void cap_pods(const ManagedHosts& hosts, HostCapacity& capacity) {
  if (!hosts.most_pods || !capacity.network_slots || *capacity.network_slots <= *hosts.most_pods) return;
  capacity.network_slots = hosts.most_pods;
  capacity.network_slots_source = hosts.source;
}

RootDisk managed_volume(ControlPlane control_plane, const HostOptions& options) {
  const ManagedHosts& hosts = managed_hosts(control_plane);
  if (!options.managed_volume_gib) return {hosts.volume_gib, hosts.volume_source};
  require_range("managed_volume_gib", *options.managed_volume_gib, hosts.least_volume_gib, hosts.most_volume_gib);
  return {*options.managed_volume_gib, "option managed_volume_gib"};
}

Resources never_negative(const Resources& amount) { return max_each(amount, Resources()); }

}  // namespace

void set_accelerators(HostCapacity& capacity, std::int64_t count) {
  capacity.advertised.gpu_count = capacity.allocatable.gpu_count = count;
}

HostCapacity host_capacity(const InstanceType& type, ControlPlane control_plane, OperatingSystem operating_system,
                           const HostOptions& options, HostOperator host_operator) {
  require_valid(options);
  const bool is_managed = host_operator == HostOperator::aws;
  const HostOptions setup = is_managed ? managed_setup(options) : options;
  HostCapacity capacity;
  capacity.instance_type = type.name;
  capacity.advertised = type.advertised();
  if (control_plane == ControlPlane::ecs) {
    deduct_ecs(type, operating_system, setup, capacity);
  } else {
    deduct_eks(type, operating_system, setup, capacity);
  }
  if (is_managed) cap_pods(managed_hosts(control_plane), capacity);
  capacity.allocatable = never_negative(capacity.advertised - sum(capacity.deductions));
  capacity.volumes = volumes_for_tasks(type, control_plane, setup, host_operator);
  return capacity;
}

RootDisk root_disk(ControlPlane control_plane, OperatingSystem operating_system, const HostOptions& options,
                   HostOperator host_operator) {
  require_valid(options);
  if (host_operator == HostOperator::aws) return managed_volume(control_plane, options);
  if (options.root_disk_gib) return {*options.root_disk_gib, "option root_disk_gib"};
  for (const DefaultDisk& disk : host_rules().root_disks) {
    if (disk.control_plane == control_plane && disk.operating_system == operating_system)
      return {disk.gib, disk.source};
  }
  throw InternalError("host_rules.json has a root disk for every control plane and operating system");
}

}  // namespace container_tco

#pragma once
// What an instance has left for tasks: ECS container instances (rules S8–S14), EKS nodes (K1–K8). Every deduction is a
// named part.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/sizing/capacity.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// How hosts are set up. What is absent comes from host_rules.json and is listed as an assumption.
struct HostOptions {
  /// Share of the advertised memory that kernel and firmware keep (rules S9, K6), 0 to 0.5.
  std::optional<Rational> memory_overhead_fraction;
  std::int64_t ecs_reserved_memory_mib = 0;  ///< ECS_RESERVED_MEMORY.
  bool eni_trunking = true;                  ///< Account setting awsvpcTrunking, free of charge (rule S12).
  bool prefix_delegation = false;            ///< VPC CNI (rule K5).
  bool custom_networking = false;            ///< VPC CNI (rule K5).
  std::optional<std::int64_t> max_pods;      ///< Overrides the computed number.
  std::optional<std::int64_t> root_disk_gib;
  /// Data volume of hosts that AWS looks after; see managed_hosts.hpp for the default and the bounds.
  std::optional<std::int64_t> managed_volume_gib;
};

/// A host as the scheduler sees it.
struct HostCapacity {
  std::string instance_type;
  Resources advertised;
  std::vector<CapacityPart> deductions;
  Resources allocatable;  ///< advertised − deductions, never negative.
  /// The most awsvpc tasks (ECS) or pods (EKS) it may run. Where the type's interfaces are unknown: absent on ECS, 110
  /// on EKS.
  std::optional<std::int64_t> network_slots;
  std::string network_slots_source;
  std::optional<std::int64_t> volumes;  ///< EBS volumes that tasks may attach to it; see `volumes_for_tasks`.
};

/// Makes `count` accelerators, in the unit that tasks ask for, the GPUs that the host has and offers.
void set_accelerators(HostCapacity& capacity, std::int64_t count);

/// `operating_system` matters on ECS only; EKS nodes are Linux here. Hosts that AWS looks after are set up its way:
/// trunking is on (rule S12), pods get addresses by prefix and are at most 110 (rules K5, M6); of `options` they take
/// the memory overhead alone.
HostCapacity host_capacity(const InstanceType& type, ControlPlane control_plane, OperatingSystem operating_system,
                           const HostOptions& options, HostOperator host_operator = HostOperator::team);

/// GiB of the disk of a host: the option, or the default of the AMI family with its source. Of a host that AWS looks
/// after the data volume.
struct RootDisk {
  std::int64_t size_gib = 0;
  std::string source;
};
RootDisk root_disk(ControlPlane control_plane, OperatingSystem operating_system, const HostOptions& options,
                   HostOperator host_operator = HostOperator::team);

/// What every EKS node runs of its own (rule K7): daemons that take room on each node, and cluster add-ons to be placed
/// once.
struct ClusterAddOn {
  std::string name;
  Resources request;
  Resources fargate_request;
  std::int64_t replicas = 1;  ///< Of the cluster; ignored for daemons.
  bool is_daemon = false;
  bool uses_host_network = false;  ///< Takes no pod address, but a slot of the two that the formula adds.
  bool on_fargate = false;         ///< Runs as its own pods when the cluster has no nodes (rule K17).
  std::string source;
};
std::vector<ClusterAddOn> cluster_add_ons(ControlPlane control_plane);
/// The controller of Karpenter (rule M9), which runs beside the nodes that it makes.
ClusterAddOn karpenter_add_on();

}  // namespace container_tco

#pragma once
// Everything an estimate depends on besides the workload and the prices.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/contract/contract.hpp"
#include "container_tco/costing/labour_costs.hpp"
#include "container_tco/estimate/node_provisioner.hpp"
#include "container_tco/estimate/resilience_options.hpp"
#include "container_tco/estimate/spot_options.hpp"
#include "container_tco/quantity/billing_period.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/workload/capacity_strategy.hpp"

namespace container_tco {

/// Which instance types may be hosts.
struct CandidateFilter {
  std::vector<std::string> instance_types;  ///< Only these; empty for all.
  std::vector<std::string> families;        ///< Only these ("m7g", "c6i"); empty for all.
  std::vector<std::string> exclude;         ///< Types or families.
  bool current_generation_only = false;
  bool burstable = false;  ///< T families share their CPU: allowed on request only.
  bool bare_metal = false;
  std::optional<std::int64_t> min_vcpu;
  std::optional<std::int64_t> max_vcpu;
  std::optional<Bytes> min_memory;  ///< Advertised.
  std::optional<Bytes> max_memory;
  friend bool operator==(const CandidateFilter&, const CandidateFilter&) = default;
};

/// Hosts of one kind, as an EKS node group, a Karpenter node pool or an ECS capacity provider makes them.
struct NodeGroup {
  std::string name;  ///< Unique, of letters, digits, '-', '_' and '.'.
  OperatingSystem operating_system = OperatingSystem::linux_os;
  CandidateFilter candidates;       ///< In place of the general one; that one when nothing is stated.
  std::vector<std::string> labels;  ///< "disktype=ssd"; ECS attributes too.
  std::vector<std::string> taints;  ///< "dedicated=gpu:NoSchedule"
  std::int64_t min_hosts = 0;
  std::optional<std::int64_t> max_hosts;
};
/// Nothing when none has that name.
const NodeGroup* find_group(const std::vector<NodeGroup>& groups, const std::string& name);

/// Hosts that are there and are kept: paid for, and filled before new ones.
struct KeptHosts {
  std::string instance_type;
  std::string group;  ///< A node group; empty for none.
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::vector<std::int64_t> by_zone;
};

/// How instance types are chosen for what runs on hosts.
enum class Provisioning {
  mixed,  ///< All hosts of an operating system are planned together, on the cheapest mix of types.
  /// One type for all tasks that ask for the same hosts (operating system, architecture, accelerator, labels, instance
  /// types, zones), as one node group would have.
  single_type
};
std::string to_string(Provisioning provisioning);
/// "mixed" or "single_type". Throws InvalidInputError.
Provisioning parse_provisioning(std::string_view text);

/// Hosts that are known, as a what-if states them: they are priced as they are, and nothing is planned.
struct GivenHosts {
  std::string pool;  ///< Name of the pool: "linux/x86_64/m7i.large".
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::string instance_type;
  std::int64_t hosts = 0;
};

/// How hosts are chosen and filled.
struct HostPlanOptions {
  CandidateFilter candidates;
  HostOptions setup;
  /// A measured fill is always priced on single types.
  Provisioning provisioning = Provisioning::mixed;
  /// Improvement steps for each mixed fleet, 0 to 10,000,000: more find cheaper plans, and take longer.
  std::int64_t fleet_iterations = 1'000;
  /// Also prove the stronger lower bound of each mixed fleet; takes longer.
  bool strong_bound = false;
  // What follows is for mixed provisioning only, and for each operating system by itself.
  std::vector<NodeGroup> groups;  ///< When a system has any, all its hosts are of these.
  std::vector<KeptHosts> kept_hosts;
  std::int64_t min_hosts_per_zone = 0;
  std::optional<std::int64_t> max_hosts;  ///< Kept ones too.
  std::optional<std::int64_t> max_types;  ///< Different types among new hosts; a type in two groups counts as two.
  /// CPU and memory that hosts keep free, in percent of what tasks request; 0 to 1,000.
  std::int64_t headroom_percent = 0;
  /// N+1: each zone has hosts more, such that the tasks of any one of its hosts find a place.
  bool survive_host_loss = false;
  /// Zones that hosts spread over; never more than the largest service has tasks, unless each zone has a minimum.
  std::int64_t zones = 2;
  std::int64_t min_hosts = 0;
  /// Of capacity providers of Auto Scaling groups (rules S18 to S20): other hosts than those of ecs-ec2 leave it alone.
  std::int64_t target_capacity_percent = 100;
  /// A measured share of the hosts' allocatable capacity that tasks request, (0, 1]: used instead of the computed
  /// packing.
  std::optional<Rational> measured_fill_fraction;
  /// When not empty, these hosts instead of a plan; whether tasks fit on them is not checked.
  std::vector<GivenHosts> given_hosts;
  NodeProvisioner node_provisioner = NodeProvisioner::managed_node_group;  ///< Of eks-ec2 and eks-ec2-spot.
  /// Whether the hosts also run what a Kubernetes cluster runs once, such as CoreDNS; false when other nodes do.
  bool run_cluster_services = true;

  /// Whether something is stated that only mixed provisioning looks at.
  bool needs_mixed_fleet() const;
};

struct EstimateOptions {
  std::string region;  ///< "us-east-1"
  BillingPeriod period;
  HostPlanOptions hosts;
  LabourOptions labour;
  ResilienceOptions resilience = {};
  /// Of EKS clusters: "1.33". In extended support a surcharge comes on top of the cluster's fee. Needs `as_of`; when
  /// empty, `surroundings.eks_extended_support` says whether the surcharge applies.
  std::string kubernetes_version = {};
  /// The day (ISO) whose Kubernetes support and fees for managed hosts count; the version of the prices when empty.
  /// Not empty beside a `kubernetes_version`: the library has no clock.
  std::string as_of = {};
  /// The user's own terms; list prices without.
  std::optional<Contract> contract = {};
  SpotOptions spot = {};
  /// Of ecs-strategy: on which capacity every service runs, in place of what the services say themselves. Fargate and
  /// hosts may be mixed as a what-if, which takes two services.
  std::vector<CapacityShare> capacity_strategy = {};
  /// Prices the workload as if the images of its Linux tasks were built for these architectures; as the input says when
  /// empty.
  std::vector<Architecture> architectures = {};
};

}  // namespace container_tco

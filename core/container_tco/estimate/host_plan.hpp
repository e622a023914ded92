#pragma once
// A workload as pools of equal hosts: one pool for all tasks that ask for the same hosts (operating system,
// architecture, kind of accelerator, labels, instance types, zones).

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/pool_kind.hpp"

namespace container_tco {

/// What one pool has to carry, before a type is chosen.
struct PoolDemand {
  std::string name;  ///< That of its kind; of a share of such a pool also its number: "linux/x86_64/2".
  PoolKind kind;
  std::vector<PackItem> items;     ///< Sorted by id.
  std::vector<FleetItem> daemons;  ///< Each runs on the types that meet its requirements, its `required_labels`.
  std::map<std::string, Rational> image_gb;  ///< Pulled afresh by each host that carries the item, in the period.
  PackOptions packing;                       ///< Without daemons, as these depend on the type.
  std::vector<std::string> excluded_types;   ///< That must not carry it.
};

/// The pools of `workload`, by name. Cluster add-ons go to the first Linux pool, daemons to every pool of their system
/// whose type will do.
std::vector<PoolDemand> plan_pools(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                   const HostPlanOptions& options);

/// What the scheduler counts in: whole CPU units and MiB on ECS (rule S1), whole millicores on Kubernetes (J13).
inline Resources as_scheduled(const Resources& request, ControlPlane control_plane) {
  if (control_plane == ControlPlane::eks)
    return {Cpu::from_milli(request.cpu.milli()), request.memory, request.gpu_count};
  return {Cpu::from_units(request.cpu.units()), Bytes::from_mib(request.memory.mib()), request.gpu_count};
}

/// One copy as it is placed: what the scheduler reserves, and what it may not share a host with.
PackItem pack_item(const Service& service, const Deployment& deployment);
PackItem pack_item(const ClusterAddOn& add_on);
/// The same in a fleet, with nothing asked of hosts.
FleetItem fleet_item(PackItem item);
/// Leaves out of `apart_from` what is not on these hosts anyway.
template <typename Item>
void forget_absent_neighbours(std::vector<Item>& items) {
  std::set<std::string> ids;
  for (const Item& item : items) ids.insert(item.id);
  for (Item& item : items) std::erase_if(item.apart_from, [&](const std::string& id) { return !ids.contains(id); });
}
/// What of a host counts for packing.
PackHost pack_host(const HostCapacity& capacity);

/// The assumption that hosts run an add-on of the cluster.
void assume_add_on(Ledger& ledger, const ClusterAddOn& add_on);

/// That hosts bear the labels which tasks of `service` ask for and nobody else sets.
void assume_labels(Ledger& ledger, const Service& service, const std::vector<std::string>& labels);

/// That hosts stand in as many zones as the copies of `service` need.
void assume_zones(Ledger& ledger, const Service& service, std::int64_t zones);

/// That hosts of `whose` ("fleet linux") stand in fewer zones than were asked for.
void assume_fewer_zones(Ledger& ledger, const std::string& whose, std::int64_t zones);

/// Names of zones in words, each once. `whose` ends the id of the assumption.
void assume_named_zones(Ledger& ledger, const std::string& whose, const std::vector<std::string>& zones);

/// Whether some task takes all accelerators of its host: then tasks with accelerators never share one, by the exclusive
/// name `host_accelerators`.
bool accelerators_are_apart(Ledger& ledger, const Workload& workload, OperatingSystem operating_system);
inline constexpr const char* host_accelerators = "the accelerators of the host";

/// GB that each host which carries `service` pulls in the period; nothing when its size is unknown.
std::optional<Rational> image_gb_per_host(Ledger& ledger, const Service& service);

/// GB of image pulls in the period by hosts that cache: each host pulls each image that it carries once a release.
/// `image_gb`: by item, as of PoolDemand; `items` are those that `plan` places.
Rational host_image_pull_gb(const std::map<std::string, Rational>& image_gb, const std::vector<PackItem>& items,
                            const std::vector<PackItem>& daemons, const PackingPlan& plan);

}  // namespace container_tco

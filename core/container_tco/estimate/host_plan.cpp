#include "container_tco/estimate/host_plan.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/estimate/host_labels.hpp"
#include "container_tco/workload/host_requirements.hpp"

namespace container_tco {
namespace {

// Managed Instances have the modes awsvpc and host only (rules M4, X61): tasks of another one must become awsvpc.
bool has_own_interface(NetworkMode mode, const Deployment& deployment) {
  if (deployment.has_managed_hosts()) return mode != NetworkMode::host;
  return mode == NetworkMode::awsvpc || mode == NetworkMode::pod;
}

std::int64_t network_slots(NetworkMode mode, const Deployment& deployment) {
  // The kubelet counts every pod, also those in the network of the host (rule K8).
  return deployment.control_plane == ControlPlane::eks || has_own_interface(mode, deployment) ? 1 : 0;
}

/// A pool with the services that it carries.
struct PlannedPool {
  PoolDemand demand;
  std::vector<const Service*> services;
};

PlannedPool& pool_for(std::map<std::string, PlannedPool>& pools, const Task& task) {
  PoolKind kind = pool_kind(task);
  const auto [place, is_new] = pools.try_emplace(kind.name());
  if (is_new) {
    place->second.demand.name = place->first;
    place->second.demand.kind = std::move(kind);
  }
  return place->second;
}

FleetItem daemon_of(PackItem item, std::vector<std::string> requirements) {
  FleetItem daemon = fleet_item(std::move(item));
  daemon.required_labels = std::move(requirements);
  return daemon;
}

void note_image(Ledger& ledger, PoolDemand& pool, const Service& service) {
  if (const auto gb = image_gb_per_host(ledger, service)) pool.image_gb[service.name] = *gb;
}

void add_daemons(Ledger& ledger, std::vector<PoolDemand>& pools, const Workload& workload,
                 const Deployment& deployment) {
  for (PoolDemand& pool : pools) {
    for (const Service& service : workload.services) {
      if (!service.is_daemon || service.task.operating_system != pool.kind.operating_system) continue;
      if (!unmet_capacity_types(service.task, deployment).empty()) continue;
      pool.daemons.push_back(daemon_of(pack_item(service, deployment), host_requirements(service.task, true)));
      note_image(ledger, pool, service);
    }
  }
}

void add_cluster_add_ons(Ledger& ledger, std::vector<PoolDemand>& pools, const Workload& workload,
                         const Deployment& deployment, const HostPlanOptions& options) {
  for (const ClusterAddOn& add_on : node_add_ons(workload, deployment, options)) {
    if (!add_on.is_daemon) {
      pools.front().items.push_back(pack_item(add_on));
    } else {
      for (PoolDemand& pool : pools) {
        if (pool.kind.operating_system != OperatingSystem::linux_os) continue;
        pool.daemons.push_back(daemon_of(pack_item(add_on), {}));
      }
    }
    assume_add_on(ledger, add_on);
  }
}

// ECS draws hosts for a service of placement strategy `random`; beside it nothing else is packed either.
bool is_placed_at_random(const PlannedPool& pool, const Deployment& deployment) {
  return deployment.control_plane == ControlPlane::ecs && !deployment.has_managed_hosts() &&
         std::any_of(pool.services.begin(), pool.services.end(),
                     [](const Service* service) { return service->placement == PlacementStrategy::random; });
}

void set_zones(Ledger& ledger, PlannedPool& pool, std::int64_t zones) {
  PackOptions& packing = pool.demand.packing;
  for (const PackItem& item : pool.demand.items) packing.zones = std::max(packing.zones, item.count);
  packing.zones = std::min(zones, packing.zones);
  const std::vector<std::string>& named = pool.demand.kind.zones;
  if (!named.empty()) {
    packing.zones = std::min(packing.zones, static_cast<std::int64_t>(named.size()));
    assume_named_zones(ledger, pool.demand.name, named);
  }
  for (const Service* service : pool.services) {
    const std::int64_t needed = zones_needed(service->task, peak_count(service->demand));
    if (needed <= packing.zones) continue;
    packing.zones = needed;
    assume_zones(ledger, *service, needed);
  }
  if (named.empty() && packing.zones < zones) assume_fewer_zones(ledger, "pool " + pool.demand.name, packing.zones);
}

void set_packing(PoolDemand& pool, const Deployment& deployment, const HostPlanOptions& options) {
  pool.packing.min_hosts = options.min_hosts;
  if (deployment.may_hold_target_capacity()) pool.packing.target_capacity_percent = options.target_capacity_percent;
}

void keep_accelerators_apart(Ledger& ledger, std::vector<PoolDemand>& pools, const Workload& workload) {
  for (PoolDemand& pool : pools) {
    if (!pool.kind.accelerator || !accelerators_are_apart(ledger, workload, pool.kind.operating_system)) continue;
    for (PackItem& item : pool.items) item.exclusive.emplace_back(host_accelerators);
  }
}

}  // namespace

PackItem pack_item(const Service& service, const Deployment& deployment) {
  const ControlPlane control_plane = deployment.control_plane;
  PackItem item;
  item.id = service.name;
  item.request = as_scheduled(service.task.request, control_plane);
  item.count = service.is_daemon ? 1 : peak_count(service.demand);
  item.network_slots = network_slots(service.task.network_mode, deployment);
  // A port of the host in bridge mode is one of the task where each has its own interface.
  const bool shares_ports = !deployment.has_managed_hosts() || service.task.network_mode != NetworkMode::bridge;
  for (const std::string& port : service.task.static_host_ports) {
    if (shares_ports) item.exclusive.push_back("port " + port);
  }
  item.volumes = service.task.attached_volumes;
  item.apart_from = service.apart_from;
  const std::optional<std::int64_t> most = copies_per_host_limit(service.task);
  // Spread over hosts ends at one task on each: it is priced as what it does to full hosts (rule S17). Managed
  // Instances take no strategies (rule S16).
  const bool is_spread = control_plane == ControlPlane::ecs && !deployment.has_managed_hosts() &&
                         service.placement == PlacementStrategy::spread_hosts;
  if (is_spread || most == 1) {
    item.exclusive.push_back("one per host: " + service.name);
  } else {
    item.max_copies_per_host = most;
  }
  return item;
}

PackItem pack_item(const ClusterAddOn& add_on) {
  PackItem item;
  item.id = add_on.name;
  item.request = add_on.request;
  item.count = add_on.is_daemon ? 1 : add_on.replicas;
  item.network_slots = 1;
  return item;
}

PackHost pack_host(const HostCapacity& capacity) {
  return {capacity.allocatable, capacity.network_slots, capacity.volumes};
}

FleetItem fleet_item(PackItem item) {
  FleetItem made;
  static_cast<PackItem&>(made) = std::move(item);
  return made;
}

void assume_add_on(Ledger& ledger, const ClusterAddOn& add_on) {
  ledger.assume(
      "cluster_add_on/" + add_on.name,
      "Nodes run " + add_on.name + (add_on.is_daemon ? " each" : ", " + std::to_string(add_on.replicas) + " in all"),
      add_on.source);
}

void assume_labels(Ledger& ledger, const Service& service, const std::vector<std::string>& labels) {
  if (labels.empty()) return;
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : ", ") + printable(label);
  ledger.assume("host_labels/" + service.name, "Hosts are labelled as " + printable(service.name) + " asks: " + text,
                "assumption");
}

void assume_zones(Ledger& ledger, const Service& service, std::int64_t zones) {
  ledger.assume("zones_needed/" + service.name,
                "Hosts stand in " + std::to_string(zones) + " zones, as the copies of " + printable(service.name) +
                    " must spread over so many",
                "user");
}

void assume_fewer_zones(Ledger& ledger, const std::string& whose, std::int64_t zones) {
  // Parts of a deployment may have fleets of one name in different numbers of zones.
  ledger.assume(
      "zones_used/" + whose.substr(whose.find(' ') + 1) + "/" + std::to_string(zones),
      "Hosts of " + whose + " stand in " + exact_count(zones, "zone") + ", as none of its services has more copies",
      "S15; assumption");
}

void assume_named_zones(Ledger& ledger, const std::string& whose, const std::vector<std::string>& zones) {
  std::string text;
  for (const std::string& name : zones) text += (text.empty() ? "" : ", ") + printable(name);
  ledger.assume("zones_by_name/" + whose, "Hosts stand in the zones that tasks insist on: " + text, "user");
}

bool accelerators_are_apart(Ledger& ledger, const Workload& workload, OperatingSystem operating_system) {
  const bool takes_all = std::any_of(workload.services.begin(), workload.services.end(), [&](const Service& service) {
    return service.task.all_accelerators && service.task.operating_system == operating_system;
  });
  if (!takes_all) return false;
  ledger.assume("all_accelerators",
                "As some tasks take every accelerator of their host, tasks with accelerators never share one",
                "assumption");
  return true;
}

std::optional<Rational> image_gb_per_host(Ledger& ledger, const Service& service) {
  if (!service.usage.image_gb) return std::nullopt;
  return *service.usage.image_gb * releases_per_month(ledger, service) * ledger.period().months();
}

std::vector<PoolDemand> plan_pools(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                   const HostPlanOptions& options) {
  std::map<std::string, PlannedPool> by_name;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    PlannedPool& pool = pool_for(by_name, service.task);
    pool.services.push_back(&service);
    pool.demand.items.push_back(pack_item(service, deployment));
    assume_labels(ledger, service, pool.demand.kind.labels);
    note_image(ledger, pool.demand, service);
  }
  const auto is_linux = [](const auto& entry) {
    return entry.second.demand.kind.operating_system == OperatingSystem::linux_os;
  };
  const bool has_linux = std::any_of(by_name.begin(), by_name.end(), is_linux);
  if (!by_name.empty() && !has_linux && wants_linux_host(deployment, options)) (void)pool_for(by_name, Task());
  std::vector<PoolDemand> pools;
  for (auto& [name, pool] : by_name) {
    set_packing(pool.demand, deployment, options);
    set_zones(ledger, pool, options.zones);
    if (is_placed_at_random(pool, deployment)) pool.demand.packing.random_seed = 1;
    pools.push_back(std::move(pool.demand));
  }
  std::sort(pools.begin(), pools.end(), [](const PoolDemand& a, const PoolDemand& b) {
    return std::tie(a.kind.accelerator, a.kind.operating_system, a.name) <
           std::tie(b.kind.accelerator, b.kind.operating_system, b.name);
  });
  keep_accelerators_apart(ledger, pools, workload);
  add_daemons(ledger, pools, workload, deployment);
  add_cluster_add_ons(ledger, pools, workload, deployment, options);
  for (PoolDemand& pool : pools) {
    forget_absent_neighbours(pool.items);
    std::sort(pool.items.begin(), pool.items.end(), [](const PackItem& a, const PackItem& b) { return a.id < b.id; });
  }
  return pools;
}

Rational host_image_pull_gb(const std::map<std::string, Rational>& image_gb, const std::vector<PackItem>& items,
                            const std::vector<PackItem>& daemons, const PackingPlan& plan) {
  if (image_gb.empty()) return Rational();
  std::map<std::string, std::int64_t> hosts_with;
  for (const PackedHosts& hosts : plan.hosts) {
    for (const Placement& placement : hosts.placements) hosts_with[items[placement.item].id] += hosts.count;
  }
  for (const PackItem& daemon : daemons) hosts_with[daemon.id] = plan.host_count;
  Rational gb;
  for (const auto& [name, each] : image_gb) gb += each * Rational(hosts_with[name]);
  return gb;
}

}  // namespace container_tco

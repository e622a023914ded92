#include "container_tco/estimate/host_plan.hpp"

#include <algorithm>
#include <tuple>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/estimate/add_ons.hpp"

namespace container_tco {
namespace {

// What the scheduler counts in: whole CPU units and MiB on ECS (rule S1), whole millicores on Kubernetes (J13).
Resources as_scheduled(const Resources& request, ControlPlane control_plane) {
  if (control_plane == ControlPlane::eks)
    return {Cpu::from_milli(request.cpu.milli()), request.memory, request.gpu_count};
  return {Cpu::from_units(request.cpu.units()), Bytes::from_mib(request.memory.mib()), request.gpu_count};
}

std::int64_t network_slots(NetworkMode mode, ControlPlane control_plane) {
  // The kubelet counts every pod, also those in the network of the host (rule K8).
  if (control_plane == ControlPlane::eks) return 1;
  return mode == NetworkMode::awsvpc || mode == NetworkMode::pod ? 1 : 0;
}

PackItem item_of(const Service& service, ControlPlane control_plane) {
  PackItem item;
  item.id = service.name;
  item.request = as_scheduled(service.task.request, control_plane);
  item.count = service.is_daemon ? 1 : peak_count(service.demand);
  item.network_slots = network_slots(service.task.network_mode, control_plane);
  for (const std::string& port : service.task.static_host_ports) item.exclusive.push_back("port " + port);
  if (service.task.one_per_host) item.exclusive.push_back("one per host: " + service.name);
  return item;
}

PackItem item_of(const ClusterAddOn& add_on) {
  PackItem item;
  item.id = add_on.name;
  item.request = add_on.request;
  item.count = add_on.is_daemon ? 1 : add_on.replicas;
  item.network_slots = 1;
  return item;
}

std::string pool_name(const Task& task) {
  return to_string(task.operating_system) + "/" + to_string(task.architecture) +
         (task.request.gpu_count > 0 ? "/gpu" : "");
}

PoolDemand& pool_for(std::vector<PoolDemand>& pools, const Task& task) {
  const std::string name = pool_name(task);
  const auto found = std::find_if(pools.begin(), pools.end(), [&](const PoolDemand& p) { return p.name == name; });
  if (found != pools.end()) return *found;
  PoolDemand pool;
  pool.name = name;
  pool.operating_system = task.operating_system;
  pool.architecture = task.architecture;
  pool.needs_gpu = task.request.gpu_count > 0;
  pools.push_back(std::move(pool));
  return pools.back();
}

void note_image(Ledger& ledger, PoolDemand& pool, const Service& service) {
  if (!service.usage.image_gb) return;
  pool.image_gb[service.name] =
      *service.usage.image_gb * releases_per_month(ledger, service) * ledger.period().months();
}

void add_daemons(Ledger& ledger, std::vector<PoolDemand>& pools, const Workload& workload, ControlPlane control_plane) {
  for (PoolDemand& pool : pools) {
    for (const Service& service : workload.services) {
      if (!service.is_daemon || service.task.operating_system != pool.operating_system) continue;
      pool.daemons.push_back(item_of(service, control_plane));
      note_image(ledger, pool, service);
    }
  }
}

void add_cluster_add_ons(Ledger& ledger, std::vector<PoolDemand>& pools, const Workload& workload,
                         ControlPlane control_plane) {
  for (const ClusterAddOn& add_on : add_ons_beside(workload, control_plane)) {
    if (!add_on.is_daemon) {
      pools.front().items.push_back(item_of(add_on));
    } else {
      for (PoolDemand& pool : pools) pool.daemons.push_back(item_of(add_on));
    }
    ledger.assume(
        "cluster_add_on/" + add_on.name,
        "Nodes run " + add_on.name + (add_on.is_daemon ? " each" : ", " + std::to_string(add_on.replicas) + " in all"),
        add_on.source);
  }
}

void set_packing(PoolDemand& pool, const HostPlanOptions& options) {
  std::int64_t largest = 1;
  for (const PackItem& item : pool.items) largest = std::max(largest, item.count);
  pool.packing.zones = std::min(options.zones, largest);
  pool.packing.min_hosts = options.min_hosts;
  pool.packing.target_capacity_percent = options.target_capacity_percent;
  pool.packing.daemons = pool.daemons;
}

}  // namespace

std::vector<PoolDemand> plan_pools(Ledger& ledger, const Workload& workload, ControlPlane control_plane,
                                   const HostPlanOptions& options) {
  std::vector<PoolDemand> pools;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    PoolDemand& pool = pool_for(pools, service.task);
    pool.items.push_back(item_of(service, control_plane));
    note_image(ledger, pool, service);
  }
  std::sort(pools.begin(), pools.end(), [](const PoolDemand& a, const PoolDemand& b) {
    return std::tie(a.needs_gpu, a.operating_system, a.name) < std::tie(b.needs_gpu, b.operating_system, b.name);
  });
  for (PoolDemand& pool : pools) set_packing(pool, options);
  add_daemons(ledger, pools, workload, control_plane);
  add_cluster_add_ons(ledger, pools, workload, control_plane);
  for (PoolDemand& pool : pools) {
    std::sort(pool.items.begin(), pool.items.end(), [](const PackItem& a, const PackItem& b) { return a.id < b.id; });
    pool.packing.daemons = pool.daemons;
  }
  return pools;
}

Rational host_image_pull_gb(const PoolDemand& demand, const PackingPlan& plan) {
  if (demand.image_gb.empty()) return Rational();
  std::map<std::string, std::int64_t> hosts_with;
  for (const PackedHosts& hosts : plan.hosts) {
    for (const Placement& placement : hosts.placements) hosts_with[demand.items[placement.item].id] += hosts.count;
  }
  for (const PackItem& daemon : demand.daemons) hosts_with[daemon.id] = plan.host_count;
  Rational gb;
  for (const auto& [name, each] : demand.image_gb) gb += each * Rational(hosts_with[name]);
  return gb;
}

}  // namespace container_tco

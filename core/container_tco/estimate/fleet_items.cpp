#include "container_tco/estimate/fleet_items.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/estimate/host_labels.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/host_requirements.hpp"

namespace container_tco {
namespace {

std::vector<std::string> tolerated(const Task& task, const std::vector<NodeGroup>& groups) {
  std::vector<std::string> taints;
  for (const NodeGroup& group : groups) {
    for (const std::string& taint : group.taints) {
      if (tolerates(task, {taint})) taints.push_back(taint);
    }
  }
  return taints;
}

FleetItem fleet_item(const Service& service, const Deployment& deployment, const HostPlanOptions& options) {
  FleetItem item = fleet_item(pack_item(service, deployment));
  item.required_labels = host_requirements(service.task, service.is_daemon);
  item.tolerated_taints = tolerated(service.task, options.groups);
  return item;
}

FleetDemand& fleet_for(std::vector<FleetDemand>& fleets, OperatingSystem operating_system) {
  for (FleetDemand& fleet : fleets) {
    if (fleet.operating_system == operating_system) return fleet;
  }
  FleetDemand fleet;
  fleet.name = to_string(operating_system);
  fleet.operating_system = operating_system;
  fleets.push_back(std::move(fleet));
  return fleets.back();
}

void note_wanted_labels(Ledger& ledger, FleetDemand& fleet, const Service& service) {
  std::vector<std::string> labels = labels_to_set(service.task);
  if (labels.empty()) return;
  assume_labels(ledger, service, labels);
  if (std::find(fleet.wanted_labels.begin(), fleet.wanted_labels.end(), labels) == fleet.wanted_labels.end()) {
    fleet.wanted_labels.push_back(std::move(labels));
  }
}

// Names of zones that tasks insist on, in order: these come first, others follow without names.
std::vector<std::string> named_zones(const Workload& workload, OperatingSystem operating_system) {
  std::set<std::string> names;
  for (const Service& service : workload.services) {
    if (service.task.operating_system != operating_system || service.is_daemon) continue;
    names.insert(service.task.allowed_zones.begin(), service.task.allowed_zones.end());
  }
  return {names.begin(), names.end()};
}

// As many zones as the service that needs most; in `ledger` when these are more than were asked for.
std::int64_t zones_for_copies(Ledger& ledger, const FleetDemand& fleet, const Workload& workload, std::int64_t zones) {
  for (const Service& service : workload.services) {
    if (service.task.operating_system != fleet.operating_system || service.is_daemon) continue;
    const std::int64_t needed = zones_needed(service.task, peak_count(service.demand));
    if (needed <= zones) continue;
    zones = needed;
    assume_zones(ledger, service, needed);
  }
  return zones;
}

void set_zones(Ledger& ledger, FleetDemand& fleet, const Workload& workload, const HostPlanOptions& options) {
  std::int64_t largest = 1;
  for (const FleetItem& item : fleet.items) largest = std::max(largest, item.count);
  const std::vector<std::string> names = named_zones(workload, fleet.operating_system);
  // A minimum in each zone holds whether or not tasks reach it.
  const std::int64_t wanted = options.min_hosts_per_zone > 0 ? options.zones : std::min(options.zones, largest);
  std::int64_t zones = std::max(wanted, static_cast<std::int64_t>(names.size()));
  for (const KeptHosts& kept : options.kept_hosts) {
    if (kept.operating_system != fleet.operating_system) continue;
    zones = std::max(zones, static_cast<std::int64_t>(kept.by_zone.size()));
  }
  fleet.packing.zones = zones_for_copies(ledger, fleet, workload, zones);
  if (fleet.packing.zones < options.zones) assume_fewer_zones(ledger, "fleet " + fleet.name, fleet.packing.zones);
  if (names.empty()) return;
  assume_named_zones(ledger, fleet.name, names);
  for (const Service& service : workload.services) {
    for (FleetItem& item : fleet.items) {
      if (item.id != service.name) continue;
      for (const std::string& name : service.task.allowed_zones) {
        item.zones.push_back(std::find(names.begin(), names.end(), name) - names.begin());
      }
    }
  }
}

void set_packing(FleetDemand& fleet, const Deployment& deployment, const HostPlanOptions& options) {
  FleetOptions& packing = fleet.packing;
  packing.min_hosts = options.min_hosts;
  packing.min_hosts_per_zone = options.min_hosts_per_zone;
  packing.max_hosts = options.max_hosts;
  packing.max_types = options.max_types;
  packing.headroom_percent = options.headroom_percent;
  packing.survive_host_loss = options.survive_host_loss;
  if (deployment.may_hold_target_capacity()) packing.target_capacity_percent = options.target_capacity_percent;
  packing.iteration_limit = options.fleet_iterations;
  packing.strong_bound = options.strong_bound;
  packing.groups = group_limits(options.groups, fleet.operating_system);
}

// On Spot no host carries more than its share of a service: what AWS takes back with one leaves the others.
void spread_over_hosts(FleetDemand& fleet, std::int64_t least_hosts) {
  for (FleetItem& item : fleet.items) {
    const std::int64_t share = std::max<std::int64_t>(1, (item.count + least_hosts - 1) / least_hosts);
    item.max_copies_per_host = std::min(share, item.max_copies_per_host.value_or(share));
  }
}

// A task that takes all accelerators of its host leaves none to any other.
void keep_accelerators_apart(Ledger& ledger, FleetDemand& fleet, const Workload& workload) {
  if (!accelerators_are_apart(ledger, workload, fleet.operating_system)) return;
  for (FleetItem& item : fleet.items) {
    if (item.request.gpu_count > 0) item.exclusive.emplace_back(host_accelerators);
  }
}

void add_service(Ledger& ledger, FleetDemand& fleet, const Service& service, const Deployment& deployment,
                 const HostPlanOptions& options) {
  std::vector<FleetItem>& list = service.is_daemon ? fleet.packing.daemons : fleet.items;
  list.push_back(fleet_item(service, deployment, options));
  if (const auto gb = image_gb_per_host(ledger, service)) fleet.image_gb[service.name] = *gb;
  if (service.is_daemon) return;
  for (const Architecture architecture : architectures_of(service.task)) {
    if (std::find(fleet.architectures.begin(), fleet.architectures.end(), architecture) == fleet.architectures.end()) {
      fleet.architectures.push_back(architecture);
    }
  }
  std::sort(fleet.architectures.begin(), fleet.architectures.end());
  if (options.groups.empty()) note_wanted_labels(ledger, fleet, service);
}

void add_cluster_add_ons(Ledger& ledger, FleetDemand& fleet, const Workload& workload, const Deployment& deployment,
                         const HostPlanOptions& options) {
  for (const ClusterAddOn& add_on : node_add_ons(workload, deployment, options)) {
    (add_on.is_daemon ? fleet.packing.daemons : fleet.items).push_back(fleet_item(add_on, options));
    assume_add_on(ledger, add_on);
  }
}

}  // namespace

FleetItem fleet_item(const ClusterAddOn& add_on, const HostPlanOptions& options) {
  FleetItem item = fleet_item(pack_item(add_on));
  for (const NodeGroup& group : options.groups) {
    if (add_on.is_daemon)
      item.tolerated_taints.insert(item.tolerated_taints.end(), group.taints.begin(), group.taints.end());
  }
  return item;
}

std::vector<FleetGroup> group_limits(const std::vector<NodeGroup>& groups, OperatingSystem operating_system) {
  std::vector<FleetGroup> limits;
  for (const NodeGroup& group : groups) {
    if (group.operating_system != operating_system || (group.min_hosts == 0 && !group.max_hosts)) continue;
    limits.push_back({group.name, group.min_hosts, group.max_hosts});
  }
  return limits;
}

std::vector<FleetDemand> plan_fleets(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                     const EstimateOptions& options) {
  std::vector<FleetDemand> fleets;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    add_service(ledger, fleet_for(fleets, service.task.operating_system), service, deployment, options.hosts);
  }
  if (!fleets.empty() && wants_linux_host(deployment, options.hosts)) {
    (void)fleet_for(fleets, OperatingSystem::linux_os);
  }
  std::sort(fleets.begin(), fleets.end(),
            [](const FleetDemand& a, const FleetDemand& b) { return a.operating_system < b.operating_system; });
  for (FleetDemand& fleet : fleets) {
    set_zones(ledger, fleet, workload, options.hosts);
    set_packing(fleet, deployment, options.hosts);
    keep_accelerators_apart(ledger, fleet, workload);
    if (deployment.is_spot() && options.spot.min_types > 1) spread_over_hosts(fleet, options.spot.min_types);
    for (const Service& service : workload.services) {
      if (!service.is_daemon || service.task.operating_system != fleet.operating_system) continue;
      if (!unmet_capacity_types(service.task, deployment).empty()) continue;
      add_service(ledger, fleet, service, deployment, options.hosts);
    }
  }
  if (!fleets.empty() && fleets.front().operating_system == OperatingSystem::linux_os) {
    add_cluster_add_ons(ledger, fleets.front(), workload, deployment, options.hosts);
  }
  for (FleetDemand& fleet : fleets) {
    forget_absent_neighbours(fleet.items);
    const auto by_id = [](const FleetItem& a, const FleetItem& b) { return a.id < b.id; };
    std::sort(fleet.items.begin(), fleet.items.end(), by_id);
    std::sort(fleet.packing.daemons.begin(), fleet.packing.daemons.end(), by_id);
    std::sort(fleet.wanted_labels.begin(), fleet.wanted_labels.end());
  }
  return fleets;
}

}  // namespace container_tco

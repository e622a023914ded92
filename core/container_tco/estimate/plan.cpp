#include "container_tco/estimate/plan.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/estimate/contract_terms.hpp"
#include "container_tco/estimate/data_plane.hpp"
#include "container_tco/estimate/fleet_items.hpp"
#include "container_tco/estimate/fleet_types.hpp"
#include "container_tco/estimate/host_labels.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/estimate/managed_host_notes.hpp"
#include "container_tco/estimate/zone_loss.hpp"

namespace container_tco {
namespace {

void require_valid(const PlanOptions& options) {
  if (!options.deployment.uses_hosts()) {
    throw InvalidInputError("deployment", options.deployment.name(), "one with hosts, such as eks-ec2");
  }
  if (options.architectures.empty()) throw InvalidInputError("architectures", "none", "x86_64, arm64 or both");
  const bool is_windows = options.operating_system == OperatingSystem::windows_os;
  if (is_windows && options.deployment.has_managed_hosts()) {
    throw InvalidInputError("operating_system", "windows", "linux on " + options.deployment.name(),
                            "hosts that AWS looks after run Linux only");
  }
  if (options.fleet.target_capacity_percent != 100 && !options.deployment.may_hold_target_capacity()) {
    throw InvalidInputError("target_capacity_percent", std::to_string(options.fleet.target_capacity_percent),
                            "100 on " + options.deployment.name() +
                                ": only capacity providers of Auto Scaling groups on ECS have a target capacity",
                            "Plan for ecs-ec2, or keep room with headroom_percent");
  }
}

EstimateOptions estimate_options(const PlanOptions& options) {
  EstimateOptions result;
  result.region = options.region;
  result.period = options.period;
  result.hosts.candidates = options.candidates;
  result.hosts.setup = options.setup;
  result.hosts.zones = options.fleet.zones;
  const auto is_of_system = [&](const auto& hosts) { return hosts.operating_system == options.operating_system; };
  std::copy_if(options.groups.begin(), options.groups.end(), std::back_inserter(result.hosts.groups), is_of_system);
  std::copy_if(options.kept_hosts.begin(), options.kept_hosts.end(), std::back_inserter(result.hosts.kept_hosts),
               is_of_system);
  result.contract = options.contract;
  result.as_of = options.as_of;
  return result;
}

bool names_architecture(const FleetItem& item) {
  return std::any_of(item.required_labels.begin(), item.required_labels.end(), [](const std::string& label) {
    return label.starts_with("kubernetes.io/arch=") || label.starts_with("ecs.cpu-architecture=");
  });
}

// The item as it is placed: rounded as the scheduler counts, and kept to hosts on which it would start.
FleetItem placed_item(FleetItem item, const PlanOptions& options, bool is_daemon) {
  item.request = as_scheduled(item.request, options.deployment.control_plane);
  Task task;
  task.request = item.request;
  task.required_host_labels = item.required_labels;
  task.architecture = options.architectures.front();
  task.also_built_for = options.architectures;
  item.required_labels = host_requirements(task, is_daemon || names_architecture(item));
  return item;
}

FleetDemand demand_of(Ledger& ledger, const std::vector<FleetItem>& items, const PlanOptions& options,
                      const EstimateOptions& estimate) {
  FleetDemand demand;
  demand.name = to_string(options.operating_system);
  demand.operating_system = options.operating_system;
  for (const FleetItem& item : items) demand.items.push_back(placed_item(item, options, false));
  demand.packing = options.fleet;
  demand.packing.zones = zones_with_kept_hosts(estimate.hosts);
  for (FleetGroup& limits : group_limits(estimate.hosts.groups, options.operating_system)) {
    demand.packing.groups.push_back(std::move(limits));
  }
  for (FleetItem& daemon : demand.packing.daemons) daemon = placed_item(std::move(daemon), options, true);
  // What clusters run on their nodes are Linux pods.
  if (options.operating_system != OperatingSystem::linux_os) return demand;
  for (const ClusterAddOn& add_on : node_add_ons(Workload(), options.deployment, estimate.hosts)) {
    if (!add_on.is_daemon) continue;
    std::vector<FleetItem>& daemons = demand.packing.daemons;
    const auto own =
        std::find_if(daemons.begin(), daemons.end(), [&](const FleetItem& daemon) { return daemon.id == add_on.name; });
    FleetItem item = fleet_item(add_on, estimate.hosts);
    if (own != daemons.end()) {
      // The user's own figure for it, which starts where it does.
      own->tolerated_taints.insert(own->tolerated_taints.end(), item.tolerated_taints.begin(),
                                   item.tolerated_taints.end());
      continue;
    }
    daemons.push_back(std::move(item));
    assume_add_on(ledger, add_on);
  }
  return demand;
}

// A pool for each type of the plan: the same type in two groups is two.
void add_costs(Ledger& ledger, const PackedFleet& fleet, const std::vector<const PricedHost*>& hosts,
               OperatingSystem operating_system, const HostTerms& terms, std::int64_t disk_gib) {
  std::map<std::string, HostPurchase> purchases;
  for (const FleetHosts& group : fleet.plan.hosts) {
    const InstanceType& type = *hosts[group.type]->type;
    const std::string& name = fleet.types[group.type].name;
    HostPurchase& purchase = purchases[name];
    purchase.pool = to_string(operating_system) + "/" + to_string(type.architecture) + "/" + name;
    purchase.instance_type = type.name;
    purchase.operating_system = operating_system;
    purchase.terms = terms;
    purchase.hosts += group.count;
  }
  for (const auto& [name, purchase] : purchases) {
    add_host_costs(ledger, purchase);
    add_root_disk_costs(ledger, purchase.pool, purchase.hosts, disk_gib);
  }
}

}  // namespace

Money PricedFleet::total() const {
  if (!gaps.empty()) {
    throw InvalidInputError("total", "a price is missing", "a price for every host", gaps.front().remedy);
  }
  return sum_costs(lines, currency);
}

std::optional<Rational> PricedFleet::gap() const {
  if (!lower_bound || !gaps.empty() || !fleet.plan.gap()) return std::nullopt;
  return gap_between(total(), *lower_bound);
}

PricedFleet plan(const std::vector<FleetItem>& items, const PriceBook& book, const PlanOptions& options) {
  require_valid(options);
  const Deployment& deployment = options.deployment;
  const EstimateOptions estimate = estimate_options(options);
  Ledger ledger(book, options.region, options.period, options.contract ? &*options.contract : nullptr);
  require_usable_currency(ledger);
  if (const std::optional<Finding> missing = managed_hosts_missing(book, deployment, estimate)) {
    throw InvalidInputError("deployment", deployment.name(), "one that the region has", missing->reason);
  }
  note_host_terms(ledger, deployment, estimate);
  const FleetDemand demand = demand_of(ledger, items, options, estimate);
  const RootDisk disk =
      root_disk(deployment.control_plane, options.operating_system, options.setup, deployment.host_operator);
  ledger.assume("root_disk", "Each host has a gp3 disk of " + std::to_string(disk.size_gib) + " GiB", disk.source);
  if (deployment.is_spot()) {
    ledger.assume("spot_types",
                  "Types are not spread: an estimate of the deployment keeps each to its share of the hosts",
                  "assumption");
  }
  const HostSurcharge surcharge{root_disk_cost(ledger, disk.size_gib), Money::zero(ledger.currency())};
  HostCatalogue catalogue;
  const FleetCandidates candidates = fleet_candidates(ledger, demand, deployment, estimate, surcharge, catalogue);

  PricedFleet result;
  result.options = options;
  result.fleet = PackedFleet::of(demand.items, candidates.types, demand.packing);
  add_costs(ledger, result.fleet, candidates.hosts, options.operating_system, host_terms(deployment, estimate, book),
            disk.size_gib);
  result.currency = ledger.currency();
  result.lines = std::move(ledger.lines);
  result.assumptions = std::move(ledger.assumptions);
  result.not_priced = std::move(ledger.not_priced);
  result.gaps = std::move(ledger.gaps);
  if (result.gaps.empty()) result.lower_bound = least_cost(result.fleet.plan, candidates, result.currency);
  result.candidates_considered = candidates.considered;
  result.price_book_version = book.version();
  result.price_book_digest = book.digest();
  return result;
}

}  // namespace container_tco

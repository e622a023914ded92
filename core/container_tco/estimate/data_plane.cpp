#include "container_tco/estimate/data_plane.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/costing/price_keys.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/contract_terms.hpp"
#include "container_tco/estimate/fargate_plan.hpp"
#include "container_tco/estimate/fleet_choice.hpp"
#include "container_tco/estimate/host_choice.hpp"
#include "container_tco/estimate/managed_host_notes.hpp"
#include "container_tco/estimate/region_zones.hpp"
#include "container_tco/estimate/spot_shares.hpp"
#include "container_tco/estimate/zone_loss.hpp"
#include "container_tco/sizing/volume_limits.hpp"
#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/host_requirements.hpp"

namespace container_tco {

std::int64_t service_count(const Workload& workload, bool with_daemons) {
  return std::count_if(workload.services.begin(), workload.services.end(),
                       [&](const Service& service) { return with_daemons || !service.is_daemon; });
}

// A deployment that cannot be built is reported like one that a rule forbids.
Finding impossible(const std::string& service, const std::string& rule, const std::string& reason) {
  return {.verdict = Verdict::impossible,
          .service = service,
          .rule = rule,
          .feature = "size",
          .value = "",
          .json_path = "",
          .reason = reason,
          .remedy =
              "Change what the reason names: allow other instance types, set the label, tolerate the taint, raise "
              "the limit, or make the task smaller",
          .source = "sizing"};
}

namespace {

void note_host_assumptions(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                           const EstimateOptions& options) {
  const HostPlanOptions& hosts = options.hosts;
  note_host_terms(ledger, deployment, options);
  const std::int64_t zones = zones_with_kept_hosts(hosts);
  ledger.assume("zones",
                "Hosts spread over up to " + std::to_string(zones) + " zones" +
                    (zones > hosts.zones ? ", as hosts that are kept stand in so many" : ""),
                zones > hosts.zones ? "user" : "S15; assumption");
  if (hosts.target_capacity_percent != 100 && !deployment.may_hold_target_capacity()) {
    ledger.assume("target_capacity/" + deployment.name(),
                  "The target capacity of " + std::to_string(hosts.target_capacity_percent) + " % adds no hosts to " +
                      deployment.name() + ": only capacity providers of Auto Scaling groups on ECS have one",
                  "S18, S20");
  }
  // Hosts that AWS looks after are set up by it.
  if (!deployment.has_managed_hosts() && deployment.control_plane == ControlPlane::ecs && hosts.setup.eni_trunking) {
    ledger.assume("eni_trunking", "awsvpcTrunking is on: more awsvpc tasks fit a host; the setting is free", "S12");
  }
  const bool has_runs = std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return std::holds_alternative<RunDemand>(service.demand);
  });
  if (has_runs) {
    ledger.assume("hosts_for_peak", "Hosts are held for the most runs at one time, also while none runs", "S20");
  }
  const bool has_profiles = std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return std::holds_alternative<ProfileDemand>(service.demand);
  });
  if (has_profiles) {
    ledger.assume("hosts_for_demand_peak",
                  "Hosts are held for the peak of a demand over time, also while less is wanted", "S20; assumption");
  }
  const bool attaches_volumes = std::any_of(workload.services.begin(), workload.services.end(),
                                            [](const auto& service) { return service.task.attached_volumes > 0; });
  if (attaches_volumes) {
    ledger.assume("attached_volumes",
                  "A host attaches no more EBS volumes than its type allows, without its root volume and, where they "
                  "share the limit, its further network interfaces",
                  volume_limits_source());
  }
  if (hosts.measured_fill_fraction) {
    ledger.assume(
        "measured_fill",
        "Hosts are as full as measured: " + hosts.measured_fill_fraction->to_text() + " of what they can allocate",
        "user");
    if (hosts.target_capacity_percent != 100 && deployment.may_hold_target_capacity()) {
      ledger.assume("measured_fill_target",
                    "A target capacity of the capacity provider adds no hosts to these: what was measured has them",
                    "assumption");
    }
  }
}

Money price_or_zero(const Ledger& ledger, const std::string& key) {
  // A missing price is reported as a gap where its line is added; here it only ranks candidate types.
  return ledger.find_first_price(key).value_or(Money::zero(ledger.currency()));
}

}  // namespace

Money root_disk_cost(const Ledger& ledger, std::int64_t gib) {
  return price_or_zero(ledger, disk_key) * (Rational(gib) * ledger.period().months());
}

HostSurcharge surcharge_per_host(const Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                 std::int64_t root_disk_gib, const EstimateOptions& options) {
  HostSurcharge surcharge{
      root_disk_cost(ledger, root_disk_gib) + labour_cost_per_host(ledger.book(), deployment,
                                                                   labour_in_prices_currency(options, ledger),
                                                                   ledger.currency(), ledger.period()),
      Money::zero(ledger.currency())};
  if (uses_public_addresses(workload).value_or(false)) {
    surcharge.per_host += price_or_zero(ledger, public_address_key) * ledger.period().hours();
  }
  if (workload.surroundings.egress == Egress::nat_gateway) {
    surcharge.per_gb_of_pulls = price_or_zero(ledger, nat_gateway_gb_key);
  } else if (workload.surroundings.egress == Egress::vpc_endpoints) {
    surcharge.per_gb_of_pulls = price_or_zero(ledger, interface_endpoint_gb_key);
  }
  return surcharge;
}

namespace {

Rational task_scratch_gib(const Workload& workload) {
  Rational gib;
  for (const Service& service : workload.services) {
    if (service.is_daemon || !service.task.ephemeral_storage) continue;
    gib += service.task.ephemeral_storage->gib() * Rational(peak_count(service.demand));
  }
  return gib;
}

// Pods on Fargate cannot have what the surroundings promise to everything else: public addresses, and pulls through
// them.
void take_back_public_addresses(Ledger& ledger, const Workload& workload, SharedCostInputs& shared) {
  if (!uses_public_addresses(workload).value_or(false)) return;
  ledger.warnings.push_back(
      "EKS runs pods on Fargate in private subnets only (rule K13): they have no public addresses, and what is not "
      "given of the NAT gateways or endpoints that they need is not priced");
  shared.public_address_hours = Rational();
  if (workload.surroundings.egress != Egress::public_subnets || shared.image_pull_gb.is_zero()) return;
  ledger.leave_out("Image pulls of pods on Fargate, as their way out of private subnets is not given");
  shared.image_pull_gb = Rational();
}

DataPlaneFacts add_fargate_side(Estimate& result, Ledger& ledger, const Workload& workload,
                                const EstimateOptions& options) {
  result.fargate = plan_fargate(ledger, workload, result.deployment, options.hosts);
  add_fargate_costs(ledger, result.deployment.control_plane, result.fargate);
  const ImagePulls pulls = fargate_image_pulls(ledger, workload);
  DataPlaneFacts facts;
  facts.shared = {result.deployment, fargate_address_hours(workload, result.fargate), "task-hours with an address",
                  pulls.gb, pulls.derivation};
  if (result.deployment.control_plane == ControlPlane::eks) take_back_public_addresses(ledger, workload, facts.shared);
  facts.labour.services = service_count(workload, false);
  return facts;
}

void warn_of_tasks_without_addresses(Ledger& ledger, const Workload& workload) {
  const bool any_awsvpc = std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return service.task.network_mode == NetworkMode::awsvpc;
  });
  if (!any_awsvpc || !uses_public_addresses(workload).value_or(false)) return;
  ledger.warnings.push_back(
      "Tasks in awsvpc mode on EC2 hosts get no public addresses of their own: in public subnets they need a NAT "
      "gateway or endpoints, and what is not given of these is not priced");
}

struct PoolCosts {
  std::int64_t hosts = 0;
  Rational image_pull_gb;
};

// Pools as they are to be had: on Spot each stands on several types.
std::vector<PoolDemand> demands_of(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                   const EstimateOptions& options) {
  const std::vector<PoolDemand> pools = plan_pools(ledger, workload, deployment, options.hosts);
  if (!deployment.is_spot()) return pools;
  ledger.assume("spot_types",
                "Spot hosts stand on " + std::to_string(options.spot.min_types) +
                    " instance types at the least, as far as there are copies for it",
                "assumption");
  std::vector<PoolDemand> shares;
  for (const PoolDemand& pool : pools) {
    for (PoolDemand& share : divide_among_types(pool, options.spot.min_types)) shares.push_back(std::move(share));
  }
  return shares;
}

std::int64_t note_disk(Ledger& ledger, const std::string& pool, OperatingSystem operating_system,
                       const Deployment& deployment, const EstimateOptions& options) {
  const RootDisk disk =
      root_disk(deployment.control_plane, operating_system, options.hosts.setup, deployment.host_operator);
  ledger.assume("root_disk/" + pool,
                "Each host of " + pool + " has a gp3 " +
                    (deployment.has_managed_hosts() ? "data volume" : "root disk") + " of " +
                    std::to_string(disk.size_gib) + " GiB",
                disk.source);
  return disk.size_gib;
}

// Whether `what` has no Spot price at all: that is a gap, and no task that fits nowhere.
bool lacks_spot_prices(Ledger& ledger, const Deployment& deployment, bool nothing_is_priced, const std::string& what) {
  if (!nothing_is_priced || !deployment.is_spot()) return false;
  ledger.gaps.push_back({what + ": no candidate type has an observed Spot price in " + ledger.region(),
                         "Allow other types, or state Spot prices in a price overlay"});
  return true;
}

void report_no_hosts(Estimate& result, const std::string& item, const std::string& reason) {
  const std::string rule = result.deployment.control_plane == ControlPlane::ecs ? "S14" : "K8";
  result.feasibility.findings.push_back(impossible(item, rule, reason));
}

void report_zones_elsewhere(Estimate& result, const Workload& workload, const std::string& region) {
  for (const Service& service : workload.services) {
    const std::vector<std::string>& allowed = service.task.allowed_zones;
    const bool has_any =
        std::any_of(allowed.begin(), allowed.end(), [&](const std::string& zone) { return is_zone_of(zone, region); });
    if (service.is_daemon || allowed.empty() || has_any) continue;
    report_no_hosts(result, service.name,
                    "it insists on " + join_alternatives(allowed) + ", which is no zone of " + region);
  }
}

// A label of hosts says the region, which is that of the prices.
void report_other_regions(Estimate& result, const Workload& workload, const std::string& region) {
  for (const Service& service : workload.services) {
    for (const std::string& label : service.task.required_host_labels) {
      const LabelCondition condition = parse_label_condition(label);
      if (host_fact_of(condition.key) != HostFact::region || condition.is_met_by(region)) continue;
      report_no_hosts(result, service.name, "it insists on " + label + ", and hosts are priced in " + region);
    }
  }
}

// Copies that keep apart by zone need as many zones as they insist on being in, on one type as on a mix.
void report_too_few_zones(Estimate& result, const Workload& workload) {
  for (const Service& service : workload.services) {
    const std::vector<std::string> allowed = pool_kind(service.task).zones;
    const std::int64_t needed = zones_needed(service.task, peak_count(service.demand));
    if (service.is_daemon || allowed.empty() || needed <= static_cast<std::int64_t>(allowed.size())) continue;
    report_no_hosts(result, service.name,
                    "its copies must spread over " + std::to_string(needed) + " zones, and it insists on " +
                        join_alternatives(allowed));
  }
}

void report_no_pool(Estimate& result, Ledger& ledger, const PoolDemand& demand, const PoolChoice& choice) {
  const std::string what = "Pool " + demand.name;
  if (lacks_spot_prices(ledger, result.deployment, choice.nothing_is_priced, what)) return;
  report_no_hosts(result, choice.item, what + ": " + choice.reason);
}

void report_no_fleet(Estimate& result, Ledger& ledger, const FleetDemand& demand, const FleetChoice& choice) {
  const std::string what = "Fleet " + demand.name;
  if (lacks_spot_prices(ledger, result.deployment, choice.nothing_is_priced, what)) return;
  for (const FleetProblem& problem : choice.problems) {
    report_no_hosts(result, problem.item, what + ": " + problem.reason);
  }
}

// On Spot without a type that the others of its pool do not stand on, it shares one with them.
PoolChoice choose_distinct_hosts(Ledger& ledger, PoolDemand& demand, const Deployment& deployment,
                                 const EstimateOptions& options, const HostSurcharge& surcharge,
                                 HostCatalogue& catalogue) {
  PoolChoice choice = choose_hosts(ledger, demand, deployment, options, surcharge, catalogue);
  if (choice.pool || demand.excluded_types.empty()) return choice;
  demand.excluded_types.clear();
  warn_of_few_types(ledger, options.spot.min_types);
  return choose_hosts(ledger, demand, deployment, options, surcharge, catalogue);
}

void add_pool(Estimate& result, Ledger& ledger, HostPool pool, const HostTerms& terms, std::int64_t root_disk_gib,
              PoolCosts& costs) {
  costs.hosts += pool.hosts;
  note_node_pool(ledger, result.deployment, pool);
  add_host_costs(ledger, {pool.name, pool.instance_type, pool.operating_system, pool.hosts, terms});
  add_root_disk_costs(ledger, pool.name, pool.hosts, root_disk_gib);
  result.pools.push_back(std::move(pool));
}

void note_spot_types(Ledger& ledger, std::int64_t min_types, bool is_on_few_types) {
  const std::string share = "one in " + std::to_string(min_types);
  const std::string spread = "No instance type stands for more than " + share +
                             " Spot hosts, rounded up, and no host for more of the copies of a service";
  const std::string kept_to = "No Spot host carries more than " + share +
                              ", rounded up, of the copies of a service; that no instance type stands for more than " +
                              share + " Spot hosts could not be kept to";
  ledger.assume("spot_types", is_on_few_types ? kept_to : spread, "assumption");
}

// Kubernetes and ECS start no copy of a daemon where no host meets what it asks for, and say nothing.
void note_daemons_without_host(Ledger& ledger, const Workload& workload, const FleetDemand& demand,
                               const std::vector<HostPool>& pools) {
  if (pools.empty()) return;
  for (const Service& service : workload.services) {
    if (!service.is_daemon || service.task.operating_system != demand.operating_system) continue;
    const bool has_host = std::any_of(pools.begin(), pools.end(), [&](const HostPool& pool) {
      return std::any_of(pool.daemons.begin(), pool.daemons.end(),
                         [&](const PackItem& daemon) { return daemon.id == service.name; });
    });
    if (has_host) continue;
    ledger.assume("daemon_without_host/" + demand.name + "/" + service.name,
                  "\"" + printable(service.name) + "\" runs on every host that it accepts, and fleet " + demand.name +
                      " has none: no host has the labels, architecture or taints that it asks for, or is bought so",
                  "user");
  }
}

PoolCosts add_fleets(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                     HostCatalogue& catalogue) {
  PoolCosts costs;
  bool is_on_few_types = false;
  const Deployment& deployment = result.deployment;
  const HostTerms terms = host_terms(deployment, options, ledger.book());
  for (const FleetDemand& demand : plan_fleets(ledger, workload, deployment, options)) {
    const std::int64_t disk_gib = note_disk(ledger, demand.name, demand.operating_system, deployment, options);
    const HostSurcharge surcharge = surcharge_per_host(ledger, workload, deployment, disk_gib, options);
    FleetChoice choice = choose_fleet(ledger, demand, deployment, options, surcharge, catalogue);
    if (!choice.fleet) {
      report_no_fleet(result, ledger, demand, choice);
      continue;
    }
    if (choice.is_on_few_types) warn_of_few_types(ledger, options.spot.min_types);
    is_on_few_types = is_on_few_types || choice.is_on_few_types;
    note_daemons_without_host(ledger, workload, demand, choice.pools);
    for (HostPool& pool : choice.pools) add_pool(result, ledger, std::move(pool), terms, disk_gib, costs);
    costs.image_pull_gb += choice.image_pull_gb;
    result.fleets.push_back(std::move(*choice.fleet));
  }
  if (deployment.is_spot()) note_spot_types(ledger, options.spot.min_types, is_on_few_types);
  return costs;
}

// Every given host pulls every image of its system: what each carries is not known.
PoolCosts add_given_hosts(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options) {
  PoolCosts costs;
  const Deployment& deployment = result.deployment;
  const HostTerms terms = host_terms(deployment, options, ledger.book());
  for (const FleetDemand& demand : plan_fleets(ledger, workload, deployment, options)) {
    const std::int64_t disk_gib = note_disk(ledger, demand.name, demand.operating_system, deployment, options);
    for (const GivenHosts& given : options.hosts.given_hosts) {
      if (given.operating_system != demand.operating_system) continue;
      HostPool pool;
      pool.name = given.pool;
      pool.operating_system = given.operating_system;
      pool.instance_type = given.instance_type;
      pool.hosts = given.hosts;
      add_pool(result, ledger, std::move(pool), terms, disk_gib, costs);
      for (const auto& [name, gb] : demand.image_gb) costs.image_pull_gb += gb * Rational(given.hosts);
    }
  }
  return costs;
}

PoolCosts add_pools(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                    HostCatalogue& catalogue) {
  PoolCosts costs;
  const Deployment& deployment = result.deployment;
  const HostTerms terms = host_terms(deployment, options, ledger.book());
  std::map<std::string, std::vector<std::string>> taken;  // By the kind of the pool.
  for (PoolDemand& demand : demands_of(ledger, workload, deployment, options)) {
    const std::int64_t disk_gib = note_disk(ledger, demand.name, demand.kind.operating_system, deployment, options);
    std::vector<std::string>& types = taken[demand.kind.name()];
    if (deployment.is_spot()) demand.excluded_types = types;
    PoolChoice choice =
        choose_distinct_hosts(ledger, demand, deployment, options,
                              surcharge_per_host(ledger, workload, deployment, disk_gib, options), catalogue);
    if (!choice.pool) {
      report_no_pool(result, ledger, demand, choice);
      continue;
    }
    costs.image_pull_gb += choice.image_pull_gb;
    types.push_back(choice.pool->instance_type);
    add_pool(result, ledger, std::move(*choice.pool), terms, disk_gib, costs);
  }
  return costs;
}

// Whether hosts of ECS are drawn at random for some service: such a plan is made on single types, which know neither
// node groups nor limits.
bool note_random_placement(Estimate& result, Ledger& ledger, const Workload& workload, const HostPlanOptions& hosts) {
  const Deployment& deployment = result.deployment;
  if (deployment.control_plane != ControlPlane::ecs || deployment.has_managed_hosts()) return false;
  const auto drawn = std::find_if(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return service.placement == PlacementStrategy::random;
  });
  if (drawn == workload.services.end()) return false;
  if (hosts.needs_mixed_fleet()) {
    result.feasibility.findings.push_back(
        impossible(drawn->name, "S15",
                   "it is placed at random, which is planned on one instance type for each kind of task, and node "
                   "groups, kept hosts, headroom, N+1 and limits of hosts and types are for mixed fleets; leave these "
                   "out, or choose another placement strategy"));
  }
  if (hosts.strong_bound) {
    ledger.assume("random_placement_bound",
                  "The strong bound is for mixed fleets: it is not proven for random placement", "S15; assumption");
  }
  ledger.assume("random_placement",
                "As a service is placed at random, tasks come in random order to hosts that are drawn among those with "
                "room, on one instance type for each kind of task; the draw is the same every time",
                "S15; assumption");
  return true;
}

DataPlaneFacts add_host_side(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                             HostCatalogue& catalogue) {
  note_host_assumptions(ledger, workload, result.deployment, options);
  if (result.deployment.control_plane == ControlPlane::ecs) warn_of_tasks_without_addresses(ledger, workload);
  const bool at_random = note_random_placement(result, ledger, workload, options.hosts);
  const bool is_mixed =
      options.hosts.provisioning == Provisioning::mixed && !options.hosts.measured_fill_fraction && !at_random;
  report_zones_elsewhere(result, workload, ledger.region());
  report_other_regions(result, workload, ledger.region());
  if (options.hosts.given_hosts.empty()) report_too_few_zones(result, workload);
  const PoolCosts pools = !options.hosts.given_hosts.empty() ? add_given_hosts(result, ledger, workload, options)
                          : is_mixed                         ? add_fleets(result, ledger, workload, options, catalogue)
                                                             : add_pools(result, ledger, workload, options, catalogue);
  add_task_scratch_costs(ledger, task_scratch_gib(workload));
  result.fargate = plan_fargate_beside_nodes(ledger, workload, result.deployment, options.hosts);
  add_fargate_costs(ledger, result.deployment.control_plane, result.fargate);
  DataPlaneFacts facts;
  facts.shared = {result.deployment, Rational(pools.hosts) * ledger.period().hours(),
                  exact_count(pools.hosts, "host") + " × " + ledger.period().hours().to_text() + " h",
                  pools.image_pull_gb, "hosts pull each image that they carry once a release"};
  facts.labour = {.fleets = 1,  // All hosts of a deployment are one fleet, whatever its pools.
                  .clusters = 1,
                  .hosts = pools.hosts,
                  .services = service_count(workload, true)};
  return facts;
}

}  // namespace

DataPlaneFacts add_data_plane(Estimate& side, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                              HostCatalogue& catalogue) {
  return side.deployment.uses_hosts() ? add_host_side(side, ledger, workload, options, catalogue)
                                      : add_fargate_side(side, ledger, workload, options);
}

}  // namespace container_tco

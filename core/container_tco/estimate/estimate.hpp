#pragma once
// Size, pack and cost one deployment of a workload.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/costing/fargate_costs.hpp"
#include "container_tco/costing/ledger.hpp"
#include "container_tco/costing/line_item.hpp"
#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/host_fleet.hpp"
#include "container_tco/estimate/options.hpp"
#include "container_tco/estimate/resilience_summary.hpp"
#include "container_tco/estimate/spot_spread.hpp"
#include "container_tco/feasibility/feasibility.hpp"
#include "container_tco/packing/pack.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/sizing/fargate_size.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A candidate type that was packed, for the record.
struct HostCandidate {
  std::string instance_type;
  std::int64_t hosts = 0;
  Money monthly_cost;  ///< Hosts with their disks, addresses and per-host labour.
};

/// Equal hosts that run the tasks of one operating system and architecture.
struct HostPool {
  std::string name;   ///< "linux/x86_64"; in a mixed fleet "linux/x86_64/m7i.large".
  std::string fleet;  ///< Of `Estimate::fleets`; empty for a pool that was planned by itself.
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  std::string instance_type;
  std::int64_t hosts = 0;
  HostCapacity capacity;
  std::vector<PackItem> items;  ///< What was packed, daemons aside; of a fleet, the copies on these hosts.
  std::vector<PackItem> daemons;
  /// Absent when a measured fill was given. In a fleet the part on these hosts; its bound is that of the fleet.
  std::optional<PackingPlan> plan;
  std::optional<Rational> measured_fill_fraction;
  std::int64_t candidates_considered = 0;
  std::vector<HostCandidate> runners_up;  ///< The next best, best first.
  Resources requested;                    ///< By the tasks, daemons aside.
  Deployment deployment;                  ///< How the hosts are had; that of the estimate unless it has several parts.
  std::string part;                       ///< Of the estimate, when it has several.
  /// What one host offers beside its daemons.
  Resources room_of_host() const;
  /// The name that the ids of its lines end in: `name` without that of the part.
  std::string name_in_lines() const;
  /// How many hosts such a request would fill to the brim beside the daemons, by the fullest resource.
  Rational hosts_filled_by(const Resources& request) const;
  /// The same of all tasks.
  Rational full_hosts() const;
  /// full_hosts / hosts: the share of the hosts' room that tasks request, as a measured fill states it.
  Rational fill_fraction() const;
};

/// A share of the copies of every service, on one kind of capacity.
struct PartSummary {
  std::string name;        ///< "spot", "on-demand base", "FARGATE"
  Deployment deployment;   ///< The capacity.
  std::int64_t tasks = 0;  ///< At one time at the most, daemons aside.
};

/// One deployment with its lines. All money is exact; only the report rounds.
struct Estimate {
  Deployment deployment;
  std::string region;
  BillingPeriod period;
  Currency currency = Currency::usd();
  Feasibility feasibility;
  std::vector<FargatePurchase> fargate;
  std::vector<HostPool> pools;
  std::vector<HostFleet> fleets;   ///< Of mixed provisioning: where pools come from, and how good the plan is.
  std::vector<PartSummary> parts;  ///< Empty when all copies run on the same capacity.
  std::vector<LineItem> lines;
  std::optional<SpotSpread> spot;  ///< How far the observed prices of Spot capacity reach; nothing without any.
  /// By service that runs at times: the share of the period in which a place held for it on a host stands empty.
  std::map<std::string, Rational> idle_fractions;
  Rational labour_hours;
  Resilience resilience;  ///< What is held for rollouts, for the replacement of hosts and for the loss of a zone.
  std::vector<Assumption> assumptions;
  std::vector<std::string>
      not_priced;  ///< Lines that the input says nothing about, e.g. "image pulls: image sizes unknown".
  std::vector<std::string> warnings;
  std::vector<Gap> gaps;
  EstimateOptions options;  ///< What it was computed with.
  std::string price_book_version;
  std::string price_book_digest;

  bool is_feasible() const { return feasibility.verdict() != Verdict::impossible; }
  /// Nothing is missing: only then is it ranked.
  bool is_complete() const { return is_feasible() && gaps.empty(); }
  Money total() const;
  Money labour() const;
  Money infrastructure() const;  ///< total − labour
  /// The infrastructure lines at list prices, at contracted prices without commitments, and as they are charged (FOCUS:
  /// ListCost, ContractedCost, EffectiveCost). Support and tax stand in all three as they are charged.
  Money list_cost() const;
  Money contracted_cost() const;
  Money effective_cost() const { return infrastructure(); }
  /// The lines that pay for extra capacity: those with a purpose.
  Money resilience_cost() const;
};

/// The cheapest plan of `deployment` for `workload`. An impossible or incomplete one comes back with its reasons.
/// Throws InvalidInputError for an unknown region or invalid options.
Estimate estimate(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                  const EstimateOptions& options);

/// The same, faster over many calls: `catalogue` keeps what depends on the book and the options alone.
Estimate estimate(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                  const EstimateOptions& options, HostCatalogue& catalogue);

}  // namespace container_tco

#include "container_tco/estimate/fleet_choice.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/estimate/fleet_types.hpp"
#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {
namespace {

std::vector<FleetProblem> problems_of(const FleetDemand& demand, const FleetPlan& plan) {
  std::vector<FleetProblem> problems;
  for (const UnplacedItem& left : plan.unplaced) {
    problems.push_back({demand.items[left.item].id, left.reason});
  }
  return problems;
}

void require_verified(const FleetDemand& demand, const FleetCandidates& candidates, const FleetPlan& plan) {
  const std::vector<std::string> wrong = verify_fleet_plan(plan, demand.items, candidates.types, demand.packing);
  if (!wrong.empty()) throw InternalError("the plan of the fleet " + demand.name + " is not valid: " + wrong.front());
}

// The part of a fleet on hosts of one type.
class PoolBuilder {
 public:
  PoolBuilder(const FleetDemand& demand, const FleetHostType& type, const PricedHost& host) : demand_(demand) {
    pool_.name = demand.name + "/" + to_string(host.type->architecture) + "/" + type.name;
    pool_.fleet = demand.name;
    pool_.operating_system = demand.operating_system;
    pool_.architecture = host.type->architecture;
    pool_.instance_type = host.type->name;
    pool_.capacity = host.capacity;
    // GPUs that no task can ask for are paid for all the same.
    if (host.type->gpu_count == 0) set_accelerators(pool_.capacity, type.host.allocatable.gpu_count);
    for (const FleetItem& daemon : demand.packing.daemons) {
      if (may_run_on(daemon, type)) pool_.daemons.push_back(daemon);
    }
    plan_.lower_bound.by = "fleet " + demand.name;
  }

  void add(const FleetHosts& hosts) {
    PackedHosts packed{hosts.zone, hosts.count, {}, hosts.used};
    for (const Placement& placement : hosts.placements) {
      packed.placements.push_back({add_copies(placement.item, placement.copies * hosts.count), placement.copies});
    }
    if (hosts.placements.empty()) plan_.standby_hosts += hosts.count;
    plan_.host_count += hosts.count;
    plan_.used = plan_.used + hosts.used * hosts.count;
    plan_.hosts.push_back(std::move(packed));
  }

  HostPool take(std::int64_t considered) {
    pool_.hosts = plan_.host_count;
    pool_.plan = std::move(plan_);
    pool_.candidates_considered = considered;
    return std::move(pool_);
  }

 private:
  std::size_t add_copies(std::size_t item, std::int64_t copies) {
    const auto [place, is_new] = places_.emplace(item, pool_.items.size());
    if (is_new) {
      pool_.items.push_back(demand_.items[item]);
      pool_.items.back().count = 0;
    }
    pool_.items[place->second].count += copies;
    pool_.requested = pool_.requested + demand_.items[item].request * copies;
    return place->second;
  }

  const FleetDemand& demand_;
  HostPool pool_;
  PackingPlan plan_;
  std::map<std::size_t, std::size_t> places_;  ///< In the items of the pool, by item of the fleet.
};

std::vector<HostPool> pools_of(const FleetDemand& demand, const FleetCandidates& candidates, const FleetPlan& plan) {
  std::map<std::size_t, PoolBuilder> builders;
  for (const FleetHosts& hosts : plan.hosts) {
    const auto place =
        builders.try_emplace(hosts.type, demand, candidates.types[hosts.type], *candidates.hosts[hosts.type]).first;
    place->second.add(hosts);
  }
  std::vector<HostPool> pools;
  for (auto& [type, builder] : builders) pools.push_back(builder.take(candidates.considered));
  std::sort(pools.begin(), pools.end(), [](const HostPool& a, const HostPool& b) { return a.name < b.name; });
  return pools;
}

void set_costs(const FleetCandidates& candidates, const Currency& currency, HostFleet& fleet) {
  fleet.cost = Money::zero(currency);
  for (const FleetHosts& hosts : fleet.plan.hosts) {
    fleet.cost += candidates.hosts[hosts.type]->per_host * Rational(hosts.count);
  }
  fleet.lower_bound = least_cost(fleet.plan, candidates, currency);
}

std::int64_t most_of_one_type(const FleetPlan& plan) {
  std::map<std::size_t, std::int64_t> counts;
  std::int64_t most = 0;
  for (const FleetHosts& hosts : plan.hosts) most = std::max(most, counts[hosts.type] += hosts.count);
  return most;
}

// On Spot no type stands for more than its share of the hosts, so that what is scarce of one may be had of another. A
// plan is made for each of some numbers of hosts that a type may have at the most, and the lightest counts of those
// where it is a share.
class SharedPlan {
 public:
  SharedPlan(const FleetDemand& demand, const std::vector<FleetHostType>& types, std::int64_t least_types)
      : demand_(demand),
        types_(types),
        least_types_(least_types),
        free_(pack_fleet(demand.items, types, demand.packing)) {
    std::int64_t copies = 0;
    for (const FleetItem& item : demand.items) copies += std::min(item.count, most_copies_tried_often + 1 - copies);
    rounds_ = copies <= most_copies_tried_often ? most_rounds : 1;
  }

  /// The plan of no shares where none was found that keeps to them.
  FleetPlan best() {
    if (!free_.is_complete()) return free_;
    consider(free_);
    for (std::size_t i = 0; i < most_tried.size() + most_corrections && i < wanted_.size(); ++i) try_most(wanted_[i]);
    if (!best_) return free_;
    // Where types are limited, so is their bound; one without limits holds for plans with shares, too.
    best_->fast_bound = free_.fast_bound;
    best_->strong_bound = free_.strong_bound;
    best_->every_way_tried = best_->every_way_tried && best_->total_weight == free_.total_weight;
    if (best_->stopped_by.empty() && best_->total_weight > best_->lower_bound()) best_->stopped_by = tried;
    return *best_;
  }

 private:
  // In percent of the share in a plan without shares: hosts are smaller or larger where types are mixed.
  static constexpr std::array<std::int64_t, 6> most_tried = {100, 125, 75, 150, 200, 300};
  static constexpr const char* tried = "the numbers of hosts of a type that were tried";
  static constexpr std::size_t most_corrections = 3;
  static constexpr int most_rounds = 4;
  static constexpr std::int64_t most_copies_tried_often = 200;

  std::int64_t share_in(const FleetPlan& plan) const { return (plan.host_count + least_types_ - 1) / least_types_; }

  void want(std::int64_t most) {
    if (most > 0 && std::find(wanted_.begin(), wanted_.end(), most) == wanted_.end()) wanted_.push_back(most);
  }

  void consider(const FleetPlan& plan) {
    const std::int64_t share = share_in(plan);
    if (most_of_one_type(plan) <= share) {
      if (!best_ || plan.total_weight < best_->total_weight) best_ = plan;
    } else if (wanted_.empty()) {
      for (const std::int64_t percent : most_tried) want((share * percent + 99) / 100);
    } else {
      want(share);
    }
  }

  // Nothing where so few hosts of each type contradict the minima of the demand.
  std::optional<FleetPlan> plan_on(const std::vector<FleetHostType>& types) const {
    try {
      return pack_fleet(demand_.items, types, demand_.packing);
    } catch (const InvalidInputError&) {
      return std::nullopt;
    }
  }

  void try_most(std::int64_t most) {
    std::vector<FleetHostType> types = types_;
    for (FleetHostType& type : types) type.max_new_hosts = std::min(most, type.max_new_hosts.value_or(most));
    for (int round = 0; round < rounds_; ++round) {
      const std::optional<FleetPlan> made = plan_on(types);
      if (!made || !made->is_complete()) return;
      const FleetPlan& plan = *made;
      consider(plan);
      const std::optional<std::size_t> heaviest = heaviest_new(plan);
      if (most_of_one_type(plan) <= share_in(plan) || !heaviest) return;
      types[*heaviest].max_new_hosts = 0;
    }
  }

  // A plan of too few hosts has more of them without its largest.
  std::optional<std::size_t> heaviest_new(const FleetPlan& plan) const {
    std::optional<std::size_t> heaviest;
    for (const FleetHosts& hosts : plan.hosts) {
      if (hosts.existing) continue;
      if (!heaviest || types_[hosts.type].weight > types_[*heaviest].weight) heaviest = hosts.type;
    }
    return heaviest;
  }

  const FleetDemand& demand_;
  const std::vector<FleetHostType>& types_;
  std::int64_t least_types_;
  FleetPlan free_;
  int rounds_ = 1;
  std::optional<FleetPlan> best_;
  std::vector<std::int64_t> wanted_;
};

}  // namespace

FleetChoice choose_fleet(const Ledger& ledger, const FleetDemand& demand, const Deployment& deployment,
                         const EstimateOptions& options, const HostSurcharge& surcharge, HostCatalogue& catalogue) {
  FleetCandidates candidates = fleet_candidates(ledger, demand, deployment, options, surcharge, catalogue);
  FleetChoice choice;
  if (candidates.types.empty()) {
    choice.nothing_is_priced = true;
    choice.problems = {{"", no_type_is_priced}};
    return choice;
  }
  HostFleet fleet;
  const std::int64_t least_types = alternatives_kept(deployment, options);
  fleet.plan = least_types > 1 ? SharedPlan(demand, candidates.types, least_types).best()
                               : pack_fleet(demand.items, candidates.types, demand.packing);
  choice.is_on_few_types =
      least_types > 1 && most_of_one_type(fleet.plan) * least_types >= fleet.plan.host_count + least_types;
  if (!fleet.plan.is_complete()) {
    choice.problems = problems_of(demand, fleet.plan);
    return choice;
  }
  require_verified(demand, candidates, fleet.plan);
  choice.pools = pools_of(demand, candidates, fleet.plan);
  for (const HostPool& pool : choice.pools) {
    choice.image_pull_gb += host_image_pull_gb(demand.image_gb, pool.items, pool.daemons, *pool.plan);
  }
  fleet.name = demand.name;
  fleet.operating_system = demand.operating_system;
  fleet.candidates_considered = candidates.considered;
  set_costs(candidates, ledger.currency(), fleet);
  fleet.items = demand.items;
  fleet.options = demand.packing;
  fleet.types = std::move(candidates.types);
  choice.fleet = std::move(fleet);
  return choice;
}

}  // namespace container_tco

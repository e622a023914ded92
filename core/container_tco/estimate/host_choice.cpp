#include "container_tco/estimate/host_choice.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/estimate/pool_daemons.hpp"

namespace container_tco {
namespace {

constexpr std::size_t runners_up_kept = 5;

// A type before it is packed, with a cost in millionths that no plan on it can undercut.
struct Candidate {
  const PricedHost* host = nullptr;
  const HostLoad* load = nullptr;
  std::int64_t cost_floor = 0;
};

struct Packed {
  const Candidate* candidate = nullptr;
  std::optional<PackingPlan> plan;
  std::int64_t hosts = 0;
  Rational image_pull_gb;
  Money cost;
};

std::int64_t ceil_division(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

// No plan needs fewer hosts: every resource summed over the tasks must fit into the hosts' sum.
std::int64_t fewest_hosts(const Resources& needed, const Resources& usable, const PoolDemand& demand) {
  std::int64_t hosts = std::max<std::int64_t>(demand.packing.min_hosts, demand.packing.zones);
  if (usable.cpu.ticks() > 0) hosts = std::max(hosts, ceil_division(needed.cpu.ticks(), usable.cpu.ticks()));
  if (usable.memory.bytes() > 0) hosts = std::max(hosts, ceil_division(needed.memory.bytes(), usable.memory.bytes()));
  return hosts;
}

bool every_item_fits(const PoolDemand& demand, const Resources& usable) {
  return std::all_of(demand.items.begin(), demand.items.end(),
                     [&](const PackItem& item) { return fits(item.request, usable); });
}

bool needs_slots(const PoolDemand& demand) {
  return std::any_of(demand.items.begin(), demand.items.end(),
                     [](const PackItem& item) { return item.network_slots > 0; });
}

std::int64_t saturating_product(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::int64_t>::max() : product;
}

// Candidates by rising floor, then name.
std::vector<Candidate> candidates_for(const std::vector<PricedHost>& hosts, const PoolDemand& demand,
                                      PoolDaemons& daemons) {
  const Resources needed = requested_by(demand.items);
  std::vector<Candidate> candidates;
  candidates.reserve(hosts.size());
  const std::vector<std::string>& excluded = demand.excluded_types;
  for (const PricedHost& host : hosts) {
    if (std::find(excluded.begin(), excluded.end(), host.type->name) != excluded.end()) continue;
    // Without its interface limits nobody can say how many tasks the type may run.
    if (!host.capacity.network_slots && needs_slots(demand)) continue;
    if (!unmet_requirements(demand, *host.type).empty()) continue;
    const HostLoad& load = daemons.on(*host.type);
    const std::int64_t fewest = fewest_hosts(needed, host.capacity.allocatable - load.daemons, demand);
    candidates.push_back({&host, &load, saturating_product(host.per_host_floor, fewest)});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.cost_floor != b.cost_floor ? a.cost_floor < b.cost_floor : a.host->type->name < b.host->type->name;
  });
  return candidates;
}

Packed pack_computed(const Candidate& candidate, const PoolDemand& demand, const HostSurcharge& surcharge) {
  const PackOptions& packing = candidate.load->packing;
  PackingPlan plan = pack(demand.items, pack_host(candidate.host->capacity), packing);
  const std::int64_t hosts = plan.host_count;
  Rational pulls = host_image_pull_gb(demand.image_gb, demand.items, packing.daemons, plan);
  Money cost = candidate.host->per_host * Rational(hosts) + surcharge.per_gb_of_pulls * pulls;
  return {&candidate, std::move(plan), hosts, std::move(pulls), std::move(cost)};
}

// As many hosts as the measured fill implies; of the plan only the number is known.
Packed pack_measured(const Candidate& candidate, const PoolDemand& demand, const HostSurcharge& surcharge,
                     const Rational& fill) {
  const Resources needed = requested_by(demand.items);
  const Resources usable = candidate.host->capacity.allocatable - candidate.load->daemons;
  const auto share = [&](std::int64_t need, std::int64_t space) {
    return space > 0 ? (Rational(need) / (Rational(space) * fill)).ceil() : 0;
  };
  const std::int64_t hosts =
      std::max({share(needed.cpu.ticks(), usable.cpu.ticks()), share(needed.memory.bytes(), usable.memory.bytes()),
                share(needed.gpu_count, usable.gpu_count), demand.packing.min_hosts, demand.packing.zones});
  Rational pulls;
  for (const auto& [name, gb] : demand.image_gb) pulls += gb * Rational(hosts);
  Money cost = candidate.host->per_host * Rational(hosts) + surcharge.per_gb_of_pulls * pulls;
  return {&candidate, std::nullopt, hosts, std::move(pulls), std::move(cost)};
}

bool is_better(const Packed& a, const Packed& b) {
  const auto order = a.cost <=> b.cost;
  if (order != 0) return order < 0;
  if (a.hosts != b.hosts) return a.hosts < b.hosts;
  return a.candidate->host->type->name < b.candidate->host->type->name;
}

// Of types that are all other than the tasks require: the one of which fewest requirements are unmet, the cheapest of
// these.
PoolChoice no_such_type(const std::vector<PricedHost>& hosts, const PoolDemand& demand) {
  const PricedHost* closest = nullptr;
  std::vector<std::string> missing;
  for (const PricedHost& host : hosts) {
    std::vector<std::string> unmet = unmet_requirements(demand, *host.type);
    if (unmet.empty()) continue;
    const auto rank = [](const PricedHost& of, std::size_t lacks) {
      return std::tuple(lacks, of.per_host_floor, std::string_view(of.type->name));
    };
    if (closest != nullptr && rank(*closest, missing.size()) < rank(host, unmet.size())) continue;
    closest = &host;
    missing = std::move(unmet);
  }
  const std::string& item = demand.items.front().id;
  if (closest == nullptr) return {std::nullopt, Rational(), item, no_type_is_priced, hosts.empty()};
  return {std::nullopt, Rational(), item,
          "no candidate type takes " + printable(item) + "; closest is " + closest->type->name + ": lacks \"" +
              printable(missing.front(), 200) + "\"",
          false};
}

// Why none of the candidates, which meet all requirements, holds the tasks.
PoolChoice no_room(const std::vector<Candidate>& candidates, const PoolDemand& demand) {
  // The plan that leaves the fewest copies without a place says best what is missing.
  std::string item;
  std::string reason;
  std::int64_t fewest = -1;
  for (const Candidate& candidate : candidates) {
    const PackingPlan plan = pack(demand.items, pack_host(candidate.host->capacity), candidate.load->packing);
    std::int64_t copies = 0;
    for (const UnplacedItem& unplaced : plan.unplaced) copies += unplaced.copies;
    if (copies == 0 || (fewest >= 0 && copies >= fewest)) continue;
    fewest = copies;
    item = demand.items[plan.unplaced.front().item].id;
    reason = "no candidate type holds every task; on " + candidate.host->type->name + ", " + printable(item) + " " +
             plan.unplaced.front().reason;
  }
  if (reason.empty()) reason = "no candidate type has room for a task beside its daemons";
  return {std::nullopt, Rational(), std::move(item), std::move(reason), false};
}

HostPool pool_of(const PoolDemand& demand, const HostPlanOptions& options, const std::vector<Packed>& best,
                 std::int64_t considered) {
  HostPool pool;
  pool.name = demand.name;
  pool.operating_system = demand.kind.operating_system;
  pool.architecture = demand.kind.architecture;
  pool.instance_type = best.front().candidate->host->type->name;
  pool.hosts = best.front().hosts;
  pool.capacity = best.front().candidate->host->capacity;
  pool.items = demand.items;
  pool.daemons = best.front().candidate->load->packing.daemons;
  pool.plan = best.front().plan;
  pool.measured_fill_fraction = options.measured_fill_fraction;
  pool.candidates_considered = considered;
  for (std::size_t i = 1; i < best.size(); ++i) {
    pool.runners_up.push_back({best[i].candidate->host->type->name, best[i].hosts, best[i].cost});
  }
  pool.requested = requested_by(demand.items);
  return pool;
}

}  // namespace

PoolChoice choose_hosts(const Ledger& ledger, const PoolDemand& demand, const Deployment& deployment,
                        const EstimateOptions& options, const HostSurcharge& surcharge, HostCatalogue& catalogue) {
  const HostRequest request{deployment, demand.kind.operating_system, demand.kind.architecture, demand.kind.accelerator,
                            surcharge.per_host};
  const std::vector<PricedHost>& hosts = catalogue.hosts(ledger.book(), options, request);
  PoolDaemons daemons(demand);
  const std::vector<Candidate> candidates = candidates_for(hosts, demand, daemons);
  std::vector<Packed> best;  // The cheapest, then the runners-up.
  for (const Candidate& candidate : candidates) {
    // Candidates come by rising floor: once the floor is above the last one kept, nothing better can follow.
    if (best.size() > runners_up_kept &&
        Rational(candidate.cost_floor) > best.back().cost.amount() * Rational(weights_per_unit))
      break;
    if (!every_item_fits(demand, candidate.host->capacity.allocatable - candidate.load->daemons)) continue;
    Packed packed = options.hosts.measured_fill_fraction
                        ? pack_measured(candidate, demand, surcharge, *options.hosts.measured_fill_fraction)
                        : pack_computed(candidate, demand, surcharge);
    if (packed.plan && !packed.plan->is_complete()) continue;
    best.insert(std::upper_bound(best.begin(), best.end(), packed, is_better), std::move(packed));
    if (best.size() > runners_up_kept + 1) best.pop_back();
  }
  if (candidates.empty()) return no_such_type(hosts, demand);
  if (best.empty()) return no_room(candidates, demand);
  Rational pulls = best.front().image_pull_gb;
  return {pool_of(demand, options.hosts, best, static_cast<std::int64_t>(candidates.size())), std::move(pulls), "", "",
          false};
}

}  // namespace container_tco

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/estimate/waste_parts.hpp"

namespace container_tco::detail {
namespace {

// AWS Data Exports User Guide, "Example of split cost allocation data" and the same "for accelerated instances", read
// 2026-11-25: vCPU and GB weigh 9 : 1, a GPU nine times as much as one of both together (0.9 + 0.1).
constexpr int vcpu_weight = 9;
constexpr int gib_weight = 1;
constexpr int gpu_weight = 90;

ResourceAmounts weighted(const ResourceAmounts& amounts) {
  return {amounts.vcpu * Rational(vcpu_weight), amounts.memory_gib * Rational(gib_weight),
          amounts.gpu_count * Rational(gpu_weight)};
}

Rational weight_of(const ResourceAmounts& amounts) {
  const ResourceAmounts weights = weighted(amounts);
  return weights.vcpu + weights.memory_gib + weights.gpu_count;
}

Resources smaller_of_each(const Resources& a, const Resources& b) {
  return {std::min(a.cpu, b.cpu), std::min(a.memory, b.memory), std::min(a.gpu_count, b.gpu_count)};
}

class PoolShares {
 public:
  PoolShares(const HostPool& pool, const Money& cost, const PoolContext& context)
      : pool_(pool),
        cost_(cost),
        context_(context),
        whole_(weight_of(exact_amounts(pool.capacity.advertised)) * Rational(pool.hosts)),
        room_(exact_amounts(pool.room_of_host())) {}

  std::vector<UseShare> all() && {
    add_tasks();
    for (const PackItem& daemon : pool_.daemons) {
      add(CapacityUse::daemons, "daemon " + daemon.id, exact_amounts(daemon.request) * Rational(pool_.hosts),
          "one on each host");
    }
    add_overhead();
    add_free_room();
    return std::move(shares_);
  }

 private:
  void add(CapacityUse use, std::string name, const ResourceAmounts& amount, std::string source) {
    if (amount.is_zero() || whole_.is_zero()) return;
    shares_.push_back({use, std::move(name), amount, cost_ * (weight_of(amount) / whole_), std::move(source)});
  }

  void add_tasks() {
    ResourceAmounts used;
    ResourceAmounts idle;
    for (const PackItem& item : pool_.items) {
      const ResourceAmounts held = exact_amounts(item.request) * Rational(item.count);
      const auto fraction = context_.idle_fractions.find(item.id);
      const ResourceAmounts empty = held * (fraction == context_.idle_fractions.end() ? Rational() : fraction->second);
      used += held - empty;
      idle += empty;
    }
    requested_ = used + idle;
    add(CapacityUse::used, "used", used, "requested by tasks that run");
    add(CapacityUse::idle, "idle", idle, "held for runs while none runs; S20");
  }

  // Parts may ask for more than there is: then the last of them get less, as `allocatable` stops at zero.
  void add_overhead() {
    Resources left = pool_.capacity.advertised;
    for (const CapacityPart& part : pool_.capacity.deductions) {
      const Resources taken = smaller_of_each(part.amount, left);
      left = left - taken;
      add(CapacityUse::overhead, part.name, exact_amounts(taken) * Rational(pool_.hosts), part.source);
    }
  }

  void add_free_room() {
    std::int64_t standing_by = 0;
    if (pool_.plan) {
      for (const PackedHosts& hosts : pool_.plan->hosts) standing_by += hosts.placements.empty() ? hosts.count : 0;
    }
    const ResourceAmounts standby = room_ * Rational(standing_by);
    const ResourceAmounts headroom = kept_free();
    add(CapacityUse::standby, "standby", standby, "hosts without tasks");
    add(CapacityUse::headroom, "headroom", headroom, "option headroom_percent");
    add(CapacityUse::stranded, "stranded", room_ * Rational(pool_.hosts) - standby - headroom - requested_,
        "room that no task takes");
  }

  // Of each host with tasks, as far as there is room: it may be a host that was there before.
  ResourceAmounts kept_free() const {
    ResourceAmounts kept;
    if (pool_.fleet.empty() || !pool_.plan || context_.headroom_fraction.is_zero()) return kept;
    for (const PackedHosts& hosts : pool_.plan->hosts) {
      if (hosts.placements.empty()) continue;
      const ResourceAmounts free = exact_amounts(pool_.capacity.allocatable) - exact_amounts(hosts.used);
      const ResourceAmounts wanted = (room_ - free) * context_.headroom_fraction;
      kept += ResourceAmounts{min(free.vcpu, wanted.vcpu), min(free.memory_gib, wanted.memory_gib), 0} *
              Rational(hosts.count);
    }
    return kept;
  }

  const HostPool& pool_;
  const Money& cost_;
  const PoolContext& context_;
  Rational whole_;
  ResourceAmounts room_;  // Of one host, beside its daemons.
  ResourceAmounts requested_;
  std::vector<UseShare> shares_;
};

HostContents contents_of(const HostPool& pool, const PackedHosts& hosts) {
  HostContents contents;
  for (const Placement& placement : hosts.placements) {
    contents.copies.push_back({pool.items[placement.item].id, placement.copies});
  }
  const HostRoom room = room_beside(pool, hosts);
  contents.free = room.free;
  if (pool.capacity.network_slots) contents.free_slots = room.free_slots;
  if (!hosts.placements.empty()) contents.limited_by = limits_of(pool, room);
  return contents;
}

// Hosts of all zones that hold the same are one row.
std::vector<HostContents> distinct_contents(const HostPool& pool) {
  std::vector<HostContents> rows;
  if (!pool.plan) return rows;
  std::map<std::vector<std::pair<std::size_t, std::int64_t>>, std::size_t> places;
  for (const PackedHosts& hosts : pool.plan->hosts) {
    std::vector<std::pair<std::size_t, std::int64_t>> key;
    for (const Placement& placement : hosts.placements) key.emplace_back(placement.item, placement.copies);
    const auto [place, is_new] = places.emplace(std::move(key), rows.size());
    if (is_new) rows.push_back(contents_of(pool, hosts));
    rows[place->second].hosts += hosts.count;
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const HostContents& a, const HostContents& b) { return a.hosts > b.hosts; });
  return rows;
}

ComputeCost split(const Money& cost, const ResourceAmounts& advertised) {
  const ResourceAmounts weights = weighted(advertised);
  const Rational whole = weight_of(advertised);
  const Money zero = Money::zero(cost.currency());
  if (whole.is_zero()) return {zero, zero, zero};
  return {cost * (weights.vcpu / whole), cost * (weights.memory_gib / whole), cost * (weights.gpu_count / whole)};
}

}  // namespace

PoolWasteCost waste_of_pool(const HostPool& pool, const Money& cost, const PoolContext& context) {
  const ResourceAmounts advertised = exact_amounts(pool.capacity.advertised);
  return {{.pool = pool.name,
           .instance_type = pool.instance_type,
           .hosts = pool.hosts,
           .advertised = advertised * Rational(pool.hosts),
           .cost = cost,
           .shares = PoolShares(pool, cost, context).all(),
           .has_slot_limit = pool.capacity.network_slots.has_value(),
           .contents = distinct_contents(pool)},
          split(cost, advertised)};
}

}  // namespace container_tco::detail

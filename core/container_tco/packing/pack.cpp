#include "container_tco/packing/pack.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/packing/first_fit.hpp"
#include "container_tco/packing/lower_bound.hpp"
#include "container_tco/packing/pack_input.hpp"
#include "container_tco/packing/pack_order.hpp"
#include "container_tco/packing/random_fit.hpp"
#include "container_tco/packing/zones.hpp"

namespace container_tco {
namespace {

using detail::PackInput;

/// One zone, packed.
struct PackedZone {
  std::vector<PackedHosts> hosts;
  std::int64_t host_count = 0;
  LowerBound lower_bound;
};

/// Packs zones of one plan. The orders after the first are made only when a zone leaves room for improvement.
class ZonePacker {
 public:
  ZonePacker(const PackInput& input, const PackOptions& options)
      : input_(input), random_seed_(options.random_seed), first_fit_(input) {}

  const std::vector<std::size_t>& sequence(std::size_t order) {
    std::vector<std::size_t>& known = sequences_[order];
    if (known.empty()) known = order_shapes(input_, detail::pack_orders[order]);
    return known;
  }

  PackedZone pack_zone(const std::vector<std::int64_t>& counts) {
    if (random_seed_ && std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) <= detail::most_random_copies) {
      return pack_at_random(counts);
    }
    PackedZone zone;
    first_fit_.place_all(sequence(0), counts, std::numeric_limits<std::int64_t>::max());
    zone.host_count = first_fit_.host_count();
    zone.hosts = first_fit_.hosts(0);
    zone.lower_bound = bound_zone(input_, counts, zone.host_count);
    for (std::size_t order = 1; order < detail::pack_orders.size(); ++order) {
      if (zone.host_count == zone.lower_bound.hosts) break;
      if (!first_fit_.place_all(sequence(order), counts, zone.host_count - 1)) continue;
      zone.host_count = first_fit_.host_count();
      zone.hosts = first_fit_.hosts(0);
    }
    return zone;
  }

 private:
  PackedZone pack_at_random(const std::vector<std::int64_t>& counts) const {
    PackedZone zone;
    zone.hosts = place_at_random(input_, counts, *random_seed_);
    zone.host_count = static_cast<std::int64_t>(zone.hosts.size());
    zone.lower_bound = bound_zone(input_, counts, zone.host_count);
    return zone;
  }

  const PackInput& input_;
  std::optional<std::uint64_t> random_seed_;
  detail::FirstFit first_fit_;
  std::array<std::vector<std::size_t>, detail::pack_orders.size()> sequences_;
};

/// Hosts that run when `needed` hosts are needed. Counted over all zones, since one Auto Scaling group spans them.
std::int64_t hosts_for_target(std::int64_t needed, const PackOptions& options) {
  const std::int64_t percent = options.target_capacity_percent;
  return (needed * 100 + percent - 1) / percent;
}

std::int64_t add_exact(std::int64_t sum, std::int64_t each, std::int64_t count, const char* field) {
  if (each > (std::numeric_limits<std::int64_t>::max() - sum) / count) {
    throw InvalidInputError(field, "more than 64 bits hold", "a total of at most 9,223,372,036,854,775,807",
                            "pack fewer hosts or smaller daemons");
  }
  return sum + each * count;
}

Resources sum_used(const std::vector<PackedHosts>& hosts) {
  std::int64_t cpu = 0;
  std::int64_t memory = 0;
  std::int64_t gpus = 0;
  for (const PackedHosts& group : hosts) {
    cpu = add_exact(cpu, group.used.cpu.ticks(), group.count, "used cpu of all hosts");
    memory = add_exact(memory, group.used.memory.bytes(), group.count, "used memory of all hosts");
    gpus = add_exact(gpus, group.used.gpu_count, group.count, "used GPUs of all hosts");
  }
  return {Cpu::from_ticks(cpu), Bytes::from_bytes(memory), gpus};
}

std::vector<PackedZone> pack_zones(const PackInput& input, const PackOptions& options) {
  const std::int64_t zones = options.zones;
  ZonePacker packer(input, options);
  const std::vector<std::vector<std::int64_t>> dealt = detail::deal_copies(input, packer.sequence(0), zones);
  std::vector<PackedZone> packed;
  packed.reserve(dealt.size());
  for (std::size_t z = 0; z < dealt.size(); ++z) {
    const std::size_t same = static_cast<std::size_t>(std::find(dealt.begin(), dealt.end(), dealt[z]) - dealt.begin());
    packed.push_back(same < z ? packed[same] : packer.pack_zone(dealt[z]));
    for (PackedHosts& hosts : packed[z].hosts) hosts.zone = static_cast<std::int64_t>(z);
  }
  return packed;
}

/// A sum over zones holds since no host is in two zones. It is named after the zone that needs most, the first of
/// equals.
LowerBound bound_plan(const std::vector<PackedZone>& zones, const PackOptions& options) {
  LowerBound bound = zones.front().lower_bound;
  std::int64_t needed = 0;
  for (const PackedZone& zone : zones) {
    if (zone.lower_bound.hosts > bound.hosts) bound = zone.lower_bound;
    needed += zone.lower_bound.hosts;
  }
  bound.hosts = hosts_for_target(needed, options);
  if (bound.hosts < options.min_hosts) bound = {options.min_hosts, "minimum hosts"};
  return bound;
}

}  // namespace

Rational PackingPlan::gap() const {
  if (lower_bound.hosts > 0) return Rational::ratio(host_count - lower_bound.hosts, lower_bound.hosts);
  if (host_count > 0) throw InternalError("a plan with hosts has a lower bound of at least one host");
  return Rational(0);
}

PackingPlan pack(const std::vector<PackItem>& items, const PackHost& host, const PackOptions& options) {
  PackInput input = detail::prepare_pack_input(items, host, options);
  PackingPlan plan;
  plan.unplaced = std::move(input.unplaced);
  plan.unusable = input.unusable;
  if (!plan.unusable.empty()) {
    plan.lower_bound.by = "no host of this type can run";
    return plan;
  }

  std::vector<PackedZone> zones = pack_zones(input, options);
  std::vector<std::int64_t> hosts_by_zone;
  std::int64_t needed = 0;
  for (const PackedZone& zone : zones) {
    hosts_by_zone.push_back(zone.host_count);
    needed += zone.host_count;
  }
  plan.host_count = std::max(hosts_for_target(needed, options), options.min_hosts);
  plan.standby_hosts = plan.host_count - needed;
  const std::vector<std::int64_t> standby = detail::deal_standby(hosts_by_zone, plan.standby_hosts);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    std::move(zones[z].hosts.begin(), zones[z].hosts.end(), std::back_inserter(plan.hosts));
    if (standby[z] > 0) plan.hosts.push_back({static_cast<std::int64_t>(z), standby[z], {}, input.daemons});
  }
  plan.lower_bound = bound_plan(zones, options);
  plan.used = sum_used(plan.hosts);
  return plan;
}

}  // namespace container_tco

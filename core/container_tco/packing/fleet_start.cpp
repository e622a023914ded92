#include "container_tco/packing/fleet_start.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/packing/first_fit.hpp"
#include "container_tco/packing/pack_order.hpp"

namespace container_tco::detail {
namespace {

std::int64_t divide_up(std::int64_t a, std::int64_t b) { return a / b + (a % b != 0 ? 1 : 0); }

PackAmounts total_of(const FleetInput& input, const FleetBag& bag) {
  PackAmounts total{};
  for (const std::size_t s : bag.shapes) {
    for (std::size_t r = 0; r < pack_resource_count; ++r) total[r] += input.shapes[s].need[r] * bag.counts[s];
  }
  return total;
}

/// No plan on this type has fewer hosts, of all that the bag asks for; nothing when it does not take them all.
std::optional<std::int64_t> fewest_hosts(const FleetType& type, const FleetBag& bag, const PackAmounts& total) {
  for (const std::size_t s : bag.shapes) {
    if (type.accepts[s] == 0) return std::nullopt;
  }
  std::int64_t hosts = 1;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (total[r] > 0) hosts = std::max(hosts, divide_up(total[r], type.capacity[r]));
  }
  return hosts;
}

struct SingleType {
  double least_weight = 0;  ///< Of a plan on it, about.
  std::size_t type = 0;
  std::int64_t fewest_hosts = 0;
  friend auto operator<=>(const SingleType&, const SingleType&) = default;
};

/// Types that take all of the bag, those first whose plan may weigh least: the others then fall to its weight.
std::vector<SingleType> promising_types(const FleetInput& input, const FleetBag& bag, const FleetBudget& budget) {
  const PackAmounts total = total_of(input, bag);
  std::vector<SingleType> types;
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    if (!budget.allows(t)) continue;
    const std::optional<std::int64_t> fewest = fewest_hosts(input.types[t], bag, total);
    if (!fewest) continue;
    types.push_back({static_cast<double>(*fewest) * static_cast<double>(input.types[t].weight), t, *fewest});
  }
  std::sort(types.begin(), types.end());
  return types;
}

/// The bag as `FirstFit` takes it; the capacity of a type is set later.
PackInput single_type_input(const FleetInput& input, const FleetBag& bag) {
  PackInput result;
  for (const std::size_t s : bag.shapes) {
    const FleetShape& shape = input.shapes[s];
    PackShape packed;
    packed.need = shape.need;
    packed.count = bag.counts[s];
    packed.item = s;
    packed.id_rank = s;
    packed.one_per_host = !shape.names.empty();
    packed.most_per_host = shape.most_per_host;
    if (packed.one_per_host) packed.shared_names.resize(input.name_count / 64 + 1);
    for (const std::size_t name : shape.names) packed.shared_names[name / 64] |= std::uint64_t{1} << (name % 64);
    for (std::size_t k = 0; k < bag.shapes.size() && !shape.apart.empty(); ++k) {
      if (shape.apart.contains(bag.shapes[k])) packed.apart.insert(k);
    }
    result.shapes.push_back(std::move(packed));
  }
  return result;
}

std::vector<FleetHost> unpack(const FleetInput& input, std::size_t type, const std::vector<PackedHosts>& packed) {
  std::vector<FleetHost> hosts;
  for (const PackedHosts& group : packed) {
    FleetHost host;
    host.type = type;
    host.count = group.count;
    for (const Placement& placement : group.placements) put(input, host, placement.item, placement.copies);
    hosts.push_back(std::move(host));
  }
  return hosts;
}

/// A host whose type is still open.
struct OpenHost {
  FleetHost host;
  std::vector<std::size_t> types;  ///< That hold its content, by weight.
  std::int64_t copies = 0;
  PackAmounts room{};  ///< The most of each resource that any of the types has left.
};

void measure_room(const FleetInput& input, OpenHost& open) {
  open.room = {};
  for (const std::size_t type : open.types) {
    open.host.type = type;
    const PackAmounts free = free_of(input, open.host);
    for (std::size_t r = 0; r < pack_resource_count; ++r) open.room[r] = std::max(open.room[r], free[r]);
  }
}

bool has_room(const FleetInput& input, OpenHost& open, std::size_t shape) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (input.shapes[shape].need[r] > open.room[r]) return false;
  }
  for (const std::size_t type : open.types) {
    open.host.type = type;
    if (copies_that_fit(input, open.host, shape, 1) == 1) return true;
  }
  return false;
}

void put_one(const FleetInput& input, OpenHost& open, std::size_t shape) {
  put(input, open.host, shape, 1);
  ++open.copies;
  std::erase_if(open.types, [&](std::size_t type) { return !type_holds(input, type, open.host); });
  measure_room(input, open);
}

}  // namespace

std::optional<std::vector<FleetHost>> best_single_type(const FleetInput& input, const FleetBag& bag,
                                                       const FleetBudget& budget) {
  FleetBag sorted = bag;
  std::sort(sorted.shapes.begin(), sorted.shapes.end());
  std::vector<std::int64_t> counts;
  for (const std::size_t s : sorted.shapes) counts.push_back(bag.counts[s]);
  PackInput single = single_type_input(input, sorted);
  std::optional<std::vector<FleetHost>> best;
  std::int64_t best_weight = no_host_limit;
  std::size_t best_type = 0;
  for (const auto& [least_weight, t, fewest] : promising_types(input, sorted, budget)) {
    const FleetType& type = input.types[t];
    std::int64_t most = budget.most(t);
    if (best) most = std::min(most, (best_weight - (t < best_type ? 0 : 1)) / type.weight);
    if (fewest > most) continue;
    single.capacity = type.capacity;
    FirstFit first_fit(single);
    for (const PackOrder order : pack_orders) {
      if (!first_fit.place_all(order_shapes(single, order), counts, most)) continue;
      best = unpack(input, t, first_fit.hosts(0));
      best_weight = weight_of(input, *best);
      best_type = t;
      most = first_fit.host_count() - 1;
      if (most < fewest) break;
    }
  }
  return best;
}

std::optional<std::vector<FleetHost>> first_fit_type_last(const FleetInput& input, const FleetBag& bag,
                                                          const FleetBudget& budget) {
  std::vector<OpenHost> hosts;
  std::set<std::pair<std::int64_t, std::size_t>> by_copies;
  std::vector<std::size_t> sequence = bag.shapes;
  std::sort(sequence.begin(), sequence.end());
  for (const std::size_t shape : sequence) {
    for (std::int64_t left = bag.counts[shape]; left > 0; --left) {
      const auto place = std::find_if(by_copies.begin(), by_copies.end(),
                                      [&](const auto& entry) { return has_room(input, hosts[entry.second], shape); });
      std::size_t at = hosts.size();
      if (place != by_copies.end()) {
        at = place->second;
        by_copies.erase(place);
      } else {
        OpenHost open;
        for (const std::size_t type : input.open) {
          if (budget.allows(type) && input.types[type].accepts[shape] != 0) open.types.push_back(type);
        }
        if (open.types.empty()) return std::nullopt;
        hosts.push_back(std::move(open));
      }
      put_one(input, hosts[at], shape);
      by_copies.emplace(hosts[at].copies, at);
    }
  }
  std::vector<FleetHost> result;
  FleetBudget left = budget;
  for (OpenHost& open : hosts) {
    const auto type = std::find_if(open.types.begin(), open.types.end(), [&](std::size_t t) { return left.allows(t); });
    if (type == open.types.end()) return std::nullopt;
    open.host.type = *type;
    left.take(*type, 1);
    result.push_back(std::move(open.host));
  }
  return result;
}

FleetBag fill_existing(const FleetInput& input, std::size_t zone, std::vector<FleetHost>& hosts) {
  FleetBag bag(input.shapes.size());
  for (std::size_t s = 0; s < input.shapes.size(); ++s) bag.add(s, input.zone_counts[zone][s]);
  if (!input.urgent.empty()) {
    std::stable_partition(bag.shapes.begin(), bag.shapes.end(), [&](std::size_t s) { return input.urgent[s] != 0; });
  }
  for (std::size_t t = input.types.size(); t-- > 0;) {
    for (std::int64_t left = input.types[t].existing[zone]; left > 0;) {
      FleetHost host;
      host.type = t;
      host.existing = true;
      fill(input, bag, bag.shapes, host);
      host.count = host.held.empty() ? left : 1;
      left -= host.count;
      bag.take(host);
      hosts.push_back(std::move(host));
    }
  }
  return bag;
}

}  // namespace container_tco::detail

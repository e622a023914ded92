#include "plain_fleet.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>

#include "random_instance.hpp"

namespace container_tco {
namespace {

bool may_run(const FleetItem& item, const FleetHostType& type) {
  const auto has = [](const std::vector<std::string>& list, const std::string& text) {
    return std::count(list.begin(), list.end(), text) > 0;
  };
  for (const std::string& label : item.required_labels) {
    if (!has(type.labels, label)) return false;
  }
  for (const std::string& taint : type.taints) {
    if (!has(item.tolerated_taints, taint)) return false;
  }
  return true;
}

}  // namespace

bool plain_host_holds(const std::vector<std::size_t>& copies, const std::vector<FleetItem>& items,
                      const FleetHostType& type, const FleetOptions& options) {
  std::int64_t cpu = 0, memory = 0, gpu = 0, slots = 0, daemon_cpu = 0, daemon_memory = 0, volumes = 0;
  std::vector<std::string> names;
  for (const FleetItem& daemon : options.daemons) {
    if (!may_run(daemon, type)) continue;
    daemon_cpu += daemon.request.cpu.ticks();
    daemon_memory += daemon.request.memory.bytes();
    gpu += daemon.request.gpu_count;
    slots += daemon.network_slots;
    volumes += daemon.volumes;
    names.insert(names.end(), daemon.exclusive.begin(), daemon.exclusive.end());
  }
  for (const std::size_t i : copies) {
    if (!may_run(items[i], type)) return false;
    cpu += items[i].request.cpu.ticks();
    memory += items[i].request.memory.bytes();
    gpu += items[i].request.gpu_count;
    slots += items[i].network_slots;
    volumes += items[i].volumes;
    const std::int64_t equal = std::count(copies.begin(), copies.end(), i);
    if (items[i].max_copies_per_host && equal > *items[i].max_copies_per_host) return false;
    for (const std::size_t other : copies) {
      const std::vector<std::string>& apart = items[i].apart_from;
      if (std::count(apart.begin(), apart.end(), items[other].id) > 0) return false;
    }
    const std::set<std::string> own(items[i].exclusive.begin(), items[i].exclusive.end());
    names.insert(names.end(), own.begin(), own.end());
  }
  const std::int64_t percent = 100 + options.headroom_percent;
  return cpu * percent <= (type.host.allocatable.cpu.ticks() - daemon_cpu) * 100 &&
         memory * percent <= (type.host.allocatable.memory.bytes() - daemon_memory) * 100 &&
         gpu <= type.host.allocatable.gpu_count && (!type.host.network_slots || slots <= *type.host.network_slots) &&
         (!type.host.volumes || volumes <= *type.host.volumes) &&
         std::set<std::string>(names.begin(), names.end()).size() == names.size();
}

namespace {

class EveryWay {
 public:
  EveryWay(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types, const FleetOptions& options)
      : items_(items), types_(types), options_(options) {
    for (std::size_t t = 0; t < types.size(); ++t) {
      for (std::int64_t n = types[t].existing.empty() ? 0 : types[t].existing[0]; n > 0; --n)
        existing_.push_back({t, {}});
      if (plain_host_holds({}, items, types[t], options) && (cheapest_ == 0 || types[t].weight < cheapest_)) {
        cheapest_ = types[t].weight;
      }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      bool fits = false;
      for (std::size_t t = 0; t < types.size(); ++t) fits = fits || plain_host_holds({i}, items, types[t], options);
      if (fits) copies_.insert(copies_.end(), static_cast<std::size_t>(items[i].count), i);
    }
  }

  std::optional<std::int64_t> run() {
    place(0);
    return best_;
  }

 private:
  struct OneHost {
    std::size_t type = 0;
    std::vector<std::size_t> copies;
  };

  /// The lightest type for a new host's content. Memoised: contents recur in many ways.
  std::int64_t weight_for(const std::vector<std::size_t>& copies) {
    const auto known = weights_.find(copies);
    if (known != weights_.end()) return known->second;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const FleetHostType& type : types_) {
      if (type.weight < least && plain_host_holds(copies, items_, type, options_)) least = type.weight;
    }
    return weights_[copies] = least;
  }

  void place(std::size_t at) {
    std::int64_t weight = 0;
    for (const std::vector<std::size_t>& host : new_) weight += weight_for(host);
    // More copies never make a host lighter.
    if (best_ && weight >= *best_) return;
    if (at == copies_.size()) {
      const std::int64_t hosts = static_cast<std::int64_t>(new_.size() + existing_.size());
      const std::int64_t least = std::max(options_.min_hosts, options_.min_hosts_per_zone);
      const std::int64_t padding = std::max<std::int64_t>(0, least - hosts);
      if (options_.max_hosts && hosts + padding > *options_.max_hosts) return;
      if (padding > 0 && cheapest_ == 0) return;
      weight += padding * cheapest_;
      if (!best_ || weight < *best_) best_ = weight;
      return;
    }
    for (OneHost& host : existing_) {
      host.copies.push_back(copies_[at]);
      if (plain_host_holds(host.copies, items_, types_[host.type], options_)) place(at + 1);
      host.copies.pop_back();
    }
    for (std::size_t h = 0; h < new_.size(); ++h) {
      new_[h].push_back(copies_[at]);
      if (weight_for(new_[h]) != std::numeric_limits<std::int64_t>::max()) place(at + 1);
      new_[h].pop_back();
    }
    new_.push_back({copies_[at]});
    if (weight_for(new_.back()) != std::numeric_limits<std::int64_t>::max()) place(at + 1);
    new_.pop_back();
  }

  const std::vector<FleetItem>& items_;
  const std::vector<FleetHostType>& types_;
  const FleetOptions& options_;
  std::vector<std::size_t> copies_;
  std::vector<OneHost> existing_;
  std::vector<std::vector<std::size_t>> new_;
  std::map<std::vector<std::size_t>, std::int64_t> weights_;
  std::int64_t cheapest_ = 0;
  std::optional<std::int64_t> best_;
};

}  // namespace

std::optional<std::int64_t> least_weight(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                                         const FleetOptions& options) {
  if (!options.max_types) return EveryWay(items, types, options).run();
  // Each set of types that may be new; the others keep their existing hosts at a weight that is never chosen.
  std::optional<std::int64_t> best;
  for (std::uint32_t set = 0; set < (1u << types.size()); ++set) {
    std::vector<FleetHostType> fewer;
    std::int64_t chosen = 0;
    for (std::size_t t = 0; t < types.size(); ++t) {
      if ((set >> t & 1u) == 0) continue;
      fewer.push_back(types[t]);
      ++chosen;
    }
    if (chosen > *options.max_types) continue;
    bool takes_all = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto fits = [&](const std::vector<FleetHostType>& list) {
        return std::any_of(list.begin(), list.end(),
                           [&](const FleetHostType& type) { return plain_host_holds({i}, items, type, options); });
      };
      if (items[i].count > 0 && fits(types) && !fits(fewer)) takes_all = false;
    }
    if (!takes_all) continue;
    const std::optional<std::int64_t> weight = EveryWay(items, fewer, options).run();
    if (weight && (!best || *weight < *best)) best = weight;
  }
  return best;
}

FleetInstance random_fleet(std::uint64_t seed, std::int64_t most_copies, std::int64_t most_types) {
  std::mt19937_64 random(seed);
  FleetInstance fleet;
  const std::int64_t step = std::int64_t{1} << draw(random, 0, 7);
  std::int64_t copies = draw(random, 1, most_copies);
  const bool has_labels = draw(random, 0, 2) == 0;
  const bool has_ports = draw(random, 0, 2) == 0;
  for (std::int64_t i = 0; copies > 0; ++i) {
    FleetItem item;
    item.id = std::to_string(i * 7919 % 101) + "-" + std::to_string(i);
    item.request.cpu = Cpu::from_units(draw(random, 0, 1024 / step) * step);
    item.request.memory = Bytes::from_mib(draw(random, 1, 4096 / step) * step);
    item.request.gpu_count = draw(random, 0, 11) == 0 ? 1 : 0;
    item.network_slots = draw(random, 0, 1);
    item.count = std::min(copies, draw(random, 1, 4));
    copies -= item.count;
    if (has_labels && draw(random, 0, 2) == 0) item.required_labels = {draw(random, 0, 1) == 0 ? "arm" : "x86"};
    if (has_labels && draw(random, 0, 2) == 0) item.tolerated_taints = {"spot"};
    while (has_ports && draw(random, 0, 3) == 0)
      item.exclusive.push_back("port " + std::to_string(draw(random, 80, 82)));
    fleet.items.push_back(item);
  }
  for (std::int64_t t = draw(random, 1, most_types); t > 0; --t) {
    FleetHostType type;
    type.name = "type " + std::to_string(t * 31 % 17) + "-" + std::to_string(t);
    const std::int64_t size = draw(random, 1, 4);
    type.host.allocatable = {Cpu::from_units(draw(random, 256, 1024) * size),
                             Bytes::from_mib(draw(random, 1024, 4096) * size), draw(random, 0, 3) == 0 ? 2 : 0};
    if (draw(random, 0, 1) == 0) type.host.network_slots = draw(random, 2, 8);
    type.weight = size * draw(random, 70, 130);
    if (draw(random, 0, 1) == 0) type.labels = {draw(random, 0, 1) == 0 ? "arm" : "x86"};
    if (draw(random, 0, 5) == 0) type.taints = {"spot"};
    fleet.types.push_back(type);
  }
  if (draw(random, 0, 3) == 0) {
    FleetItem daemon;
    daemon.id = "daemon";
    daemon.request = {Cpu::from_units(step), Bytes::from_mib(step), 0};
    daemon.network_slots = draw(random, 0, 1);
    if (draw(random, 0, 1) == 0) daemon.required_labels = {"x86"};
    if (draw(random, 0, 2) == 0) daemon.exclusive = {"port 80"};
    daemon.tolerated_taints = {"spot"};
    fleet.options.daemons.push_back(daemon);
  }
  if (draw(random, 0, 4) == 0) fleet.types.front().existing = {draw(random, 1, 2)};
  if (draw(random, 0, 5) == 0) fleet.options.min_hosts = draw(random, 1, 6);
  if (draw(random, 0, 5) == 0) fleet.options.min_hosts_per_zone = draw(random, 1, 4);
  if (draw(random, 0, 5) == 0) fleet.options.headroom_percent = draw(random, 1, 40);
  if (draw(random, 0, 2) == 0) {
    for (FleetItem& item : fleet.items) {
      if (draw(random, 0, 2) == 0) item.max_copies_per_host = draw(random, 1, 3);
      item.volumes = draw(random, 0, 2);
    }
    for (FleetHostType& type : fleet.types) {
      if (draw(random, 0, 2) != 0) type.host.volumes = draw(random, 1, 6);
    }
  }
  for (std::int64_t pairs = draw(random, 0, 2) == 0 ? draw(random, 1, 4) : 0; pairs > 0; --pairs) {
    const std::int64_t last = static_cast<std::int64_t>(fleet.items.size()) - 1;
    FleetItem& item = fleet.items[static_cast<std::size_t>(draw(random, 0, last))];
    const FleetItem& other = fleet.items[static_cast<std::size_t>(draw(random, 0, last))];
    if (item.id != other.id) item.apart_from.push_back(other.id);
  }
  return fleet;
}

}  // namespace container_tco

#include "plain_pack.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace container_tco {
namespace {

/// A host after daemons, for shares.
struct Left {
  std::int64_t cpu, memory, gpu, slots;
};

Left after_daemons(const PackHost& host, const PackOptions& options) {
  Left left{host.allocatable.cpu.ticks(), host.allocatable.memory.bytes(), host.allocatable.gpu_count,
            host.network_slots.value_or(0)};
  for (const PackItem& daemon : options.daemons) {
    left.cpu -= daemon.request.cpu.ticks();
    left.memory -= daemon.request.memory.bytes();
    left.gpu -= daemon.request.gpu_count;
    left.slots -= daemon.network_slots;
  }
  return left;
}

/// In 2^-40, rounded down.
Rational share(std::int64_t need, std::int64_t of) {
  if (need == 0) return 0;
  return (Rational::ratio(need, of) * Rational(std::int64_t{1} << 40)).floor();
}

/// Items from large to small by one of the four documented orders.
std::vector<std::size_t> sorted_items(std::vector<std::size_t> chosen, const std::vector<PackItem>& items,
                                      const PackHost& host, const PackOptions& options, int order) {
  const Left left = after_daemons(host, options);
  std::map<std::size_t, Rational> size;
  for (const std::size_t i : chosen) {
    const PackItem& item = items[i];
    const Rational cpu = share(item.request.cpu.ticks(), left.cpu);
    const Rational memory = share(item.request.memory.bytes(), left.memory);
    const Rational gpu = share(item.request.gpu_count, left.gpu);
    const Rational slots = host.network_slots ? share(item.network_slots, left.slots) : Rational(0);
    const Rational name = item.exclusive.empty() ? Rational(0) : share(1, 1);
    if (order == 0) size[i] = max(max(max(cpu, memory), max(gpu, slots)), name);
    if (order == 1) size[i] = cpu + memory + gpu + slots + name;
    if (order == 2) size[i] = cpu;
    if (order == 3) size[i] = memory;
  }
  std::sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
    if (size[a] != size[b]) return size[a] > size[b];
    const auto needs = [&](std::size_t i) {
      return std::make_tuple(items[i].request.cpu, items[i].request.memory, items[i].request.gpu_count,
                             host.network_slots ? items[i].network_slots : 0);
    };
    if (needs(a) != needs(b)) return needs(a) > needs(b);
    return items[a].id < items[b].id;
  });
  return chosen;
}

std::vector<HostContent> plain_first_fit(const std::vector<std::size_t>& sequence, const HostContent& copies,
                                         const std::vector<PackItem>& items, const PackHost& host,
                                         const PackOptions& options) {
  std::vector<HostContent> hosts;
  for (const std::size_t item : sequence) {
    for (std::int64_t copy = 0; copy < copies.at(item); ++copy) {
      bool is_placed = false;
      for (HostContent& content : hosts) {
        HostContent more = content;
        ++more[item];
        if (!holds(more, items, host, options)) continue;
        content = more;
        is_placed = true;
        break;
      }
      if (!is_placed) hosts.push_back({{item, 1}});
    }
  }
  return hosts;
}

}  // namespace

bool holds(const HostContent& content, const std::vector<PackItem>& items, const PackHost& host,
           const PackOptions& options) {
  Resources used;
  std::int64_t slots = 0;
  std::multiset<std::string> names;
  const auto put = [&](const PackItem& item) {
    used = used + item.request;
    slots += item.network_slots;
    for (const std::string& name : std::set<std::string>(item.exclusive.begin(), item.exclusive.end())) {
      names.insert(name);
    }
  };
  for (const PackItem& daemon : options.daemons) put(daemon);
  for (const auto& [item, copies] : content) {
    for (std::int64_t copy = 0; copy < copies; ++copy) put(items[item]);
  }
  for (const auto& [item, copies] : content) {
    for (const std::string& id : items[item].apart_from) {
      const auto is_there = [&](const auto& other) { return other.second > 0 && items[other.first].id == id; };
      if (copies > 0 && std::any_of(content.begin(), content.end(), is_there)) return false;
    }
  }
  const bool names_differ = std::set<std::string>(names.begin(), names.end()).size() == names.size();
  return fits(used, host.allocatable) && (!host.network_slots || slots <= *host.network_slots) && names_differ;
}

std::vector<std::vector<HostContent>> plain_pack(const std::vector<PackItem>& items, const PackHost& host,
                                                 const PackOptions& options) {
  std::vector<std::size_t> placeable;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].count > 0 && holds({{i, 1}}, items, host, options)) placeable.push_back(i);
  }
  const std::size_t zone_count = static_cast<std::size_t>(options.zones);
  std::vector<HostContent> dealt(zone_count);
  std::size_t next = 0;
  for (const std::size_t item : sorted_items(placeable, items, host, options, 0)) {
    for (HostContent& zone : dealt) zone[item] = 0;
    for (std::int64_t copy = 0; copy < items[item].count; ++copy) ++dealt[next++ % zone_count][item];
  }
  std::vector<std::vector<HostContent>> zones;
  for (const HostContent& copies : dealt) {
    std::vector<HostContent> best;
    for (int order = 0; order < 4; ++order) {
      const std::vector<std::size_t> sequence = sorted_items(placeable, items, host, options, order);
      const std::vector<HostContent> hosts = plain_first_fit(sequence, copies, items, host, options);
      if (order == 0 || hosts.size() < best.size()) best = hosts;
    }
    zones.push_back(best);
  }
  return zones;
}

std::vector<std::vector<HostContent>> host_contents(const PackingPlan& plan, std::int64_t zones) {
  std::vector<std::vector<HostContent>> contents(static_cast<std::size_t>(zones));
  for (const PackedHosts& hosts : plan.hosts) {
    if (hosts.placements.empty()) continue;
    HostContent content;
    for (const Placement& placement : hosts.placements) content[placement.item] = placement.copies;
    std::vector<HostContent>& zone = contents.at(static_cast<std::size_t>(hosts.zone));
    zone.insert(zone.end(), static_cast<std::size_t>(hosts.count), content);
  }
  return contents;
}

namespace {

void try_every_host(const std::vector<std::size_t>& copies, std::size_t at, std::vector<HostContent>& hosts,
                    const std::vector<PackItem>& items, const PackHost& host, const PackOptions& options,
                    std::int64_t& best) {
  if (at == copies.size()) {
    best = std::min(best, static_cast<std::int64_t>(hosts.size()));
    return;
  }
  for (std::size_t h = 0; h < hosts.size(); ++h) {
    const HostContent before = hosts[h];
    ++hosts[h][copies[at]];
    if (holds(hosts[h], items, host, options)) try_every_host(copies, at + 1, hosts, items, host, options, best);
    hosts[h] = before;
  }
  hosts.push_back({{copies[at], 1}});
  try_every_host(copies, at + 1, hosts, items, host, options, best);
  hosts.pop_back();
}

}  // namespace

std::int64_t fewest_hosts(const std::vector<std::size_t>& copies, const std::vector<PackItem>& items,
                          const PackHost& host, const PackOptions& options) {
  std::int64_t best = static_cast<std::int64_t>(copies.size());
  std::vector<HostContent> hosts;
  try_every_host(copies, 0, hosts, items, host, options, best);
  return best;
}

}  // namespace container_tco

#include "plain_limits.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "random_instance.hpp"

namespace container_tco {
namespace {

struct PlainHost {
  std::size_t type = 0;
  std::int64_t zone = 0;
  bool existing = false;
  std::vector<std::size_t> copies;
};

class EveryLimitedWay {
 public:
  explicit EveryLimitedWay(const FleetInstance& fleet) : fleet_(fleet) {
    for (std::size_t t = 0; t < fleet.types.size(); ++t) {
      const std::vector<std::int64_t>& there = fleet.types[t].existing;
      for (std::size_t z = 0; z < there.size(); ++z) {
        for (std::int64_t n = 0; n < there[z]; ++n) hosts_.push_back({t, static_cast<std::int64_t>(z), true, {}});
      }
    }
    for (std::size_t t = 0; t < fleet.types.size(); ++t) {
      can_open_any_ = can_open_any_ || (can_be_new(t) && holds({}, t));
    }
    for (std::size_t i = 0; i < fleet.items.size(); ++i) {
      bool fits = false;
      for (std::size_t t = 0; t < fleet.types.size(); ++t) fits = fits || (can_be_used(t) && holds({i}, t));
      if (fits) copies_.insert(copies_.end(), static_cast<std::size_t>(fleet.items[i].count), i);
    }
  }

  std::optional<std::int64_t> run() {
    place(0, 0);
    return best_;
  }

 private:
  bool can_be_new(std::size_t t) const { return fleet_.types[t].max_new_hosts.value_or(1) > 0; }
  bool can_be_used(std::size_t t) const {
    const std::vector<std::int64_t>& there = fleet_.types[t].existing;
    return can_be_new(t) || std::any_of(there.begin(), there.end(), [](std::int64_t n) { return n > 0; });
  }
  bool holds(const std::vector<std::size_t>& copies, std::size_t t) const {
    return plain_host_holds(copies, fleet_.items, fleet_.types[t], fleet_.options);
  }

  void place(std::size_t at, std::int64_t weight) {
    if (best_ && weight >= *best_) return;
    if (at == copies_.size()) {
      if (is_even()) add_empty(0, weight);
      return;
    }
    const FleetItem& item = fleet_.items[copies_[at]];
    const auto may_be_in = [&](std::int64_t zone) {
      return item.zones.empty() || std::find(item.zones.begin(), item.zones.end(), zone) != item.zones.end();
    };
    for (std::size_t h = 0; h < hosts_.size(); ++h) {
      if (!may_be_in(hosts_[h].zone)) continue;
      hosts_[h].copies.push_back(copies_[at]);
      if (holds(hosts_[h].copies, hosts_[h].type)) place(at + 1, weight);
      hosts_[h].copies.pop_back();
    }
    for (std::size_t t = 0; t < fleet_.types.size(); ++t) {
      if (!can_be_new(t) || !holds({copies_[at]}, t)) continue;
      for (std::int64_t zone = 0; zone < fleet_.options.zones; ++zone) {
        if (!may_be_in(zone)) continue;
        hosts_.push_back({t, zone, false, {copies_[at]}});
        place(at + 1, weight + fleet_.types[t].weight);
        hosts_.pop_back();
      }
    }
  }

  /// Copies of an item over its zones, as evenly as they can be.
  bool is_even() const {
    for (std::size_t i = 0; i < fleet_.items.size(); ++i) {
      std::vector<std::int64_t> by_zone(static_cast<std::size_t>(fleet_.options.zones), 0);
      for (const PlainHost& host : hosts_) {
        by_zone[static_cast<std::size_t>(host.zone)] += std::count(host.copies.begin(), host.copies.end(), i);
      }
      std::vector<std::int64_t> own;
      for (std::int64_t zone = 0; zone < fleet_.options.zones; ++zone) {
        const std::vector<std::int64_t>& zones = fleet_.items[i].zones;
        const bool is_own = zones.empty() || std::find(zones.begin(), zones.end(), zone) != zones.end();
        if (is_own) own.push_back(by_zone[static_cast<std::size_t>(zone)]);
      }
      if (*std::max_element(own.begin(), own.end()) > *std::min_element(own.begin(), own.end()) + 1) return false;
    }
    return true;
  }

  /// Empty hosts of every kind from `kind` on, which numbers types and zones, until what is wanted is there.
  void add_empty(std::size_t kind, std::int64_t weight) {
    if (best_ && weight >= *best_) return;
    if (is_allowed() && is_wanted_there()) {
      best_ = weight;
      return;
    }
    if (!is_allowed() || hosts_.size() >= most_hosts) return;
    const std::size_t zones = static_cast<std::size_t>(fleet_.options.zones);
    for (; kind < fleet_.types.size() * zones; ++kind) {
      const std::size_t t = kind / zones;
      if (!can_be_new(t) || !holds({}, t)) continue;
      hosts_.push_back({t, static_cast<std::int64_t>(kind % zones), false, {}});
      add_empty(kind, weight + fleet_.types[t].weight);
      hosts_.pop_back();
    }
  }

  std::int64_t count(const auto& is_one) const { return std::count_if(hosts_.begin(), hosts_.end(), is_one); }

  bool is_allowed() const {
    const FleetOptions& options = fleet_.options;
    const std::int64_t all = static_cast<std::int64_t>(hosts_.size());
    std::set<std::size_t> types;
    for (const PlainHost& host : hosts_) {
      if (!host.existing) types.insert(host.type);
    }
    if (options.max_hosts && !types.empty() && all > *options.max_hosts) return false;
    if (options.max_types && static_cast<std::int64_t>(types.size()) > *options.max_types) return false;
    for (std::size_t t = 0; t < fleet_.types.size(); ++t) {
      const std::int64_t fresh = count([&](const PlainHost& host) { return host.type == t && !host.existing; });
      if (fleet_.types[t].max_new_hosts && fresh > *fleet_.types[t].max_new_hosts) return false;
    }
    for (const FleetGroup& group : options.groups) {
      const auto is_own = [&](const PlainHost& host) { return fleet_.types[host.type].group == group.name; };
      const std::int64_t fresh = count([&](const PlainHost& host) { return is_own(host) && !host.existing; });
      if (group.max_hosts && fresh > 0 && count(is_own) > *group.max_hosts) return false;
    }
    return true;
  }

  bool are_minima_there() const {
    const FleetOptions& options = fleet_.options;
    if (static_cast<std::int64_t>(hosts_.size()) < options.min_hosts) return false;
    for (const FleetGroup& group : options.groups) {
      const auto is_own = [&](const PlainHost& host) { return fleet_.types[host.type].group == group.name; };
      if (count(is_own) < group.min_hosts) return false;
    }
    for (std::int64_t zone = 0; zone < options.zones; ++zone) {
      if (count([&](const PlainHost& host) { return host.zone == zone; }) < options.min_hosts_per_zone) return false;
    }
    return true;
  }

  bool is_wanted_there() const {
    const FleetOptions& options = fleet_.options;
    if (can_open_any_ && !are_minima_there()) return false;
    for (std::size_t t = 0; t < fleet_.types.size(); ++t) {
      const std::int64_t used = count([&](const PlainHost& host) { return host.type == t && !host.copies.empty(); });
      const std::int64_t there = count([&](const PlainHost& host) { return host.type == t; });
      // At least ceil(used × 100 / percent), rule S19.
      if (there * options.target_capacity_percent < used * 100) return false;
    }
    return !options.survive_host_loss || std::all_of(hosts_.begin(), hosts_.end(), [&](const PlainHost& lost) {
      return lost.copies.empty() ||
             count([&](const PlainHost& spare) {
               return spare.zone == lost.zone && spare.copies.empty() && holds(lost.copies, spare.type);
             }) > 0;
    });
  }

  static constexpr std::size_t most_hosts = 12;
  const FleetInstance& fleet_;
  bool can_open_any_ = false;  ///< Else minima are void.
  std::vector<std::size_t> copies_;
  std::vector<PlainHost> hosts_;
  std::optional<std::int64_t> best_;
};

}  // namespace

std::optional<std::int64_t> least_limited_weight(const FleetInstance& fleet) { return EveryLimitedWay(fleet).run(); }

FleetInstance random_limited_fleet(std::uint64_t seed) {
  FleetInstance fleet = random_fleet(seed, 4, 3);
  std::mt19937_64 random(seed + 1'000'000);
  FleetOptions& options = fleet.options;
  options.min_hosts = draw(random, 0, 4) == 0 ? draw(random, 1, 4) : 0;
  options.min_hosts_per_zone = draw(random, 0, 4) == 0 ? draw(random, 1, 2) : 0;
  options.zones = draw(random, 1, 2);
  options.survive_host_loss = draw(random, 0, 2) == 0;
  if (draw(random, 0, 2) == 0) options.target_capacity_percent = draw(random, 40, 95);
  if (draw(random, 0, 3) == 0) options.max_hosts = draw(random, 4, 6);
  if (draw(random, 0, 3) == 0) options.max_types = draw(random, 1, 2);
  for (FleetItem& item : fleet.items) {
    if (draw(random, 0, 3) == 0) item.zones = {draw(random, 0, options.zones - 1)};
  }
  for (FleetHostType& type : fleet.types) {
    type.existing.clear();
    if (draw(random, 0, 3) == 0) type.existing = {draw(random, 0, 1), options.zones > 1 ? draw(random, 0, 1) : 0};
    type.existing.resize(std::min(type.existing.size(), static_cast<std::size_t>(options.zones)));
    if (draw(random, 0, 4) == 0) type.max_new_hosts = draw(random, 0, 3);
    if (draw(random, 0, 3) == 0) type.group = "own";
  }
  const bool has_group = std::any_of(fleet.types.begin(), fleet.types.end(),
                                     [](const FleetHostType& type) { return !type.group.empty(); });
  if (has_group) {
    options.groups = {{"own", draw(random, 0, 1), std::nullopt}};
    if (draw(random, 0, 1) == 0) options.groups.front().max_hosts = draw(random, 1, 3);
  }
  return fleet;
}

}  // namespace container_tco

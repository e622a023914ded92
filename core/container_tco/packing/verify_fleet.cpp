#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace container_tco {
namespace {

/// Exact sums of any size: a plan from elsewhere may hold any numbers.
struct Sums {
  Rational cpu, memory, gpu, slots, volumes;

  void add(const PackItem& item, std::int64_t copies) {
    const Rational times(copies);
    cpu += Rational(item.request.cpu.ticks()) * times;
    memory += Rational(item.request.memory.bytes()) * times;
    gpu += Rational(item.request.gpu_count) * times;
    slots += Rational(item.network_slots) * times;
    volumes += Rational(item.volumes) * times;
  }
};

bool lists(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_allowed_on(const FleetItem& item, const FleetHostType& type) {
  return std::all_of(item.required_labels.begin(), item.required_labels.end(),
                     [&](const std::string& label) { return lists(type.labels, label); }) &&
         std::all_of(type.taints.begin(), type.taints.end(),
                     [&](const std::string& taint) { return lists(item.tolerated_taints, taint); });
}

class FleetCheck {
 public:
  FleetCheck(const FleetPlan& plan, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
             const FleetOptions& options)
      : plan_(plan), items_(items), types_(types), options_(options) {}

  std::vector<std::string> run() {
    if (!check_indices()) return problems_;
    for (std::size_t g = 0; g < plan_.hosts.size(); ++g) check_host(g);
    check_copies();
    check_zones();
    check_counts();
    check_groups();
    check_reserve();
    check_unplaced();
    check_spares();
    check_totals();
    return problems_;
  }

 private:
  void check(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }

  bool check_indices() {
    for (const FleetHosts& hosts : plan_.hosts) {
      check(hosts.type < types_.size() && hosts.zone >= 0 && hosts.zone < options_.zones && hosts.count > 0,
            "hosts: unknown type or zone, or no host");
      for (const Placement& placement : hosts.placements) {
        check(placement.item < items_.size() && placement.copies > 0, "hosts: unknown item or no copy");
      }
    }
    for (const UnplacedItem& item : plan_.unplaced) check(item.item < items_.size(), "unplaced: unknown item");
    return problems_.empty();
  }

  /// What is wrong with `placements` on one host of a type; empty when nothing is.
  std::string find_problem(const std::vector<Placement>& placements, const FleetHostType& type) const {
    Sums items;
    Sums daemons;
    std::multiset<std::string> names;
    const auto hold = [&](const PackItem& item, std::int64_t copies) {
      for (const std::string& name : std::set<std::string>(item.exclusive.begin(), item.exclusive.end())) {
        for (std::int64_t copy = 0; copy < std::min<std::int64_t>(copies, 2); ++copy) names.insert(name);
      }
    };
    for (const FleetItem& daemon : options_.daemons) {
      if (!is_allowed_on(daemon, type)) continue;
      daemons.add(daemon, 1);
      hold(daemon, 1);
    }
    for (const Placement& placement : placements) {
      const FleetItem& item = items_[placement.item];
      if (!is_allowed_on(item, type)) return "item \"" + item.id + "\" may not run there";
      if (item.max_copies_per_host && placement.copies > *item.max_copies_per_host) {
        return "more copies of item \"" + item.id + "\" than one host may hold";
      }
      items.add(item, placement.copies);
      hold(item, placement.copies);
    }
    if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) return "an exclusive name twice";
    for (const Placement& one : placements) {
      for (const std::string& id : items_[one.item].apart_from) {
        const bool is_there = std::any_of(placements.begin(), placements.end(),
                                          [&](const Placement& other) { return items_[other.item].id == id; });
        if (is_there) return "item \"" + items_[one.item].id + "\" beside \"" + id + "\"";
      }
    }
    // Items × (100 + headroom) / 100 + daemons within what the host offers.
    const Rational stretch = Rational::ratio(100 + options_.headroom_percent, 100);
    const Resources& offer = type.host.allocatable;
    if (items.cpu * stretch + daemons.cpu > Rational(offer.cpu.ticks())) return "too much CPU";
    if (items.memory * stretch + daemons.memory > Rational(offer.memory.bytes())) return "too much memory";
    if (items.gpu + daemons.gpu > Rational(offer.gpu_count)) return "too many GPUs";
    if (type.host.network_slots && items.slots + daemons.slots > Rational(*type.host.network_slots)) {
      return "too many network slots";
    }
    if (type.host.volumes && items.volumes + daemons.volumes > Rational(*type.host.volumes)) {
      return "too many attached volumes";
    }
    return {};
  }

  void check_host(std::size_t g) {
    const FleetHosts& hosts = plan_.hosts[g];
    const FleetHostType& type = types_[hosts.type];
    const std::string where = "hosts[" + std::to_string(g) + "]: ";
    // Existing hosts stay even when nothing can run on them.
    if (!hosts.existing || !hosts.placements.empty()) {
      const std::string problem = find_problem(hosts.placements, type);
      check(problem.empty(), where + problem);
    }
    Sums used;
    for (const Placement& placement : hosts.placements) used.add(items_[placement.item], placement.copies);
    for (const FleetItem& daemon : options_.daemons) {
      if (is_allowed_on(daemon, type)) used.add(daemon, 1);
    }
    check(used.cpu == Rational(hosts.used.cpu.ticks()) && used.memory == Rational(hosts.used.memory.bytes()) &&
              used.gpu == Rational(hosts.used.gpu_count),
          where + "`used` is not what it holds");
  }

  /// Copies by item, of one zone or of all.
  std::map<std::size_t, Rational> placed(std::optional<std::int64_t> zone) const {
    std::map<std::size_t, Rational> copies;
    for (const FleetHosts& hosts : plan_.hosts) {
      if (zone && hosts.zone != *zone) continue;
      for (const Placement& placement : hosts.placements) {
        copies[placement.item] += Rational(placement.copies) * Rational(hosts.count);
      }
    }
    return copies;
  }

  void check_copies() {
    std::map<std::size_t, Rational> copies = placed(std::nullopt);
    for (const UnplacedItem& item : plan_.unplaced) copies[item.item] += Rational(item.copies);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      check(copies[i] == Rational(items_[i].count), "item \"" + items_[i].id + "\": " + copies[i].to_text() +
                                                        " copies instead of " + std::to_string(items_[i].count));
    }
  }

  void check_zones() {
    std::set<std::size_t> unplaced;
    for (const UnplacedItem& item : plan_.unplaced) unplaced.insert(item.item);
    std::vector<std::map<std::size_t, Rational>> by_zone;
    for (std::int64_t zone = 0; zone < options_.zones; ++zone) by_zone.push_back(placed(zone));
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (unplaced.count(i) != 0) continue;
      const std::set<std::int64_t> chosen(items_[i].zones.begin(), items_[i].zones.end());
      std::optional<Rational> least;
      std::optional<Rational> largest;
      for (std::int64_t zone = 0; zone < options_.zones; ++zone) {
        const Rational copies = by_zone[static_cast<std::size_t>(zone)][i];
        if (!chosen.empty() && chosen.count(zone) == 0) {
          check(copies.is_zero(), "item \"" + items_[i].id + "\": in a zone where it may not be");
          continue;
        }
        if (!least || copies < *least) least = copies;
        if (!largest || copies > *largest) largest = copies;
      }
      check(!least || *largest - *least <= Rational(1), "item \"" + items_[i].id + "\": not even over its zones");
    }
  }

  void check_counts() {
    std::map<std::pair<std::size_t, std::int64_t>, Rational> existing;
    std::map<std::size_t, Rational> fresh;
    std::map<std::int64_t, Rational> by_zone;
    Rational all = 0;
    Rational all_fresh = 0;
    for (const FleetHosts& hosts : plan_.hosts) {
      const Rational count(hosts.count);
      if (!hosts.existing) all_fresh += count;
      (hosts.existing ? existing[{hosts.type, hosts.zone}] : fresh[hosts.type]) += count;
      by_zone[hosts.zone] += count;
      all += count;
    }
    for (std::size_t t = 0; t < types_.size(); ++t) {
      for (std::int64_t zone = 0; zone < options_.zones; ++zone) {
        const std::size_t z = static_cast<std::size_t>(zone);
        const std::int64_t there = z < types_[t].existing.size() ? types_[t].existing[z] : 0;
        check(existing[{t, zone}] == Rational(there), "type \"" + types_[t].name + "\": existing hosts not kept");
      }
      check(!types_[t].max_new_hosts || fresh[t] <= Rational(*types_[t].max_new_hosts),
            "type \"" + types_[t].name + "\": more new hosts than allowed");
    }
    check(!options_.max_types ||
              std::count_if(fresh.begin(), fresh.end(), [](const auto& entry) { return entry.second > Rational(0); }) <=
                  *options_.max_types,
          "plan: more new types than allowed");
    check(!options_.max_hosts || all <= Rational(*options_.max_hosts) || all_fresh == Rational(0),
          "plan: too many hosts");
    for (std::int64_t zone = 0; zone < options_.zones; ++zone) {
      check(by_zone[zone] >= Rational(options_.min_hosts_per_zone) || !can_open_any(),
            "zone " + std::to_string(zone) + ": fewer hosts than the minimum");
    }
    check(all >= Rational(options_.min_hosts) || !can_open_any(), "plan: fewer hosts than the minimum");
  }

  void check_groups() {
    for (const FleetGroup& group : options_.groups) {
      Rational all = 0;
      Rational existing = 0;
      for (const FleetHosts& hosts : plan_.hosts) {
        if (types_[hosts.type].group != group.name) continue;
        all += Rational(hosts.count);
        if (hosts.existing) existing += Rational(hosts.count);
      }
      check(!group.max_hosts || all == existing || all <= Rational(*group.max_hosts),
            "group \"" + group.name + "\": too many hosts");
      check(all >= Rational(group.min_hosts) || !can_open_any(),
            "group \"" + group.name + "\": fewer hosts than its minimum");
    }
  }

  void check_reserve() {
    const Rational percent(options_.target_capacity_percent);
    for (std::size_t t = 0; t < types_.size(); ++t) {
      Rational in_use = 0;
      Rational all = 0;
      for (const FleetHosts& hosts : plan_.hosts) {
        if (hosts.type != t) continue;
        all += Rational(hosts.count);
        if (!hosts.placements.empty()) in_use += Rational(hosts.count);
      }
      check(all * percent >= in_use * Rational(100),
            "type \"" + types_[t].name + "\": fewer hosts than its target capacity asks for");
    }
  }

  bool can_open_any() const {
    return std::any_of(types_.begin(), types_.end(), [&](const FleetHostType& type) {
      return type.max_new_hosts.value_or(1) > 0 && find_problem({}, type).empty();
    });
  }

  void check_unplaced() {
    for (const UnplacedItem& left : plan_.unplaced) {
      const bool fits_somewhere = std::any_of(types_.begin(), types_.end(), [&](const FleetHostType& type) {
        const bool is_there = !type.max_new_hosts || *type.max_new_hosts > 0 ||
                              std::any_of(type.existing.begin(), type.existing.end(), [](auto n) { return n > 0; });
        return is_there && find_problem({{left.item, 1}}, type).empty();
      });
      check(!fits_somewhere || plan_.left_out_by_limit, "unplaced: item fits on a host");
      check(!left.reason.empty() && left.copies > 0, "unplaced: no reason or no copies");
    }
  }

  void check_spares() {
    if (!options_.survive_host_loss) return;
    for (const FleetHosts& lost : plan_.hosts) {
      if (lost.placements.empty()) continue;
      const bool has_spare = std::any_of(plan_.hosts.begin(), plan_.hosts.end(), [&](const FleetHosts& spare) {
        return spare.zone == lost.zone && spare.placements.empty() &&
               find_problem(lost.placements, types_[spare.type]).empty();
      });
      check(has_spare, "zone " + std::to_string(lost.zone) + ": no spare for a host");
    }
  }

  void check_totals() {
    Rational weight = 0;
    Rational hosts = 0;
    for (const FleetHosts& group : plan_.hosts) {
      hosts += Rational(group.count);
      if (!group.existing) weight += Rational(types_[group.type].weight) * Rational(group.count);
    }
    check(weight == Rational(plan_.total_weight), "plan: total weight is not that of its hosts");
    check(hosts == Rational(plan_.host_count), "plan: host count is not that of its hosts");
    const std::int64_t bound = std::max(plan_.fast_bound.weight, plan_.strong_bound ? plan_.strong_bound->weight : 0);
    check(plan_.left_out_by_limit || bound <= plan_.total_weight, "plan: lighter than its lower bound");
  }

  const FleetPlan& plan_;
  const std::vector<FleetItem>& items_;
  const std::vector<FleetHostType>& types_;
  const FleetOptions& options_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> verify_fleet_plan(const FleetPlan& plan, const std::vector<FleetItem>& items,
                                           const std::vector<FleetHostType>& types, const FleetOptions& options) {
  return FleetCheck(plan, items, types, options).run();
}

}  // namespace container_tco

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/packing/pack.hpp"

namespace container_tco {
namespace {

/// Exact sums of any size: a plan from elsewhere may hold any numbers.
struct Totals {
  Rational cpu_ticks;
  Rational memory_bytes;
  Rational gpus;
  Rational slots;
  Rational volumes;

  void add(const PackItem& item, const Rational& times) {
    add(item.request, item.network_slots, times);
    volumes += Rational(item.volumes) * times;
  }
  void add(const Resources& resources, const Rational& network_slots, const Rational& times) {
    cpu_ticks += Rational(resources.cpu.ticks()) * times;
    memory_bytes += Rational(resources.memory.bytes()) * times;
    gpus += Rational(resources.gpu_count) * times;
    slots += network_slots * times;
  }
  bool are(const Resources& resources) const {
    return cpu_ticks == Rational(resources.cpu.ticks()) && memory_bytes == Rational(resources.memory.bytes()) &&
           gpus == Rational(resources.gpu_count);
  }
  bool fit(const PackHost& host) const {
    return cpu_ticks <= Rational(host.allocatable.cpu.ticks()) &&
           memory_bytes <= Rational(host.allocatable.memory.bytes()) && gpus <= Rational(host.allocatable.gpu_count) &&
           (!host.network_slots || slots <= Rational(*host.network_slots)) &&
           (!host.volumes || volumes <= Rational(*host.volumes));
  }
};

std::set<std::string> names_of(const PackItem& item) { return {item.exclusive.begin(), item.exclusive.end()}; }

class PlanCheck {
 public:
  PlanCheck(const PackingPlan& plan, const std::vector<PackItem>& items, const PackHost& host,
            const PackOptions& options)
      : plan_(plan), items_(items), host_(host), options_(options) {}

  std::vector<std::string> run() {
    const bool daemons_fit = find_host_problem({}).empty();
    check(daemons_fit == plan_.unusable.empty(), "plan: `unusable` does not tell whether the daemons fit on a host");
    check(daemons_fit || plan_.hosts.empty(), "plan: has hosts although their daemons do not fit");
    for (std::size_t g = 0; g < plan_.hosts.size(); ++g)
      check_hosts("hosts[" + std::to_string(g) + "]", plan_.hosts[g]);
    check_unplaced();
    check_counts();
    check_zones();
    check_totals(daemons_fit);
    return problems_;
  }

 private:
  void check(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }
  std::string name(std::size_t item) const { return "item \"" + printable(items_[item].id) + "\""; }

  std::string find_host_problem(const std::vector<Placement>& placements) const;
  void check_hosts(const std::string& where, const PackedHosts& hosts);
  void check_unplaced();
  void check_counts();
  void check_zones();
  void check_totals(bool daemons_fit);

  const PackingPlan& plan_;
  const std::vector<PackItem>& items_;
  const PackHost& host_;
  const PackOptions& options_;
  std::vector<std::string> problems_;
  std::map<std::size_t, std::map<std::int64_t, Rational>> placed_;  ///< Copies by item and zone.
  std::map<std::size_t, Rational> unplaced_;
  Rational host_count_;
  Rational standby_;
  Totals used_;
};

/// What is wrong with a host that holds `placements`, all of known items, and the daemons. Empty when nothing is.
std::string PlanCheck::find_host_problem(const std::vector<Placement>& placements) const {
  Totals totals;
  std::set<std::string> taken;
  std::string twice;
  std::string too_often;
  const auto take_names = [&](const PackItem& item, std::int64_t copies) {
    for (const std::string& one : names_of(item)) {
      if (!taken.insert(one).second || copies > 1) twice = one;
    }
  };
  for (const PackItem& daemon : options_.daemons) {
    totals.add(daemon, 1);
    take_names(daemon, 1);
  }
  for (const Placement& placement : placements) {
    const PackItem& item = items_[placement.item];
    totals.add(item, placement.copies);
    take_names(item, placement.copies);
    if (item.max_copies_per_host && placement.copies > *item.max_copies_per_host) too_often = item.id;
  }
  for (const Placement& one : placements) {
    const std::vector<std::string>& ids = items_[one.item].apart_from;
    for (const Placement& other : placements) {
      if (std::count(ids.begin(), ids.end(), items_[other.item].id) == 0) continue;
      return "holds " + name(one.item) + " beside " + name(other.item);
    }
  }
  if (!twice.empty()) return "holds \"" + printable(twice) + "\" twice";
  if (!too_often.empty()) return "holds more copies of \"" + printable(too_often) + "\" than one host may";
  if (!totals.fit(host_)) return "holds more than the host offers";
  return {};
}

void PlanCheck::check_hosts(const std::string& where, const PackedHosts& hosts) {
  check(hosts.zone >= 0 && hosts.zone < options_.zones, where + ": zone " + std::to_string(hosts.zone) + " is none");
  check(hosts.count > 0, where + ": counts no host");
  std::set<std::size_t> seen;
  Totals used;
  for (const PackItem& daemon : options_.daemons) used.add(daemon.request, 0, 1);
  for (const Placement& placement : hosts.placements) {
    if (placement.item >= items_.size()) {
      problems_.push_back(where + ": places an item that is not in the input");
      return;
    }
    check(placement.copies > 0, where + ": places no copy of " + name(placement.item));
    check(seen.insert(placement.item).second, where + ": lists " + name(placement.item) + " twice");
    placed_[placement.item][hosts.zone] += Rational(placement.copies) * Rational(hosts.count);
    used.add(items_[placement.item].request, 0, placement.copies);
  }
  const std::string problem = find_host_problem(hosts.placements);
  check(problem.empty(), where + ": " + problem);
  check(used.are(hosts.used), where + ": `used` is not the sum of what it holds");
  host_count_ += hosts.count;
  if (hosts.placements.empty()) standby_ += hosts.count;
  used_.add(hosts.used, 0, hosts.count);
}

void PlanCheck::check_unplaced() {
  for (const UnplacedItem& unplaced : plan_.unplaced) {
    if (unplaced.item >= items_.size()) {
      problems_.push_back("unplaced: names an item that is not in the input");
      continue;
    }
    check(unplaced.copies > 0, "unplaced: no copy of " + name(unplaced.item));
    check(!unplaced.reason.empty(), "unplaced: no reason for " + name(unplaced.item));
    check(!find_host_problem({{unplaced.item, 1}}).empty(),
          "unplaced: an empty host has room for " + name(unplaced.item));
    unplaced_[unplaced.item] += unplaced.copies;
  }
}

void PlanCheck::check_counts() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    Rational copies = unplaced_[i];
    for (const auto& [zone, placed] : placed_[i]) copies += placed;
    check(copies == Rational(items_[i].count), name(i) + ": " + copies.to_text() +
                                                   " copies placed or listed as unplaced, " +
                                                   std::to_string(items_[i].count) + " wanted");
  }
}

/// Each item's zones, and the zones' totals, differ by one copy at the most.
void PlanCheck::check_zones() {
  const auto is_even = [&](const std::map<std::int64_t, Rational>& by_zone) {
    if (by_zone.empty()) return true;
    // A zone that holds nothing is not in the map.
    Rational least = static_cast<std::int64_t>(by_zone.size()) < options_.zones ? Rational(0) : by_zone.begin()->second;
    Rational most;
    for (const auto& [zone, copies] : by_zone) {
      least = min(least, copies);
      most = max(most, copies);
    }
    return most - least <= Rational(1);
  };
  std::map<std::int64_t, Rational> all;
  for (const auto& [item, by_zone] : placed_) {
    check(is_even(by_zone), name(item) + ": not spread evenly over the zones");
    for (const auto& [zone, copies] : by_zone) all[zone] += copies;
  }
  check(is_even(all), "plan: one zone holds two copies more than another");
}

void PlanCheck::check_totals(bool daemons_fit) {
  check(host_count_ == Rational(plan_.host_count), "plan: host_count is not the number of hosts");
  check(standby_ == Rational(plan_.standby_hosts), "plan: standby_hosts is not the number of empty hosts");
  check(used_.are(plan_.used), "plan: `used` is not the sum over its hosts");
  check(plan_.lower_bound.hosts <= plan_.host_count, "plan: has fewer hosts than its lower bound");
  if (!daemons_fit) return;
  // hosts = ceil(needed x 100 / percent), without dividing: one host fewer would be too few for the target.
  const Rational percent(options_.target_capacity_percent);
  const Rational wanted = (host_count_ - standby_) * Rational(100);
  const Rational least(options_.min_hosts);
  check(host_count_ * percent >= wanted && host_count_ >= least, "plan: too few hosts for minimum or target capacity");
  check(host_count_ == least || (host_count_ - Rational(1)) * percent < wanted || host_count_.is_zero(),
        "plan: more hosts than minimum and target capacity ask for");
}

}  // namespace

std::vector<std::string> verify_plan(const PackingPlan& plan, const std::vector<PackItem>& items, const PackHost& host,
                                     const PackOptions& options) {
  return PlanCheck(plan, items, host, options).run();
}

}  // namespace container_tco

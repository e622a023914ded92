#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "container_tco/error.hpp"
#include "container_tco/packing/checked_fleet.hpp"

namespace container_tco {
namespace checks {
namespace {

using TypeProof = FleetCertificate::TypeProof;

/// Up to so many alike copies are counted one by one; of more there may be any number on a host.
constexpr std::int64_t most_counted = 4;

class BoundCheck : CheckedFleet {
 public:
  BoundCheck(const FleetBound& bound, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
             const FleetOptions& options)
      : CheckedFleet(items, types, options), bound_(bound) {}

  std::vector<std::string> run() {
    if (bound_.by == "minimum hosts") {
      check_minimum();
      return problems_;
    }
    if (bound_.by == "copies per host") {
      check_copies_apart();
      return problems_;
    }
    const FleetCertificate& proof = bound_.certificate;
    check(proof.item_values.size() == items_.size() && proof.types.size() == types_.size(),
          "certificate: not of these items and types");
    if (!problems_.empty()) return problems_;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      check(proof.item_values[i] >= 0, "certificate: an item is worth less than nothing");
      check(proof.item_values[i] == 0 || fits_somewhere(items_[i]), "certificate: an item that fits nowhere counts");
    }
    for (std::size_t t = 0; t < types_.size(); ++t) check_prices(t);
    if (!problems_.empty()) return problems_;
    find_families();
    for (std::size_t t = 0; t < types_.size(); ++t) check_type(t);
    check_weight();
    return problems_;
  }

 private:
  void check_prices(std::size_t t) {
    if (!can_be_used(t)) return;
    const TypeProof& proof = bound_.certificate.types[t];
    check(proof.resource_prices.size() == checked_resources, whose(t) + "a price for each resource is missing");
    for (const Rational& price : proof.resource_prices) check(!price.is_negative(), whose(t) + "a price below zero");
    check(!proof.by_grid || (proof.cpu_step > 0 && proof.memory_step > 0), whose(t) + "steps of no size");
  }

  void check_type(std::size_t t) {
    if (!can_be_used(t)) return;
    const TypeProof& proof = bound_.certificate.types[t];
    if (proof.by_grid) {
      check(grid_value(t, proof) <= Rational(proof.value), whose(t) + "a host may hold more value");
    } else {
      check_linear(t, proof, whose(t));
    }
  }

  void check_linear(std::size_t t, const TypeProof& proof, const std::string& whose) {
    std::map<std::size_t, Rational> beyond;  // What of its items is worth more than its resources.
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].count == 0 || bound_.certificate.item_values[i] == 0 || !takes(t, items_[i])) continue;
      Rational value(bound_.certificate.item_values[i]);
      const std::vector<std::int64_t> request = request_of(items_[i]);
      for (std::size_t r = 0; r < checked_resources; ++r) value -= proof.resource_prices[r] * Rational(request[r]);
      if (value > Rational(0)) beyond.emplace(i, std::move(value));
    }
    Rational most = worth_of_few(beyond, whose);
    for (std::size_t r = 0; r < checked_resources; ++r) most += proof.resource_prices[r] * Rational(capacity(t, r));
    check(most <= Rational(proof.value), whose + "a host may hold more value");
  }

  /// The most that a host can hold of what items are worth by themselves: of those with a name in common one copy.
  Rational worth_of_few(const std::map<std::size_t, Rational>& beyond, const std::string& whose) {
    std::map<std::string, std::int64_t> items_of_name;
    for (const auto& [i, value] : beyond) {
      for (const std::string& name : names_of(i)) ++items_of_name[name];
    }
    std::map<std::string, Rational> of_name;
    Rational most = 0;
    for (const auto& [i, value] : beyond) {
      const std::set<std::string> names = names_of(i);
      if (!names.empty()) {
        // Whichever of its names is taken, no more than one copy is there.
        const std::string& name = *std::max_element(names.begin(), names.end(), [&](const auto& a, const auto& b) {
          return items_of_name[a] < items_of_name[b];
        });
        of_name[name] = max(of_name[name], value);
      } else if (items_[i].max_copies_per_host) {
        most += value * Rational(std::min(*items_[i].max_copies_per_host, items_[i].count));
      } else {
        check(false, whose + "an item is worth more than its resources");
      }
    }
    for (const auto& [name, value] : of_name) most += value;
    return most;
  }

  std::set<std::string> names_of(std::size_t item) const {
    return {items_[item].exclusive.begin(), items_[item].exclusive.end()};
  }

  /// Copies that are alike for one table.
  struct Group {
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::int64_t gpus = 0;
    std::int64_t value = 0;  ///< After paying for resources.
    bool once = false;
    friend auto operator<=>(const Group&, const Group&) = default;
  };
  struct Grid {
    std::vector<Group> groups;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t depth = 0;
    std::vector<std::int64_t> best;

    std::int64_t& at(std::int64_t gpus, std::int64_t cpu, std::int64_t memory) {
      return best[static_cast<std::size_t>((gpus * (width + 1) + cpu) * (height + 1) + memory)];
    }
  };

  Rational grid_value(std::size_t t, const TypeProof& proof) {
    Grid& grid = grid_for(t, proof);
    Rational value(
        grid.at(capacity(t, 2), rooms_[t].amounts[0] / proof.cpu_step, rooms_[t].amounts[1] / proof.memory_step));
    for (std::size_t r = 0; r < checked_resources; ++r) value += proof.resource_prices[r] * Rational(capacity(t, r));
    return value + tiny_value(t, proof);
  }

  /// Copies without GPUs that are smaller than a step on both axes: as many of each kind as a host holds by itself.
  Rational tiny_value(std::size_t t, const TypeProof& proof) const {
    std::map<std::pair<std::vector<std::int64_t>, std::set<std::string>>, std::pair<std::int64_t, std::int64_t>> kinds;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const std::vector<std::int64_t> request = request_of(items_[i]);
      if (request[0] / proof.cpu_step > 0 || request[1] / proof.memory_step > 0 || request[2] > 0) continue;
      if (!may_hold(t, items_[i])) continue;
      std::vector<std::int64_t> key = request;
      key.push_back(bound_.certificate.item_values[i]);
      // Limits per host are those of one item.
      key.push_back(items_[i].max_copies_per_host.value_or(0));
      key.push_back(items_[i].max_copies_per_host ? static_cast<std::int64_t>(i) : -1);
      auto& [count, value] = kinds[{key, {items_[i].exclusive.begin(), items_[i].exclusive.end()}}];
      count += items_[i].count;
      value = paid_value(i, proof);
    }
    Rational sum = 0;
    for (const auto& [key, kind] : kinds) {
      std::int64_t copies = key.second.empty() ? kind.first : std::min<std::int64_t>(kind.first, 1);
      const std::int64_t most = key.first[checked_resources + 1];
      if (most > 0) copies = std::min(copies, most);
      for (std::size_t r = 0; r < checked_resources; ++r) {
        if (key.first[r] > 0) copies = std::min(copies, rooms_[t].amounts[r] / key.first[r]);
      }
      sum += Rational(copies) * Rational(kind.second);
    }
    return sum;
  }

  /// What an item is worth beyond its resources.
  std::int64_t paid_value(std::size_t i, const TypeProof& proof) const {
    Rational value(bound_.certificate.item_values[i]);
    const std::vector<std::int64_t> request = request_of(items_[i]);
    for (std::size_t r = 0; r < checked_resources; ++r) {
      if (!proof.resource_prices[r].is_zero()) value -= proof.resource_prices[r] * Rational(request[r]);
    }
    return value.is_negative() ? 0 : value.ceil();
  }

  /// Types of which the proofs have the same steps and prices and that let the same items on.
  struct Family {
    std::vector<std::size_t> types;
    std::optional<Grid> grid;
  };

  void find_families() {
    std::map<std::string, std::size_t> places;
    family_of_.assign(types_.size(), 0);
    for (std::size_t t = 0; t < types_.size(); ++t) {
      const TypeProof& proof = bound_.certificate.types[t];
      if (!proof.by_grid || !can_be_used(t)) continue;
      std::string name = std::to_string(proof.cpu_step) + "/" + std::to_string(proof.memory_step);
      for (const Rational& price : proof.resource_prices) name += "/" + price.to_text();
      name += "/" + std::to_string(capacity(t, 2));
      for (const FleetItem& item : items_) name += may_hold(t, item) ? '1' : '0';
      const auto [place, is_new] = places.emplace(name, families_.size());
      if (is_new) families_.emplace_back();
      family_of_[t] = place->second;
      families_[place->second].types.push_back(t);
    }
  }

  /// One table for all types of a family, with the items that any of them takes.
  Grid& grid_for(std::size_t t, const TypeProof& proof) {
    Family& family = families_[family_of_[t]];
    if (family.grid) return *family.grid;
    Grid& grid = family.grid.emplace();
    // Copies count together only when they are truly alike: others of the same place and value may each come once.
    std::map<std::tuple<std::vector<std::int64_t>, Group, std::set<std::string>>, std::int64_t> kinds;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const FleetItem& item = items_[i];
      if (item.count == 0 || bound_.certificate.item_values[i] == 0) continue;
      const bool is_in = std::any_of(family.types.begin(), family.types.end(),
                                     [&](std::size_t member) { return takes(member, item); });
      if (!is_in) continue;
      const std::vector<std::int64_t> request = request_of(item);
      const Group group{request[0] / proof.cpu_step, request[1] / proof.memory_step, request[2], paid_value(i, proof),
                        false};
      if (group.value == 0 || (group.cpu == 0 && group.memory == 0 && group.gpus == 0)) continue;
      kinds[{request, group, {item.exclusive.begin(), item.exclusive.end()}}] += item.count;
    }
    for (const auto& [key, count] : kinds) {
      Group group = std::get<1>(key);
      const bool is_exclusive = !std::get<2>(key).empty();
      group.once = is_exclusive || count <= most_counted;
      grid.groups.insert(grid.groups.end(), static_cast<std::size_t>(group.once && !is_exclusive ? count : 1), group);
    }
    for (const std::size_t member : family.types) {
      grid.width = std::max(grid.width, rooms_[member].amounts[0] / proof.cpu_step);
      grid.height = std::max(grid.height, rooms_[member].amounts[1] / proof.memory_step);
      grid.depth = capacity(member, 2);
    }
    drop_beaten(grid.groups);
    fill_grid(grid);
    return grid;
  }

  /// A copy that may come any number of times stands in for one that is no smaller and worth no more.
  static void drop_beaten(std::vector<Group>& groups) {
    std::vector<Group> kept;
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.value > b.value; });
    for (const Group& group : groups) {
      const bool is_beaten = std::any_of(kept.begin(), kept.end(), [&](const Group& other) {
        return !other.once && other.cpu <= group.cpu && other.memory <= group.memory && other.gpus <= group.gpus &&
               other.value >= group.value;
      });
      if (!is_beaten) kept.push_back(group);
    }
    groups = std::move(kept);
  }

  static void fill_grid(Grid& grid) {
    grid.best.assign(static_cast<std::size_t>((grid.depth + 1) * (grid.width + 1) * (grid.height + 1)), 0);
    for (const Group& group : grid.groups) {
      const auto visit = [&](std::int64_t g, std::int64_t c, std::int64_t m) {
        std::int64_t& cell = grid.at(g, c, m);
        cell = std::max(cell, grid.at(g - group.gpus, c - group.cpu, m - group.memory) + group.value);
      };
      // Upwards a copy builds on cells that hold one already; downwards it does not.
      for (std::int64_t g = group.gpus; g <= grid.depth; ++g) {
        for (std::int64_t c = group.cpu; c <= grid.width; ++c) {
          for (std::int64_t m = group.memory; m <= grid.height; ++m) {
            if (group.once) {
              visit(grid.depth - (g - group.gpus), grid.width - (c - group.cpu), grid.height - (m - group.memory));
            } else {
              visit(g, c, m);
            }
          }
        }
      }
    }
  }

  void check_weight() {
    Rational total = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      total += Rational(bound_.certificate.item_values[i]) * Rational(items_[i].count);
    }
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (rooms_[t].is_usable) total -= Rational(existing_hosts(t)) * Rational(bound_.certificate.types[t].value);
    }
    if (total <= Rational(0)) total = 0;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (!can_be_new(t) || !rooms_[t].is_usable || bound_.weight == 0) continue;
      const std::int64_t value = bound_.certificate.types[t].value;
      if (value == 0) continue;
      const Rational weight = total * Rational(types_[t].weight) / Rational(value);
      // Weights are whole: at least one more than anything below.
      check(Rational(bound_.weight - 1) < weight, "type \"" + printable(types_[t].name) + "\": may carry all for less");
    }
    check(bound_.weight >= 0 && (bound_.weight == 0 || total > Rational(0)), "bound: nothing needs a new host");
  }

  void check_minimum() {
    std::int64_t all = 0;
    std::int64_t hosts = 0;
    for (std::int64_t zone = 0; zone < options_.zones; ++zone) {
      std::int64_t there = 0;
      for (const FleetHostType& type : types_) {
        const std::size_t z = static_cast<std::size_t>(zone);
        there += z < type.existing.size() ? type.existing[z] : 0;
      }
      all += there;
      hosts += std::max<std::int64_t>(0, options_.min_hosts_per_zone - there);
    }
    hosts = std::max(hosts, options_.min_hosts - all);
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (!can_be_new(t) || !rooms_[t].is_usable) continue;
      check(Rational(bound_.weight) <= Rational(hosts) * Rational(types_[t].weight),
            "type \"" + printable(types_[t].name) + "\": the minimum of hosts weighs less");
    }
  }

  /// That some items which keep their copies apart need hosts of this weight.
  void check_copies_apart() {
    std::map<std::string, std::vector<std::size_t>> named;
    bool is_held = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const FleetItem& item = items_[i];
      if (!fits_somewhere(item)) continue;
      for (const std::string& name : std::set<std::string>(item.exclusive.begin(), item.exclusive.end())) {
        named[name].push_back(i);
      }
      if (!item.max_copies_per_host) continue;
      const std::int64_t most = *item.max_copies_per_host;
      is_held = is_held || hosts_weigh_enough({i}, (item.count + most - 1) / most);
    }
    for (const auto& [name, group] : named) {
      std::int64_t hosts = 0;
      for (const std::size_t i : group) hosts += items_[i].count;
      is_held = is_held || hosts_weigh_enough(group, hosts);
    }
    check(is_held, "the hosts of copies that keep apart weigh less");
  }

  /// Whether so many hosts for these items, less those that are there, weigh as much as the bound.
  bool hosts_weigh_enough(const std::vector<std::size_t>& group, std::int64_t hosts) const {
    const auto takes_any = [&](std::size_t t) {
      return can_be_used(t) &&
             std::any_of(group.begin(), group.end(), [&](std::size_t i) { return takes(t, items_[i]); });
    };
    for (std::size_t t = 0; t < types_.size(); ++t) hosts -= takes_any(t) ? existing_hosts(t) : 0;
    bool can_any_be_new = false;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (!takes_any(t) || !can_be_new(t)) continue;
      can_any_be_new = true;
      if (Rational(bound_.weight) > Rational(std::max<std::int64_t>(0, hosts)) * Rational(types_[t].weight))
        return false;
    }
    return can_any_be_new;
  }

  const FleetBound& bound_;
  std::vector<Family> families_;
  std::vector<std::size_t> family_of_;
};

}  // namespace
}  // namespace checks

std::vector<std::string> check_bound(const FleetBound& bound, const std::vector<FleetItem>& items,
                                     const std::vector<FleetHostType>& types, const FleetOptions& options) {
  if (bound.by == "exhaustive search") return checks::check_exhaustion(bound, items, types, options);
  return checks::BoundCheck(bound, items, types, options).run();
}

}  // namespace container_tco

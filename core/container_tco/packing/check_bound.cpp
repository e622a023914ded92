#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace container_tco {
namespace {

using TypeProof = FleetCertificate::TypeProof;

constexpr std::size_t checked_resources = 5;
/// Up to so many alike copies are counted one by one; of more there may be any number on a host.
constexpr std::int64_t most_counted = 4;

bool names(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// What a type leaves for items: cpu ticks, memory bytes, GPUs, slots, volumes. Rounded up where headroom does not
/// divide, which only makes the check stricter on the bound.
struct Room {
  bool is_usable = true;
  std::vector<std::int64_t> amounts;
  std::set<std::string> taken;
};

std::vector<std::int64_t> request_of(const PackItem& item) {
  return {item.request.cpu.ticks(), item.request.memory.bytes(), item.request.gpu_count, item.network_slots,
          item.volumes};
}

/// Whether labels, taints and the names that daemons hold let the item on the type, whatever its size.
bool is_let_on(const FleetItem& item, const FleetHostType& type) {
  for (const std::string& label : item.required_labels) {
    if (!names(type.labels, label)) return false;
  }
  for (const std::string& taint : type.taints) {
    if (!names(item.tolerated_taints, taint)) return false;
  }
  return true;
}

class BoundCheck {
 public:
  BoundCheck(const FleetBound& bound, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
             const FleetOptions& options)
      : bound_(bound), items_(items), types_(types), options_(options) {
    for (const FleetHostType& type : types_) rooms_.push_back(room_of(type));
    for (std::size_t t = 0; t < types_.size(); ++t) leave_whole_units(t);
    totals_.assign(checked_resources, 0);
    for (const FleetItem& item : items_) {
      if (!fits_somewhere(item)) continue;
      for (std::size_t r = 0; r < checked_resources; ++r) totals_[r] += request_of(item)[r] * item.count;
    }
  }

  std::vector<std::string> run() {
    if (bound_.by == "exhaustive search") {
      check_every_way();
      return problems_;
    }
    if (bound_.by == "minimum hosts") {
      check_minimum();
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
  void check(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }

  Room room_of(const FleetHostType& type) const {
    Room room;
    const Resources& offer = type.host.allocatable;
    room.amounts = {offer.cpu.ticks(), offer.memory.bytes(), offer.gpu_count,
                    type.host.network_slots.value_or(std::int64_t{1} << 60),
                    type.host.volumes.value_or(std::int64_t{1} << 60)};
    for (const FleetItem& daemon : options_.daemons) {
      if (!is_let_on(daemon, type)) continue;
      const std::vector<std::int64_t> request = request_of(daemon);
      for (std::size_t r = 0; r < checked_resources; ++r) room.amounts[r] -= request[r];
      for (const std::string& name : std::set<std::string>(daemon.exclusive.begin(), daemon.exclusive.end())) {
        if (!room.taken.insert(name).second) room.is_usable = false;
      }
    }
    for (const std::int64_t amount : room.amounts) room.is_usable = room.is_usable && amount >= 0;
    for (std::size_t r = 0; r < 2; ++r) room.amounts[r] = room.amounts[r] * 100 / (100 + options_.headroom_percent);
    return room;
  }

  /// Sums of sizes are multiples of what divides all sizes; room beyond the last multiple stays empty.
  void leave_whole_units(std::size_t t) {
    std::vector<std::int64_t> units(checked_resources, 0);
    for (const FleetItem& item : items_) {
      if (item.count == 0 || !takes(t, item)) continue;
      for (std::size_t r = 0; r < checked_resources; ++r) units[r] = std::gcd(units[r], request_of(item)[r]);
    }
    for (std::size_t r = 0; r < checked_resources; ++r) {
      if (units[r] > 0) rooms_[t].amounts[r] -= rooms_[t].amounts[r] % units[r];
    }
  }

  bool may_hold(std::size_t t, const FleetItem& item) const {
    return rooms_[t].is_usable && is_let_on(item, types_[t]) &&
           std::none_of(item.exclusive.begin(), item.exclusive.end(),
                        [&](const std::string& name) { return rooms_[t].taken.count(name) > 0; });
  }

  bool takes(std::size_t t, const FleetItem& item) const {
    const std::vector<std::int64_t> request = request_of(item);
    for (std::size_t r = 0; r < checked_resources; ++r) {
      if (request[r] > rooms_[t].amounts[r]) return false;
    }
    return may_hold(t, item);
  }

  std::int64_t existing_hosts(std::size_t t) const {
    std::int64_t count = 0;
    for (const std::int64_t hosts : types_[t].existing) count += hosts;
    return count;
  }

  bool can_be_new(std::size_t t) const { return !types_[t].max_new_hosts || *types_[t].max_new_hosts > 0; }

  bool fits_somewhere(const FleetItem& item) const {
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if ((can_be_new(t) || existing_hosts(t) > 0) && takes(t, item)) return true;
    }
    return false;
  }

  bool can_be_used(std::size_t t) const { return rooms_[t].is_usable && (can_be_new(t) || existing_hosts(t) > 0); }

  std::string whose(std::size_t t) const { return "type \"" + printable(types_[t].name) + "\": "; }

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
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].count == 0 || bound_.certificate.item_values[i] == 0 || !takes(t, items_[i])) continue;
      Rational priced = 0;
      const std::vector<std::int64_t> request = request_of(items_[i]);
      for (std::size_t r = 0; r < checked_resources; ++r) priced += proof.resource_prices[r] * Rational(request[r]);
      check(Rational(bound_.certificate.item_values[i]) <= priced, whose + "an item is worth more than its resources");
    }
    Rational most = 0;
    for (std::size_t r = 0; r < checked_resources; ++r) most += proof.resource_prices[r] * Rational(capacity(t, r));
    check(most <= Rational(proof.value), whose + "a host may hold more value");
  }

  /// Of no use beyond all there is to place.
  std::int64_t capacity(std::size_t t, std::size_t r) const { return std::min(rooms_[t].amounts[r], totals_[r]); }

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

  using Weights = std::vector<std::vector<std::int64_t>>;  ///< By number of new hosts and set of copies, a bit each.
  static constexpr std::int64_t impossible = std::int64_t{1} << 62;

  /// Tries every way to split few copies over hosts. Limits on hosts are not read: without them it only gets lighter.
  void check_every_way() {
    std::vector<std::size_t> copies;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!fits_somewhere(items_[i])) continue;
      check(items_[i].count <= max_exhaustive_copies, "bound: too many copies to try every way");
      if (!problems_.empty()) return;
      copies.insert(copies.end(), static_cast<std::size_t>(items_[i].count), i);
    }
    check(options_.zones == 1 && copies.size() <= static_cast<std::size_t>(max_exhaustive_copies),
          "bound: too many copies or zones to try every way");
    if (!problems_.empty()) return;
    const Weights weights = split_copies(copies);
    std::int64_t existing = 0;
    std::int64_t lightest = impossible;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      existing += existing_hosts(t);
      if (can_be_new(t) && rooms_[t].is_usable) lightest = std::min(lightest, types_[t].weight);
    }
    const std::int64_t least_hosts = std::max(options_.min_hosts, options_.min_hosts_per_zone);
    Rational best(impossible);
    for (std::size_t hosts = 0; hosts < weights.size(); ++hosts) {
      if (weights[hosts].back() >= impossible) continue;
      const std::int64_t idle = std::max<std::int64_t>(0, least_hosts - existing - static_cast<std::int64_t>(hosts));
      const Rational weight = Rational(weights[hosts].back()) + Rational(idle) * Rational(lightest);
      if (weight < best) best = weight;
    }
    check(Rational(bound_.weight) <= best, "bound: there is a lighter way");
  }

  bool holds_all(std::size_t t, std::uint32_t set, const std::vector<std::size_t>& copies) const {
    std::vector<std::int64_t> used(checked_resources, 0);
    std::multiset<std::string> names;
    std::map<std::size_t, std::int64_t> copies_of;
    for (std::size_t c = 0; c < copies.size(); ++c) {
      if ((set >> c & 1u) == 0) continue;
      const FleetItem& item = items_[copies[c]];
      if (!may_hold(t, item)) return false;
      if (item.max_copies_per_host && ++copies_of[copies[c]] > *item.max_copies_per_host) return false;
      for (std::size_t r = 0; r < checked_resources; ++r) used[r] += request_of(item)[r];
      for (const std::string& name : std::set<std::string>(item.exclusive.begin(), item.exclusive.end())) {
        if (names.count(name) > 0) return false;
        names.insert(name);
      }
    }
    for (std::size_t r = 0; r < checked_resources; ++r) {
      if (used[r] > rooms_[t].amounts[r]) return false;
    }
    return rooms_[t].is_usable;
  }

  Weights split_copies(const std::vector<std::size_t>& copies) const {
    const std::uint32_t all = (std::uint32_t{1} << copies.size()) - 1;
    std::vector<std::int64_t> one_host(all + 1, impossible);
    for (std::uint32_t set = 1; set <= all; ++set) {
      for (std::size_t t = 0; t < types_.size(); ++t) {
        if (!can_be_new(t) || types_[t].weight >= one_host[set]) continue;
        if (holds_all(t, set, copies)) one_host[set] = types_[t].weight;
      }
    }
    Weights weights(copies.size() + 1, std::vector<std::int64_t>(all + 1, impossible));
    weights[0][0] = 0;
    for (std::size_t hosts = 1; hosts < weights.size(); ++hosts) {
      for (std::uint32_t set = 1; set <= all; ++set) {
        const std::uint32_t first = set & (~set + 1);  // The host of the first copy.
        for (std::uint32_t part = set; part > 0; part = (part - 1) & set) {
          if ((part & first) == 0 || one_host[part] >= impossible) continue;
          weights[hosts][set] = std::min(weights[hosts][set], weights[hosts - 1][set ^ part] + one_host[part]);
        }
      }
    }
    for (std::size_t t = 0; t < types_.size(); ++t) {
      const std::int64_t there = std::min<std::int64_t>(existing_hosts(t), static_cast<std::int64_t>(copies.size()));
      for (std::int64_t host = 0; host < there; ++host) fill_existing(t, copies, weights);
    }
    return weights;
  }

  void fill_existing(std::size_t t, const std::vector<std::size_t>& copies, Weights& weights) const {
    const std::uint32_t all = (std::uint32_t{1} << copies.size()) - 1;
    std::vector<char> fits(all + 1, 0);
    for (std::uint32_t set = 1; set <= all; ++set) fits[set] = holds_all(t, set, copies) ? 1 : 0;
    for (std::vector<std::int64_t>& before : weights) {
      const std::vector<std::int64_t> without = before;
      for (std::uint32_t set = 1; set <= all; ++set) {
        for (std::uint32_t part = set; part > 0; part = (part - 1) & set) {
          if (fits[part] != 0) before[set] = std::min(before[set], without[set ^ part]);
        }
      }
    }
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

  const FleetBound& bound_;
  const std::vector<FleetItem>& items_;
  const std::vector<FleetHostType>& types_;
  const FleetOptions& options_;
  std::vector<Room> rooms_;
  std::vector<std::int64_t> totals_;
  std::vector<Family> families_;
  std::vector<std::size_t> family_of_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check_bound(const FleetBound& bound, const std::vector<FleetItem>& items,
                                     const std::vector<FleetHostType>& types, const FleetOptions& options) {
  return BoundCheck(bound, items, types, options).run();
}

}  // namespace container_tco

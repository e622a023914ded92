#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace container_tco {
namespace {

using TypeProof = FleetCertificate::TypeProof;

bool lists(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// What a type leaves for items: cpu ticks, memory bytes, GPUs, slots. Rounded up where headroom does not divide, which
/// only makes the check stricter on the bound.
struct Room {
  bool is_usable = true;
  std::vector<std::int64_t> amounts;
  std::set<std::string> taken;
};

std::vector<std::int64_t> request_of(const PackItem& item) {
  return {item.request.cpu.ticks(), item.request.memory.bytes(), item.request.gpu_count, item.network_slots};
}

/// Whether labels, taints and the names that daemons hold let the item on the type, whatever its size.
bool is_let_on(const FleetItem& item, const FleetHostType& type) {
  for (const std::string& label : item.required_labels) {
    if (!lists(type.labels, label)) return false;
  }
  for (const std::string& taint : type.taints) {
    if (!lists(item.tolerated_taints, taint)) return false;
  }
  return true;
}

class BoundCheck {
 public:
  BoundCheck(const FleetBound& bound, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
             const FleetOptions& options)
      : bound_(bound), items_(items), types_(types), options_(options) {
    for (const FleetHostType& type : types_) rooms_.push_back(room_of(type));
    totals_.assign(4, 0);
    for (const FleetItem& item : items_) {
      if (!fits_somewhere(item)) continue;
      for (std::size_t r = 0; r < 4; ++r) totals_[r] += request_of(item)[r] * item.count;
    }
  }

  std::vector<std::string> run() {
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
                    type.host.network_slots.value_or(std::int64_t{1} << 60)};
    for (const FleetItem& daemon : options_.daemons) {
      if (!is_let_on(daemon, type)) continue;
      const std::vector<std::int64_t> request = request_of(daemon);
      for (std::size_t r = 0; r < 4; ++r) room.amounts[r] -= request[r];
      for (const std::string& name : std::set<std::string>(daemon.exclusive.begin(), daemon.exclusive.end())) {
        if (!room.taken.insert(name).second) room.is_usable = false;
      }
    }
    for (const std::int64_t amount : room.amounts) room.is_usable = room.is_usable && amount >= 0;
    for (std::size_t r = 0; r < 2; ++r) room.amounts[r] = room.amounts[r] * 100 / (100 + options_.headroom_percent);
    return room;
  }

  bool may_hold(std::size_t t, const FleetItem& item) const {
    return rooms_[t].is_usable && is_let_on(item, types_[t]) &&
           std::none_of(item.exclusive.begin(), item.exclusive.end(),
                        [&](const std::string& name) { return rooms_[t].taken.count(name) > 0; });
  }

  bool takes(std::size_t t, const FleetItem& item) const {
    const std::vector<std::int64_t> request = request_of(item);
    for (std::size_t r = 0; r < 4; ++r) {
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

  void check_type(std::size_t t) {
    const TypeProof& proof = bound_.certificate.types[t];
    if (!can_be_new(t) && existing_hosts(t) == 0) return;
    if (!rooms_[t].is_usable) return;
    const std::string whose = "type \"" + printable(types_[t].name) + "\": ";
    check(proof.resource_prices.size() == 4, whose + "a price for each resource is missing");
    if (proof.resource_prices.size() != 4) return;
    for (const Rational& price : proof.resource_prices) check(!price.is_negative(), whose + "a price below zero");
    if (proof.by_grid) {
      check(proof.cpu_step > 0 && proof.memory_step > 0, whose + "steps of no size");
      if (problems_.empty()) check(grid_value(t, proof) <= Rational(proof.value), whose + "a host may hold more value");
    } else {
      check_linear(t, proof, whose);
    }
  }

  void check_linear(std::size_t t, const TypeProof& proof, const std::string& whose) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].count == 0 || bound_.certificate.item_values[i] == 0 || !takes(t, items_[i])) continue;
      Rational priced = 0;
      const std::vector<std::int64_t> request = request_of(items_[i]);
      for (std::size_t r = 0; r < 4; ++r) priced += proof.resource_prices[r] * Rational(request[r]);
      check(Rational(bound_.certificate.item_values[i]) <= priced, whose + "an item is worth more than its resources");
    }
    Rational most = 0;
    for (std::size_t r = 0; r < 4; ++r) most += proof.resource_prices[r] * Rational(capacity(t, r));
    check(most <= Rational(proof.value), whose + "a host may hold more value");
  }

  /// Of no use beyond all there is to place.
  std::int64_t capacity(std::size_t t, std::size_t r) const { return std::min(rooms_[t].amounts[r], totals_[r]); }

  /// Copies that are alike for one table.
  struct Group {
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::int64_t value = 0;  ///< After paying for GPUs and slots.
    bool once = false;
    friend auto operator<=>(const Group&, const Group&) = default;
  };
  struct Grid {
    std::vector<Group> groups;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::vector<std::int64_t> best;
  };

  Rational grid_value(std::size_t t, const TypeProof& proof) {
    const Grid& grid = grid_for(t, proof);
    const std::int64_t row = rooms_[t].amounts[0] / proof.cpu_step;
    const std::int64_t column = rooms_[t].amounts[1] / proof.memory_step;
    Rational value(grid.best[static_cast<std::size_t>(row * (grid.height + 1) + column)]);
    for (std::size_t r = 2; r < 4; ++r) value += proof.resource_prices[r] * Rational(capacity(t, r));
    return value + tiny_value(t, proof);
  }

  /// Copies that are smaller than a step on both axes: as many of each kind as a host holds by itself.
  Rational tiny_value(std::size_t t, const TypeProof& proof) const {
    std::map<std::pair<std::vector<std::int64_t>, std::set<std::string>>, std::pair<std::int64_t, std::int64_t>> kinds;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const std::vector<std::int64_t> request = request_of(items_[i]);
      if (request[0] / proof.cpu_step > 0 || request[1] / proof.memory_step > 0 || !may_hold(t, items_[i])) continue;
      std::vector<std::int64_t> key = request;
      key.push_back(bound_.certificate.item_values[i]);
      auto& [count, value] = kinds[{key, {items_[i].exclusive.begin(), items_[i].exclusive.end()}}];
      count += items_[i].count;
      value = paid_value(i, proof);
    }
    Rational sum = 0;
    for (const auto& [key, kind] : kinds) {
      std::int64_t copies = key.second.empty() ? kind.first : std::min<std::int64_t>(kind.first, 1);
      for (std::size_t r = 0; r < 4; ++r) {
        if (key.first[r] > 0) copies = std::min(copies, rooms_[t].amounts[r] / key.first[r]);
      }
      sum += Rational(copies) * Rational(kind.second);
    }
    return sum;
  }

  std::int64_t paid_value(std::size_t i, const TypeProof& proof) const {
    Rational value(bound_.certificate.item_values[i]);
    value -= proof.resource_prices[2] * Rational(items_[i].request.gpu_count);
    value -= proof.resource_prices[3] * Rational(items_[i].network_slots);
    return value.is_negative() ? 0 : value.ceil();
  }

  const Grid& grid_for(std::size_t t, const TypeProof& proof) {
    std::map<std::tuple<std::vector<std::int64_t>, std::vector<std::string>, std::vector<std::string>,
                        std::set<std::string>, std::int64_t>,
             std::int64_t>
        kinds;
    std::string name = std::to_string(proof.cpu_step) + "/" + std::to_string(proof.memory_step) + "/" +
                       proof.resource_prices[2].to_text() + "/" + proof.resource_prices[3].to_text() + ":";
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool is_in = items_[i].count > 0 && bound_.certificate.item_values[i] > 0 && may_hold(t, items_[i]);
      name += is_in ? '1' : '0';
      if (!is_in) continue;
      const FleetItem& item = items_[i];
      kinds[{request_of(item),
             item.required_labels,
             item.tolerated_taints,
             {item.exclusive.begin(), item.exclusive.end()},
             paid_value(i, proof)}] += item.count;
    }
    const auto [place, is_new] = grids_.try_emplace(name);
    Grid& grid = place->second;
    if (!is_new && rooms_[t].amounts[0] / proof.cpu_step <= grid.width &&
        rooms_[t].amounts[1] / proof.memory_step <= grid.height) {
      return grid;
    }
    grid.groups.clear();
    for (const auto& [key, count] : kinds) {
      const auto& [request, labels, taints, names, value] = key;
      Group group{request[0] / proof.cpu_step, request[1] / proof.memory_step, value, count == 1 || !names.empty()};
      if (group.cpu > 0 || group.memory > 0) grid.groups.push_back(group);
    }
    // Large enough at once for every type with the same steps.
    for (std::size_t u = 0; u < types_.size(); ++u) {
      const TypeProof& other = bound_.certificate.types[u];
      if (!other.by_grid || other.cpu_step != proof.cpu_step || other.memory_step != proof.memory_step) continue;
      grid.width = std::max(grid.width, rooms_[u].amounts[0] / proof.cpu_step);
      grid.height = std::max(grid.height, rooms_[u].amounts[1] / proof.memory_step);
    }
    fill_grid(grid);
    return grid;
  }

  static void fill_grid(Grid& grid) {
    const std::int64_t line = grid.height + 1;
    grid.best.assign(static_cast<std::size_t>((grid.width + 1) * line), 0);
    const auto cell = [&](std::int64_t c, std::int64_t m) -> std::int64_t& {
      return grid.best[static_cast<std::size_t>(c * line + m)];
    };
    for (const Group& group : grid.groups) {
      const auto visit = [&](std::int64_t c, std::int64_t m) {
        cell(c, m) = std::max(cell(c, m), cell(c - group.cpu, m - group.memory) + group.value);
      };
      // Upwards a copy builds on cells that hold one already; downwards it does not.
      for (std::int64_t c = group.cpu; c <= grid.width; ++c) {
        for (std::int64_t m = group.memory; m <= grid.height; ++m) {
          if (group.once) {
            visit(grid.width - (c - group.cpu), grid.height - (m - group.memory));
          } else {
            visit(c, m);
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
      check(bound_.weight <= weight.ceil(), "type \"" + printable(types_[t].name) + "\": may carry all for less");
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

  const FleetBound& bound_;
  const std::vector<FleetItem>& items_;
  const std::vector<FleetHostType>& types_;
  const FleetOptions& options_;
  std::vector<Room> rooms_;
  std::vector<std::int64_t> totals_;
  std::map<std::string, Grid> grids_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check_bound(const FleetBound& bound, const std::vector<FleetItem>& items,
                                     const std::vector<FleetHostType>& types, const FleetOptions& options) {
  return BoundCheck(bound, items, types, options).run();
}

}  // namespace container_tco

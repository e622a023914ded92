#include "container_tco/packing/pricing_tables.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {
namespace {

constexpr int most_doublings_of_steps = 40;
constexpr std::size_t most_divided_sizes = 8;

/// The types that share tables: all take the same if it is small enough, with as many GPUs, in the same steps.
using TableKey = std::tuple<std::vector<char>, std::int64_t, GridSteps>;

/// A step of `least` to half more by which sizes lose as little as possible when they are rounded down. Those are tried
/// that divide one of the sizes of which there is most.
std::int64_t fitting_step(const FleetInput& input, std::size_t resource, std::int64_t least) {
  const std::int64_t most = least + least / 2;
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    order.emplace_back(-input.shapes[s].need[resource] * input.shapes[s].count, s);
  }
  std::sort(order.begin(), order.end());
  const auto lost_by = [&](std::int64_t step) {
    std::int64_t lost = 0;
    for (const FleetShape& shape : input.shapes) lost += shape.need[resource] % step * shape.count;
    return lost;
  };
  std::int64_t best = least;
  std::int64_t fewest_lost = lost_by(least);
  for (std::size_t i = 0; i < std::min(order.size(), most_divided_sizes); ++i) {
    const std::int64_t size = input.shapes[order[i].second].need[resource];
    for (std::int64_t parts = size / most; parts > 0 && parts <= size / least; ++parts) {
      const std::int64_t step = size / parts;
      if (step < least || step > most) continue;
      const std::int64_t lost = lost_by(step);
      if (lost >= fewest_lost) continue;
      fewest_lost = lost;
      best = step;
    }
  }
  return best;
}

}  // namespace

std::int64_t cells_of(const FleetType& type, GridSteps steps, const PackAmounts& total) {
  const std::int64_t flat =
      saturated_product(type.capacity[cpu_at] / steps.cpu + 1, type.capacity[memory_at] / steps.memory + 1);
  return saturated_product(flat, std::min(type.capacity[gpus_at], total[gpus_at]) + 1);
}

GridSteps common_steps(const FleetInput& input) {
  GridSteps unit{0, 0};
  for (const FleetShape& shape : input.shapes) {
    unit.cpu = std::gcd(unit.cpu, shape.need[cpu_at]);
    unit.memory = std::gcd(unit.memory, shape.need[memory_at]);
  }
  return {std::max<std::int64_t>(unit.cpu, 1), std::max<std::int64_t>(unit.memory, 1)};
}

void double_steps(GridSteps& steps, const PackAmounts& size) {
  (size[cpu_at] / steps.cpu > size[memory_at] / steps.memory ? steps.cpu : steps.memory) *= 2;
}

void fit_to_sizes(const FleetInput& input, GridSteps finest, GridSteps& steps) {
  if (steps.cpu != finest.cpu) steps.cpu = fitting_step(input, 0, steps.cpu);
  if (steps.memory != finest.memory) steps.memory = fitting_step(input, 1, steps.memory);
}

PricingTables::PricingTables(const FleetInput& input, GridSteps steps, std::int64_t most_cells, PatternLimits limits,
                             bool keeps_sizes)
    : input_(input),
      steps_(steps),
      keeps_sizes_(keeps_sizes),
      total_(total_need(input)),
      is_open_(input.types.size(), 0),
      table_of_(input.types.size(), input.types.size()),
      has_table_(input.types.size(), 0),
      is_promising_(input.types.size(), 0),
      curves_(input),
      other_curves_(curves_),
      fluid_(input.types.size()) {
  for (const std::size_t t : input.open) is_open_[t] = 1;
  std::map<TableKey, std::vector<std::size_t>> groups;
  std::map<GridSteps, GridSteps> fitted;
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& priced = input.types[t];
    if (priced.stand_in != t || !can_be_used(priced)) continue;
    GridSteps own = steps;
    for (int i = 0; i < most_doublings_of_steps && cells_of(priced, own, total_) > most_cells; ++i) {
      double_steps(own, priced.capacity);
    }
    if (cells_of(priced, own, total_) > most_cells) continue;
    if (keeps_sizes && own != steps) {
      const auto [place, is_new] = fitted.emplace(own, own);
      if (is_new) fit_to_sizes(input, steps, place->second);
      own = place->second;
    }
    groups[{priced.compatible, std::min(priced.capacity[gpus_at], total_[gpus_at]), own}].push_back(t);
  }
  for (auto& [key, types] : groups) {
    const auto& [compatible, gpus, own] = key;
    const auto cells = [&](std::size_t t) { return cells_of(input.types[t], std::get<2>(key), total_); };
    // One table for all of them, unless their outer sizes together are too large: then small before large ones.
    std::stable_sort(types.begin(), types.end(), [&](std::size_t a, std::size_t b) { return cells(a) < cells(b); });
    FleetType outer;
    std::vector<PackAmounts> sizes;
    for (const std::size_t t : types) {
      const PackAmounts& capacity = input.types[t].capacity;
      for (std::size_t r = 0; r < 3; ++r) outer.capacity[r] = std::max(outer.capacity[r], capacity[r]);
      if (sizes.empty() || cells_of(outer, own, total_) > most_cells) {
        sizes.emplace_back();
        outer.capacity = capacity;
      }
      sizes.back() = outer.capacity;
      table_of_[t] = tables_.size() + sizes.size() - 1;
    }
    is_retired_.resize(tables_.size() + sizes.size(), 0);
    for (const PackAmounts& one : sizes) tables_.emplace_back(input, compatible, own, one, limits);
  }
}

void PricingTables::choose_tables(const std::vector<double>& enough, const FluidTest* other) {
  curves_.set({values_.begin(), values_.end()});
  if (other != nullptr) other_curves_.set(other->values);
  for (std::size_t t = 0; t < input_.types.size(); ++t) {
    const FleetType& type = input_.types[t];
    if (type.stand_in != t || !can_be_used(type)) continue;
    const PackAmounts useful = useful_capacity(type, total_);
    fluid_[t] = curves_.cheapest(t, useful);
    is_promising_[t] = is_open_[t] != 0 && fluid_[t].worth(useful) > enough[t] ? 1 : 0;
    if (is_promising_[t] != 0 && other != nullptr &&
        other_curves_.cheapest(t, useful).worth(useful) <= other->enough[t]) {
      is_promising_[t] = 0;
    }
    const bool may_read = table_of_[t] < tables_.size() && is_retired_[table_of_[t]] == 0;
    has_table_[t] = may_read && (is_open_[t] == 0 || is_promising_[t] != 0) ? 1 : 0;
    // Of shapes that were merged more may fit than of each by itself.
    if (has_table_[t] != 0 && !keeps_sizes_ && table(t).steps() != steps_ && table(t).has_tiny_value(values_))
      has_table_[t] = 0;
  }
  for (std::size_t t = 0; t < input_.types.size(); ++t) {
    const std::size_t stand_in = input_.types[t].stand_in;
    has_table_[t] = has_table_[stand_in];
    fluid_[t] = fluid_[stand_in];
  }
}

void PricingTables::solve(const std::vector<std::int64_t>& values, const std::vector<double>& enough,
                          const FluidTest* other) {
  values_ = values;
  choose_tables(enough, other);
  std::vector<std::optional<PackAmounts>> reaches(tables_.size());
  for (std::size_t t = 0; t < input_.types.size(); ++t) {
    const FleetType& type = input_.types[t];
    if (has_table_[t] == 0 || type.stand_in != t) continue;
    std::optional<PackAmounts>& reach = reaches[table_of_[t]];
    if (!reach) reach.emplace();
    for (std::size_t r = 0; r < 3; ++r) (*reach)[r] = std::max((*reach)[r], type.capacity[r]);
  }
  work_ = 0;
  std::vector<char> is_filled(tables_.size(), 0);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (!reaches[i] || !tables_[i].solve(values, *reaches[i])) continue;
    is_filled[i] = 1;
    work_ += tables_[i].work();
  }
  // Coarse steps may say less than fluid hosts, but these cannot be bought.
  const bool buys_hosts = other != nullptr;
  std::vector<char> is_of_use(tables_.size(), 0);
  for (std::size_t t = 0; t < input_.types.size(); ++t) {
    if (has_table_[t] == 0) continue;
    const bool is_filled_now = is_filled[table_of_[input_.types[t].stand_in]] != 0;
    const bool may_say_less = !buys_hosts && table(t).steps() != steps_;
    if (!is_filled_now || (may_say_less && fluid_most(t) < most(t))) has_table_[t] = 0;
    if (has_table_[t] != 0) is_of_use[table_of_[input_.types[t].stand_in]] = 1;
  }
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (is_filled[i] != 0 && is_of_use[i] == 0) is_retired_[i] = 1;
  }
}

std::int64_t PricingTables::most(std::size_t type) const {
  const FleetType& priced = input_.types[type];
  return has_table(type) ? table(type).bound(priced) : fluid_most(type);
}

std::int64_t PricingTables::fluid_most(std::size_t type) const {
  const PackAmounts useful = useful_capacity(input_.types[type], total_);
  return static_cast<std::int64_t>(std::min(fluid_[type].worth(useful), 0x1p60));
}

FleetHost PricingTables::pattern(std::size_t type) const {
  if (has_table(type)) return table(type).pattern(type);
  FleetHost host;
  host.type = type;
  return host;
}

FleetHost PricingTables::pattern_with(std::size_t type, std::size_t shape) const {
  if (has_table(type)) return table(type).pattern_with(type, shape);
  FleetHost host;
  host.type = type;
  put(input_, host, shape, 1);
  return host;
}

std::int64_t PricingTables::rest_value(std::size_t type, std::size_t shape) const {
  if (has_table(type)) return table(type).rest_value(input_.types[type], shape);
  return std::max<std::int64_t>(0, most(type) - values_[shape]);
}

}  // namespace container_tco::detail

#include "container_tco/packing/pricing_tables.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace container_tco::detail {
namespace {

constexpr int search_rounds = 60;

std::int64_t cells_of(const PackAmounts& capacity, GridSteps steps) {
  return saturated_product(capacity[0] / steps.cpu + 1, capacity[1] / steps.memory + 1);
}

}  // namespace

GridSteps common_steps(const FleetInput& input) {
  GridSteps unit{0, 0};
  for (const FleetShape& shape : input.shapes) {
    unit.cpu = std::gcd(unit.cpu, shape.need[0]);
    unit.memory = std::gcd(unit.memory, shape.need[1]);
  }
  return {std::max<std::int64_t>(unit.cpu, 1), std::max<std::int64_t>(unit.memory, 1)};
}

PricingTables::PricingTables(const FleetInput& input, GridSteps steps, std::int64_t most_cells, PatternLimits limits)
    : input_(input) {
  std::map<std::vector<char>, std::vector<std::size_t>> groups;
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& priced = input.types[input.types[t].stand_in];
    if (cells_of(priced.capacity, steps) <= most_cells) groups[priced.compatible].push_back(t);
  }
  table_of_.assign(input.types.size(), input.types.size());
  for (auto& [key, types] : groups) {
    // One table for all of them, unless their outer sizes together are too large: then small before large ones.
    std::stable_sort(types.begin(), types.end(), [&](std::size_t a, std::size_t b) {
      const auto cells = [&](std::size_t t) { return cells_of(input.types[input.types[t].stand_in].capacity, steps); };
      return cells(a) < cells(b);
    });
    PackAmounts size{};
    std::vector<PackAmounts> sizes;
    std::vector<std::size_t> places;
    for (const std::size_t t : types) {
      const PackAmounts& capacity = input.types[input.types[t].stand_in].capacity;
      PackAmounts larger = size;
      for (std::size_t r = 0; r < 2; ++r) larger[r] = std::max(larger[r], capacity[r]);
      if (sizes.empty() || cells_of(larger, steps) > most_cells) {
        sizes.emplace_back();
        larger = capacity;
      }
      sizes.back() = size = larger;
      places.push_back(tables_.size() + sizes.size() - 1);
    }
    for (std::size_t i = 0; i < types.size(); ++i) table_of_[types[i]] = places[i];
    for (const PackAmounts& one : sizes) tables_.emplace_back(input, key, steps, one[0], one[1], limits);
  }
}

bool PricingTables::solve(const std::vector<std::int64_t>& values) {
  values_ = values;
  return std::all_of(tables_.begin(), tables_.end(), [&](PatternTable& table) { return table.solve(values); });
}

std::int64_t PricingTables::most(std::size_t type) const {
  const FleetType& priced = input_.types[type];
  if (has_table(type)) return tables_[table_of_[type]].bound(priced);
  const auto [cpu, memory] = fluid_prices(type);
  return static_cast<std::int64_t>(std::min(
      cpu * static_cast<double>(priced.capacity[0]) + memory * static_cast<double>(priced.capacity[1]), 0x1p60));
}

FleetHost PricingTables::pattern(std::size_t type) const {
  if (has_table(type)) return tables_[table_of_[type]].pattern(type);
  FleetHost host;
  host.type = type;
  return host;
}

FleetHost PricingTables::pattern_with(std::size_t type, std::size_t shape) const {
  if (has_table(type)) return tables_[table_of_[type]].pattern_with(type, shape);
  FleetHost host;
  host.type = type;
  put(input_, host, shape, 1);
  return host;
}

std::int64_t PricingTables::rest_value(std::size_t type, std::size_t shape) const {
  if (has_table(type)) return tables_[table_of_[type]].rest_value(input_.types[type], shape);
  return std::max<std::int64_t>(0, most(type) - values_[shape]);
}

// Least of a × cpu + b × memory with a × c + b × m >= v for every shape: for each a the least b is the largest
// (v − a c) / m, which makes the whole a convex function of a.
std::pair<double, double> PricingTables::fluid_prices(std::size_t type) const {
  const FleetType& priced = input_.types[type];
  struct Shape {
    double cpu, memory, value;
  };
  std::vector<Shape> shapes;
  double lowest = 0;
  double highest = 0;
  for (std::size_t s = 0; s < values_.size(); ++s) {
    if (values_[s] == 0 || priced.accepts[s] == 0) continue;
    const PackAmounts& need = input_.shapes[s].need;
    const Shape shape{static_cast<double>(need[0]), static_cast<double>(need[1]), static_cast<double>(values_[s])};
    if (shape.memory == 0) lowest = std::max(lowest, shape.value / std::max(shape.cpu, 1.0));
    if (shape.cpu > 0) highest = std::max(highest, shape.value / shape.cpu);
    shapes.push_back(shape);
  }
  const auto memory_price = [&](double cpu_price) {
    double price = 0;
    for (const Shape& shape : shapes) {
      if (shape.memory > 0) price = std::max(price, (shape.value - cpu_price * shape.cpu) / shape.memory);
    }
    return price;
  };
  const auto cost = [&](double cpu_price) {
    return cpu_price * static_cast<double>(priced.capacity[0]) +
           memory_price(cpu_price) * static_cast<double>(priced.capacity[1]);
  };
  highest = std::max(highest, lowest);
  for (int round = 0; round < search_rounds; ++round) {
    const double low = lowest + (highest - lowest) / 3;
    const double high = highest - (highest - lowest) / 3;
    (cost(low) <= cost(high) ? highest : lowest) = cost(low) <= cost(high) ? high : low;
  }
  return {highest, memory_price(highest)};
}

std::int64_t PricingTables::work() const {
  std::int64_t work = 0;
  for (const PatternTable& table : tables_) work += table.work();
  return work;
}

}  // namespace container_tco::detail

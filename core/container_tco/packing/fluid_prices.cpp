#include "container_tco/packing/fluid_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace container_tco::detail {
namespace {

constexpr int most_rounds_of_prices = 40;
constexpr double near_enough_price = 1e-9;

/// The cost of a host over its CPU price: a line through a point of it.
struct PriceLine {
  double price = 0;  ///< Of CPU.
  double cost = 0;
  double slope = 0;
  double memory_price = 0;
  const PricedShape* support = nullptr;  ///< The shape that sets the price of memory there.
};

PriceLine line_at(const std::vector<PricedShape>& shapes, double price, double cpu, double memory) {
  PriceLine line{price, 0, cpu, 0, nullptr};
  for (const PricedShape& shape : shapes) {
    if (shape.memory <= 0 || shape.value - price * shape.cpu <= line.memory_price * shape.memory) continue;
    line.memory_price = (shape.value - price * shape.cpu) / shape.memory;
    line.slope = cpu - memory * shape.cpu / shape.memory;
    line.support = &shape;
  }
  line.cost = price * cpu + line.memory_price * memory;
  return line;
}

FluidPrices::Part alone(const PricedShape* shape, double cpu, double memory) {
  if (shape == nullptr) return {};
  double copies = std::numeric_limits<double>::infinity();
  if (shape->cpu > 0) copies = std::min(copies, cpu / shape->cpu);
  if (shape->memory > 0) copies = std::min(copies, memory / shape->memory);
  return {shape->shape, std::isinf(copies) ? 0 : copies};
}

/// Uses up CPU and memory with a shape that wants much CPU and one that wants much memory.
std::array<FluidPrices::Part, 2> together(const PricedShape* lean, const PricedShape* rich, double cpu, double memory) {
  if (lean == nullptr || rich == nullptr) return {alone(lean == nullptr ? rich : lean, cpu, memory), {}};
  const double determinant = lean->cpu * rich->memory - rich->cpu * lean->memory;
  if (determinant <= 0) return {alone(lean, cpu, memory), {}};
  return {{{lean->shape, std::max(0.0, (cpu * rich->memory - memory * rich->cpu) / determinant)},
           {rich->shape, std::max(0.0, (memory * lean->cpu - cpu * lean->memory) / determinant)}}};
}

}  // namespace

// For each CPU price the least memory price is the largest (value − price × cpu) / memory of a shape, which makes the
// cost of a host a convex function of the CPU price: its least is where a falling and a rising line meet. Any price
// that is no lower than what shapes without memory are worth will do, so that stopping early only proves a little less.
FluidPrices cheapest_prices(const std::vector<PricedShape>& shapes, double cpu, double memory) {
  double lowest = 0;
  double highest = 0;
  const PricedShape* dearest = nullptr;
  for (const PricedShape& shape : shapes) {
    if (shape.cpu <= 0) continue;
    const double price = shape.value / shape.cpu;
    if (shape.memory <= 0) lowest = std::max(lowest, price);
    if (price <= highest) continue;
    highest = price;
    dearest = &shape;
  }
  PriceLine left = line_at(shapes, lowest, cpu, memory);
  if (left.slope >= 0 || highest <= lowest) {
    const PricedShape* support = left.support == nullptr ? dearest : left.support;
    return {left.price, left.memory_price, {alone(support, cpu, memory), {}}};
  }
  PriceLine right = line_at(shapes, highest, cpu, memory);
  // From there on no shape needs more than its CPU pays.
  right.slope = cpu;
  right.support = dearest;
  for (int round = 0; round < most_rounds_of_prices && right.slope > left.slope; ++round) {
    const double meet =
        (left.cost - left.slope * left.price - right.cost + right.slope * right.price) / (right.slope - left.slope);
    const PriceLine middle = line_at(shapes, std::clamp(meet, left.price, right.price), cpu, memory);
    const double line = left.cost + left.slope * (middle.price - left.price);
    if (middle.cost <= line * (1 + near_enough_price)) {
      return {middle.price, middle.memory_price, together(left.support, right.support, cpu, memory)};
    }
    (middle.slope < 0 ? left : right) = middle;
  }
  const PriceLine& best = left.cost < right.cost ? left : right;
  return {best.price, best.memory_price, together(left.support, right.support, cpu, memory)};
}

FluidPrices cheapest_prices(const FleetInput& input, const FleetType& type, const PackAmounts& capacity,
                            const std::vector<double>& values) {
  std::vector<PricedShape> shapes;
  for (std::size_t s = 0; s < values.size(); ++s) {
    if (values[s] <= 0 || type.accepts[s] == 0) continue;
    const PackAmounts& need = input.shapes[s].need;
    const bool is_nothing = need[cpu_at] == 0 && need[memory_at] == 0;
    shapes.push_back(
        {is_nothing ? 1.0 : static_cast<double>(need[cpu_at]), static_cast<double>(need[memory_at]), values[s], s});
  }
  return cheapest_prices(shapes, static_cast<double>(capacity[cpu_at]), static_cast<double>(capacity[memory_at]));
}

}  // namespace container_tco::detail

#include "container_tco/packing/fluid_prices.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

constexpr int most_rounds_of_prices = 40;
constexpr double near_enough_price = 1e-9;

/// Shapes that a type takes.
struct PricedShape {
  double cpu = 0;
  double memory = 0;
  double value = 0;
};

/// The cost of a host over its CPU price: a line through a point of it.
struct PriceLine {
  double price = 0;  ///< Of CPU.
  double cost = 0;
  double slope = 0;
  double memory_price = 0;
};

PriceLine line_at(const std::vector<PricedShape>& shapes, double price, double cpu, double memory) {
  PriceLine line{price, 0, cpu, 0};
  for (const PricedShape& shape : shapes) {
    if (shape.memory <= 0 || shape.value - price * shape.cpu <= line.memory_price * shape.memory) continue;
    line.memory_price = (shape.value - price * shape.cpu) / shape.memory;
    line.slope = cpu - memory * shape.cpu / shape.memory;
  }
  line.cost = price * cpu + line.memory_price * memory;
  return line;
}

}  // namespace

// For each CPU price the least memory price is the largest (value − price × cpu) / memory of a shape, which makes the
// cost of a host a convex function of the CPU price: its least is where a falling and a rising line meet. Any price
// that is no lower than what shapes without memory are worth will do, so that stopping early only proves a little less.
FluidPrices cheapest_prices(const FleetInput& input, const FleetType& type, const PackAmounts& capacity,
                            const std::vector<double>& values) {
  std::vector<PricedShape> shapes;
  double lowest = 0;
  double highest = 0;
  for (std::size_t s = 0; s < values.size(); ++s) {
    if (values[s] <= 0 || type.accepts[s] == 0) continue;
    const PackAmounts& need = input.shapes[s].need;
    const PricedShape shape{static_cast<double>(need[0]), static_cast<double>(need[1]), values[s]};
    if (need[1] == 0) lowest = std::max(lowest, shape.value / std::max(shape.cpu, 1.0));
    if (need[0] > 0) highest = std::max(highest, shape.value / shape.cpu);
    shapes.push_back(shape);
  }
  const double cpu = static_cast<double>(capacity[0]);
  const double memory = static_cast<double>(capacity[1]);
  PriceLine left = line_at(shapes, lowest, cpu, memory);
  if (left.slope >= 0 || highest <= lowest) return {left.price, left.memory_price};
  PriceLine right = line_at(shapes, highest, cpu, memory);
  // From there on no shape needs more than its CPU pays.
  right.slope = cpu;
  for (int round = 0; round < most_rounds_of_prices && right.slope > left.slope; ++round) {
    const double meet =
        (left.cost - left.slope * left.price - right.cost + right.slope * right.price) / (right.slope - left.slope);
    const PriceLine middle = line_at(shapes, std::clamp(meet, left.price, right.price), cpu, memory);
    const double line = left.cost + left.slope * (middle.price - left.price);
    (middle.slope < 0 ? left : right) = middle;
    if (middle.cost <= line * (1 + near_enough_price)) break;
  }
  const PriceLine& best = left.cost < right.cost ? left : right;
  return {best.price, best.memory_price};
}

}  // namespace container_tco::detail

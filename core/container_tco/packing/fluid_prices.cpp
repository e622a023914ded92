#include "container_tco/packing/fluid_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace container_tco::detail {
namespace {

FluidPrices::Part alone(const std::optional<PricedShape>& shape, double cpu, double memory) {
  if (!shape) return {};
  double copies = std::numeric_limits<double>::infinity();
  if (shape->cpu > 0) copies = std::min(copies, cpu / shape->cpu);
  if (shape->memory > 0) copies = std::min(copies, memory / shape->memory);
  return {shape->shape, std::isinf(copies) ? 0 : copies};
}

/// Uses up CPU and memory with a shape that wants much CPU and one that wants much memory.
std::array<FluidPrices::Part, 2> together(const std::optional<PricedShape>& lean,
                                          const std::optional<PricedShape>& rich, double cpu, double memory) {
  if (!lean || !rich) return {alone(lean ? lean : rich, cpu, memory), {}};
  const double determinant = lean->cpu * rich->memory - rich->cpu * lean->memory;
  if (determinant <= 0) return {alone(lean, cpu, memory), {}};
  return {{{lean->shape, std::max(0.0, (cpu * rich->memory - memory * rich->cpu) / determinant)},
           {rich->shape, std::max(0.0, (memory * lean->cpu - cpu * lean->memory) / determinant)}}};
}

}  // namespace

PriceCurve::PriceCurve(const std::vector<PricedShape>& shapes) {
  std::vector<Edge> lines{{0, 0, 0, std::nullopt}};
  for (const PricedShape& shape : shapes) {
    if (shape.memory > 0) {
      lines.push_back({0, shape.value / shape.memory, shape.cpu / shape.memory, shape});
    } else if (shape.cpu > 0 && shape.value / shape.cpu > least_cpu_) {
      least_cpu_ = shape.value / shape.cpu;
      lean_ = shape;
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Edge& a, const Edge& b) { return a.fall != b.fall ? a.fall > b.fall : a.most > b.most; });
  for (Edge& line : lines) add(std::move(line));
}

/// Less steep than the edges so far, or no higher than the last.
void PriceCurve::add(Edge edge) {
  edge.from = least_cpu_;
  while (!edges_.empty()) {
    const Edge& last = edges_.back();
    if (edge.fall == last.fall) return;
    const double from = (last.most - edge.most) / (last.fall - edge.fall);
    if (from > last.from) {
      edge.from = from;
      break;
    }
    edges_.pop_back();
  }
  edges_.push_back(std::move(edge));
}

// The cost of a host is a convex function of the CPU price: its least is where a falling and a rising edge meet.
FluidPrices PriceCurve::cheapest(double cpu, double memory) const {
  const auto rising = std::partition_point(edges_.begin(), edges_.end() - 1,
                                           [&](const Edge& edge) { return cpu < memory * edge.fall; });
  const bool is_first = rising == edges_.begin();
  const double memory_price = std::max(0.0, rising->most - rising->fall * rising->from);
  return {rising->from, memory_price, together(is_first ? lean_ : (rising - 1)->shape, rising->shape, cpu, memory)};
}

PriceCurves::PriceCurves(const FleetInput& input) : input_(input), kind_of_(input.types.size(), 0) {
  std::map<std::string_view, std::size_t> kinds;
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& type = input.types[t];
    if (type.stand_in != t || !can_be_used(type)) continue;
    const std::string_view accepts(type.accepts.data(), type.accepts.size());
    kind_of_[t] = kinds.emplace(accepts, kinds.size()).first->second;
    if (kind_of_[t] == examples_.size()) examples_.push_back(t);
  }
}

void PriceCurves::set(const std::vector<double>& values) {
  curves_.clear();
  for (const std::size_t example : examples_) {
    std::vector<PricedShape> shapes;
    for (std::size_t s = 0; s < values.size(); ++s) {
      if (values[s] <= 0 || input_.types[example].accepts[s] == 0) continue;
      const PackAmounts& need = input_.shapes[s].need;
      const bool is_nothing = need[cpu_at] == 0 && need[memory_at] == 0;
      shapes.push_back(
          {is_nothing ? 1.0 : static_cast<double>(need[cpu_at]), static_cast<double>(need[memory_at]), values[s], s});
    }
    curves_.emplace_back(shapes);
  }
}

FluidPrices PriceCurves::cheapest(std::size_t type, const PackAmounts& capacity) const {
  return curves_[kind_of_[type]].cheapest(static_cast<double>(capacity[cpu_at]),
                                          static_cast<double>(capacity[memory_at]));
}

}  // namespace container_tco::detail

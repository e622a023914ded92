#pragma once
// Inside of packing: what a host holds at most if it may be filled with fractions of items.

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

/// Prices of CPU and memory in value such that no shape is worth more than what it asks for.
struct FluidPrices {
  double cpu = 0;
  double memory = 0;
  /// Copies of a shape, in fractions.
  struct Part {
    std::size_t shape = 0;
    double copies = 0;
  };
  std::array<Part, 2> fill;  ///< What the host then holds; no copies of what is not needed.

  double worth(const PackAmounts& amounts) const {
    return cpu * static_cast<double>(amounts[cpu_at]) + memory * static_cast<double>(amounts[memory_at]);
  }
};

/// Something to fill hosts with.
struct PricedShape {
  double cpu = 0;
  double memory = 0;
  double value = 0;       ///< Above zero.
  std::size_t shape = 0;  ///< What `FluidPrices::fill` calls it.
};

/// For each price of CPU the least price of memory at which no shape is worth more than it pays: the upper envelope of
/// a line for each shape, built once for hosts of all sizes.
class PriceCurve {
 public:
  explicit PriceCurve(const std::vector<PricedShape>& shapes);

  /// The prices at which a host with so much CPU and memory is worth least.
  FluidPrices cheapest(double cpu, double memory) const;

 private:
  /// Memory costs `most` − `fall` × the price of CPU, from a price of CPU on.
  struct Edge {
    double from = 0;
    double most = 0;
    double fall = 0;
    std::optional<PricedShape> shape;  ///< Nothing where memory costs nothing.
  };
  void add(Edge edge);

  double least_cpu_ = 0;             ///< What shapes without memory make CPU cost.
  std::optional<PricedShape> lean_;  ///< Of those the dearest.
  std::vector<Edge> edges_;          ///< Steepest first; the last costs nothing.
};

/// The curves of all types: those that accept the same shapes have one.
class PriceCurves {
 public:
  explicit PriceCurves(const FleetInput& input);

  /// For values by shape, from now on.
  void set(const std::vector<double>& values);
  /// The prices at which a host of the type with `capacity` is worth least. Not of a type that another stands in for.
  FluidPrices cheapest(std::size_t type, const PackAmounts& capacity) const;

 private:
  const FleetInput& input_;
  std::vector<std::size_t> kind_of_;   ///< By type.
  std::vector<std::size_t> examples_;  ///< By kind: a type.
  std::vector<PriceCurve> curves_;     ///< By kind.
};

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the most valuable content of a host, by a two-dimensional knapsack over whole steps of CPU and
// memory. Sizes and capacities are rounded down to steps, so its optimum is never below the true one:
// sum of floor(size / step) <= floor(sum of sizes / step) <= floor(capacity / step). GPUs and network slots have no
// axis.

#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// Whole steps of CPU and memory that one table counts in.
struct GridSteps {
  std::int64_t cpu = 1;
  std::int64_t memory = 1;
  friend auto operator<=>(const GridSteps&, const GridSteps&) = default;
};

class PatternTable {
 public:
  /// For hosts of up to `cpu` × `memory` that may hold the shapes marked in `compatible`.
  PatternTable(const FleetInput& input, const std::vector<char>& compatible, GridSteps steps, std::int64_t cpu,
               std::int64_t memory);

  /// Fills the table for values by shape. Returns false when they are too large for it.
  bool solve(const std::vector<std::int64_t>& values);
  /// The most that a host of this type holds, or more.
  std::int64_t bound(const FleetType& type) const;
  /// A host of this type whose content has about that value, and does fit.
  FleetHost pattern(std::size_t type) const;
  /// The same among hosts with a copy of `shape`, which the type takes.
  FleetHost pattern_with(std::size_t type, std::size_t shape) const;
  /// The most that a host of this type holds besides a copy of `shape`, or more.
  std::int64_t rest_value(const FleetType& type, std::size_t shape) const;
  GridSteps steps() const { return steps_; }
  /// Cells times shapes, the work of `solve`.
  std::int64_t work() const;

 private:
  struct Entry {
    std::size_t shape = 0;
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    bool once = false;
    std::int32_t value = 0;
  };

  void add_repeatedly(const Entry& entry);
  void add_once(const Entry& entry);
  void trace(FleetHost& host, std::int64_t cpu, std::int64_t memory) const;
  std::int32_t* row(std::int64_t cpu) { return &best_[static_cast<std::size_t>(cpu * (height_ + 1))]; }
  std::int32_t at(std::int64_t cpu, std::int64_t memory) const {
    return best_[static_cast<std::size_t>(cpu * (height_ + 1) + memory)];
  }

  const FleetInput& input_;
  GridSteps steps_;
  std::int64_t width_;   ///< Steps of CPU.
  std::int64_t height_;  ///< Steps of memory.
  std::vector<Entry> entries_;
  std::vector<std::int32_t> best_;
};

/// Whole numbers a × b, or the largest when that needs more than 60 bits. For upper bounds only.
std::int64_t saturated_product(std::int64_t a, std::int64_t b);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the most valuable content of a host, by a knapsack over whole steps of CPU and memory and, where
// items want them, whole GPUs. Sizes and capacities are rounded down to steps, so its optimum is never below the true
// one: sum of floor(size / step) <= floor(sum of sizes / step) <= floor(capacity / step). Network slots and volumes
// have no axis.

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

/// What a pattern keeps to.
enum class PatternLimits {
  all,    ///< It can be opened as it is; it may be worth less than the table says.
  table,  ///< What the table counts alone: it is worth what the table says.
};

class PatternTable {
 public:
  /// For hosts of up to `size` (its CPU, memory and GPUs are read) that may hold the shapes marked in `compatible`.
  PatternTable(const FleetInput& input, const std::vector<char>& compatible, GridSteps steps, const PackAmounts& size,
               PatternLimits limits);

  /// Fills the table for values by shape, as far as hosts of up to `reach` read it: no more than the size it was made
  /// for. Returns false when values are too large for it.
  bool solve(const std::vector<std::int64_t>& values, const PackAmounts& reach);
  /// The most that a host of this type holds, or more.
  std::int64_t bound(const FleetType& type) const;
  /// A host of this type whose content has about that value, and does fit.
  FleetHost pattern(std::size_t type) const;
  /// The same among hosts with a copy of `shape`, which the type takes.
  FleetHost pattern_with(std::size_t type, std::size_t shape) const;
  /// The most that a host of this type holds besides a copy of `shape`, or more.
  std::int64_t rest_value(const FleetType& type, std::size_t shape) const;
  GridSteps steps() const { return steps_; }
  /// Whether something of value is rounded down to nothing.
  bool has_tiny_value(const std::vector<std::int64_t>& values) const;
  /// Cells times shapes, the work of the last `solve`.
  std::int64_t work() const;

 private:
  struct Entry {
    std::size_t shape = 0;
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::int64_t gpus = 0;
    bool once = false;
    std::int32_t value = 0;

    /// Rounded down to nothing: any number would fit into the table.
    bool is_tiny() const { return cpu == 0 && memory == 0 && gpus == 0; }
  };
  /// A place in the table: what is free.
  struct Cell {
    std::int64_t gpus = 0;
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
  };

  void add_repeatedly(const Entry& entry);
  void add_once(const Entry& entry, std::uint8_t* taken);
  void trace(FleetHost& host, Cell from) const;
  void trace_repeated(FleetHost& host, Cell from) const;
  bool is_allowed(const FleetHost& host, std::size_t shape) const;
  Cell cell_of(const PackAmounts& free) const;
  static bool holds(const Cell& free, const Entry& entry) {
    return entry.cpu <= free.cpu && entry.memory <= free.memory && entry.gpus <= free.gpus;
  }
  static Cell without(const Cell& free, const Entry& entry) {
    return {free.gpus - entry.gpus, free.cpu - entry.cpu, free.memory - entry.memory};
  }
  std::size_t index(const Cell& at) const {
    return static_cast<std::size_t>((at.gpus * (width_ + 1) + at.cpu) * (height_ + 1) + at.memory);
  }
  std::int32_t at(const Cell& cell) const { return best_[index(cell)]; }

  const FleetInput& input_;
  GridSteps steps_;
  PatternLimits limits_;
  std::int64_t width_ = 0;      ///< Steps of CPU.
  std::int64_t height_ = 0;     ///< Steps of memory.
  std::int64_t depth_ = 0;      ///< GPUs.
  std::int64_t most_gpus_ = 0;  ///< That all there is to place wants.
  std::vector<Entry> entries_;  ///< Those that may be there once are the last.
  std::size_t first_once_ = 0;
  std::vector<std::int32_t> best_;
  std::vector<std::int32_t> repeated_;  ///< The same of the entries before `first_once_` alone.
  std::vector<std::uint8_t> taken_;     ///< By entry from `first_once_` on and cell: whether the best content has it.
};

/// Whole numbers a × b, or the largest when that needs more than 60 bits. For upper bounds only.
std::int64_t saturated_product(std::int64_t a, std::int64_t b);

}  // namespace container_tco::detail

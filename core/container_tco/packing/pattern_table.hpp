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

/// What a pattern keeps to.
enum class PatternLimits {
  all,    ///< It can be opened as it is; it may be worth less than the table says.
  table,  ///< The steps of CPU and memory alone: it is worth what the table says.
};

class PatternTable {
 public:
  /// For hosts of up to `cpu` × `memory` that may hold the shapes marked in `compatible`.
  PatternTable(const FleetInput& input, const std::vector<char>& compatible, GridSteps steps, std::int64_t cpu,
               std::int64_t memory, PatternLimits limits);

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
  void add_once(const Entry& entry, std::uint8_t* taken);
  void trace(FleetHost& host, std::int64_t cpu, std::int64_t memory) const;
  bool is_allowed(const FleetHost& host, std::size_t shape) const;
  void trace_repeated(FleetHost& host, std::int64_t cpu, std::int64_t memory) const;
  std::int32_t* row(std::int64_t cpu) { return &best_[static_cast<std::size_t>(cpu * (height_ + 1))]; }
  std::size_t cell(std::int64_t cpu, std::int64_t memory) const {
    return static_cast<std::size_t>(cpu * (height_ + 1) + memory);
  }
  std::int32_t at(std::int64_t cpu, std::int64_t memory) const { return best_[cell(cpu, memory)]; }

  const FleetInput& input_;
  GridSteps steps_;
  PatternLimits limits_;
  std::int64_t width_;          ///< Steps of CPU.
  std::int64_t height_;         ///< Steps of memory.
  std::vector<Entry> entries_;  ///< Those that may be there once are the last.
  std::size_t first_once_ = 0;
  std::vector<std::int32_t> best_;
  std::vector<std::int32_t> repeated_;  ///< The same of the entries before `first_once_` alone.
  std::vector<std::uint8_t> taken_;     ///< By entry from `first_once_` on and cell: whether the best content has it.
};

/// Whole numbers a × b, or the largest when that needs more than 60 bits. For upper bounds only.
std::int64_t saturated_product(std::int64_t a, std::int64_t b);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the knapsack tables that price every type, few of them shared by many types.

#include <utility>
#include <vector>

#include "container_tco/packing/pattern_table.hpp"

namespace container_tco::detail {

/// Each type with the table that it reads. Types too large for one are priced as if their hosts were fluid, which is
/// close to the truth for hosts that hold very many items.
class PricingTables {
 public:
  /// Tables in whole `steps` of at most `most_cells` cells. Only the sizes of open types matter: a dominated type reads
  /// the table of its stand-in.
  PricingTables(const FleetInput& input, GridSteps steps, std::int64_t most_cells, PatternLimits limits);

  /// Fills the tables for values by shape. Returns false when they are too large.
  bool solve(const std::vector<std::int64_t>& values);
  /// The most that a host of a type holds, or more.
  std::int64_t most(std::size_t type) const;
  /// A host of this type whose content has about that value, and does fit. Empty for a type without table.
  FleetHost pattern(std::size_t type) const;
  /// The same among hosts with a copy of `shape`, which the type takes.
  FleetHost pattern_with(std::size_t type, std::size_t shape) const;
  /// The most that a host of this type holds besides a copy of `shape`, or more.
  std::int64_t rest_value(std::size_t type, std::size_t shape) const;
  /// Whether the type has a table. The others have `fluid` prices instead.
  bool has_table(std::size_t type) const { return table_of_[type] < tables_.size(); }
  /// Of a type without table: prices of CPU and memory in value such that no shape is worth more than what it asks for,
  /// and a whole host costs least.
  std::pair<double, double> fluid_prices(std::size_t type) const;
  /// Cells times shapes, the work of `solve`.
  std::int64_t work() const;

 private:
  const FleetInput& input_;
  std::vector<PatternTable> tables_;
  std::vector<std::size_t> table_of_;
  std::vector<std::int64_t> values_;
};

/// The largest steps in which all sizes are whole; no step is below 1.
GridSteps common_steps(const FleetInput& input);

}  // namespace container_tco::detail

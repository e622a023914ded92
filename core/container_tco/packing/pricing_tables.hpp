#pragma once
// Inside of packing: the knapsack tables that price every type, few of them shared by many types.

#include <vector>

#include "container_tco/packing/fluid_prices.hpp"
#include "container_tco/packing/pattern_table.hpp"

namespace container_tco::detail {

/// Each type with the table that it reads. Types too large for one are priced as if their hosts were fluid, which is
/// close to the truth for hosts that hold very many items. So are, each time anew, types that are worth too little even
/// then: most of many types never need a table.
class PricingTables {
 public:
  /// Tables in whole `steps` of at most `most_cells` cells, in doubled steps for types that are too large for that.
  /// Only the sizes of open types matter: a dominated type reads the table of its stand-in. `keeps_sizes`: nothing in
  /// the input is rounded or merged.
  PricingTables(const FleetInput& input, GridSteps steps, std::int64_t most_cells, PatternLimits limits,
                bool keeps_sizes);

  /// What fluid hosts of each type must exceed, by some values of shapes.
  struct FluidTest {
    std::vector<double> values;
    std::vector<double> enough;  ///< By type.
  };
  /// Fills the tables for values by shape. Open types that are worth no more than `enough` (by type) with fluid hosts
  /// read none, nor does one that fails the `other` test, nor one for whose table values are too large. With that test
  /// hosts are bought, and tables are read also where fluid hosts say more.
  void solve(const std::vector<std::int64_t>& values, const std::vector<double>& enough,
             const FluidTest* other = nullptr);
  /// The most that a host of a type holds, or more.
  std::int64_t most(std::size_t type) const;
  /// A host of this type whose content has about that value, and does fit. Empty for a type without table.
  FleetHost pattern(std::size_t type) const;
  /// The same among hosts with a copy of `shape`, which the type takes.
  FleetHost pattern_with(std::size_t type, std::size_t shape) const;
  /// The most that a host of this type holds besides a copy of `shape`, or more.
  std::int64_t rest_value(std::size_t type, std::size_t shape) const;
  /// Whether the type read a table. The others have `fluid_prices` instead.
  bool has_table(std::size_t type) const { return has_table_[type] != 0; }
  /// Whether an open type passed the tests.
  bool is_promising(std::size_t type) const { return is_promising_[type] != 0; }
  /// Of its table.
  GridSteps steps(std::size_t type) const { return table(type).steps(); }
  const FluidPrices& fluid_prices(std::size_t type) const { return fluid_[type]; }
  /// Cells times shapes, the work of the last `solve`.
  std::int64_t work() const { return work_; }

 private:
  void choose_tables(const std::vector<double>& enough, const FluidTest* other);
  std::int64_t fluid_most(std::size_t type) const;
  const PatternTable& table(std::size_t type) const { return tables_[table_of_[input_.types[type].stand_in]]; }

  const FleetInput& input_;
  GridSteps steps_;
  bool keeps_sizes_;
  PackAmounts total_;
  std::vector<char> is_open_;
  std::vector<PatternTable> tables_;
  std::vector<char> is_retired_;  ///< By table: fluid hosts said more than it for every type that reads it.
  std::vector<std::size_t> table_of_;
  std::vector<char> has_table_;
  std::vector<char> is_promising_;
  PriceCurves curves_;        ///< For values of the last `solve`.
  PriceCurves other_curves_;  ///< For those of its other test.
  std::vector<FluidPrices> fluid_;
  std::vector<std::int64_t> values_;
  std::int64_t work_ = 0;
};

/// The largest steps in which all sizes are whole; no step is below 1.
GridSteps common_steps(const FleetInput& input);

/// Doubles the step of the axis on which hosts of the size have more of them.
void double_steps(GridSteps& steps, const PackAmounts& size);

/// Makes steps that are above the `finest` ones up to half larger, so that sizes lose little when they are rounded
/// down.
void fit_to_sizes(const FleetInput& input, GridSteps finest, GridSteps& steps);

/// Cells of a table for hosts of a type; GPUs count as far as there is anything that wants them.
std::int64_t cells_of(const FleetType& type, GridSteps steps, const PackAmounts& total);

}  // namespace container_tco::detail

#pragma once
// Inside of packing: minimise cost × x with A x >= demand, x >= 0, columns added as they are found. Revised simplex on
// a dense inverse. Works in floating point: its duals are a proposal, which the bounds check exactly.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace container_tco::detail {

class CoveringLp {
 public:
  using Entries = std::vector<std::pair<std::size_t, double>>;  ///< Row and coefficient above zero.

  /// `start[r]` is a column for row r alone: its cost and coefficient.
  CoveringLp(std::vector<double> demand, const std::vector<std::pair<double, double>>& start);

  /// Keeps the dual of a row within bounds: its start column costs `most` for each unit, and what is above the demand
  /// gives `least` back. Without this duals are at least zero and bounded by the start columns.
  void bound_dual(std::size_t row, double least, double most);
  std::size_t add_column(double cost, Entries entries);
  /// Makes a column cost twice what the start columns take for all that it covers: a solution goes without it.
  void discourage(std::size_t column);
  /// Returns how many pivots were made, at most `most_pivots`.
  std::int64_t solve(std::int64_t most_pivots);
  /// By row, never below zero.
  std::vector<double> duals() const;
  double objective() const;
  /// By column.
  std::vector<double> values() const;
  std::size_t column_count() const { return columns_.size(); }

 private:
  struct Column {
    double cost = 0;
    Entries entries;
  };
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  bool is_refused(std::size_t column) const;
  std::size_t entering() const;
  bool pivot(std::size_t column);
  void refresh_duals();
  void mark_basic(std::size_t column, char is_basic);
  double cost_of(std::size_t column) const;

  std::size_t rows_;
  std::vector<Column> columns_;
  std::vector<std::size_t> basis_;  ///< Column of each row; at and above `surplus_` the surplus of row − surplus_.
  static constexpr std::size_t surplus_ = std::size_t{1} << 40;
  std::vector<double> inverse_;  ///< Row-major.
  std::vector<double> right_;    ///< Values of the basic variables.
  std::vector<double> duals_;
  std::vector<char> is_basic_;
  std::vector<char> surplus_is_basic_;
  std::vector<std::size_t>
      refused_;                ///< Columns (or surpluses) that no basic variable would leave for, since the last pivot.
  std::vector<double> least_;  ///< Of the duals, by row.
  std::vector<double> start_;  ///< Coefficients of the start columns.
  double heaviest_ = 1;        ///< Cost of a start column: duals are compared on this scale.
};

}  // namespace container_tco::detail

#pragma once
// Inside of packing: minimise cost × x with A x >= demand, x >= 0, columns added as they are found. Revised simplex on
// a dense inverse. Works in floating point: its duals are a proposal, which the bounds check exactly.

#include <cstddef>
#include <cstdint>
#include <span>
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
  std::size_t add_column(double cost, const Entries& entries);
  /// Makes a column cost twice what the start columns take for all that it covers: a solution goes without it.
  void discourage(std::size_t column);
  /// Returns how many pivots were made, at most `most_pivots`.
  std::int64_t solve(std::int64_t most_pivots);
  /// By row, never below zero.
  std::vector<double> duals() const;
  double objective() const;
  /// By column.
  std::vector<double> values() const;
  std::size_t column_count() const { return costs_.size(); }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// Entries of a column stand together, behind those of the column before.
  std::span<const std::pair<std::size_t, double>> entries_of(std::size_t column) const {
    return {entries_.data() + ends_[column], entries_.data() + ends_[column + 1]};
  }
  /// What the column is worth by the duals above its cost, as a share of it.
  double gain_of(std::size_t column) const;
  bool may_enter(std::size_t column) const { return is_basic_[column] == 0 && !is_refused(column); }
  void find_candidates();
  std::size_t best_candidate() const;
  bool is_refused(std::size_t column) const;
  std::size_t entering();
  bool pivot(std::size_t column);
  void refresh_duals();
  void mark_basic(std::size_t column, char is_basic);
  double cost_of(std::size_t column) const;

  std::size_t rows_;
  std::vector<double> costs_;            ///< By column.
  Entries entries_;                      ///< Of all columns.
  std::vector<std::size_t> ends_ = {0};  ///< Where the entries of the column before end.
  /// Minus the gain, and the column: those that gained most when all were looked at.
  std::vector<std::pair<double, std::size_t>> candidates_;
  int pivots_of_candidates_ = 0;
  std::vector<std::size_t> basis_;  ///< Column of each row; at and above `surplus_` the surplus of row − surplus_.
  static constexpr std::size_t surplus_ = std::size_t{1} << 40;
  std::vector<double> inverse_;  ///< Of the basis: [row][place in the basis].
  std::vector<double> right_;    ///< Values of the basic variables.
  std::vector<double> duals_;
  std::vector<double> step_;  ///< Of the last pivot: what each basic variable loses.
  std::vector<char> is_basic_;
  std::vector<char> surplus_is_basic_;
  /// Columns (or surpluses) that no basic variable would leave for, since the last pivot.
  std::vector<std::size_t> refused_;
  std::vector<double> least_;  ///< Of the duals, by row.
  std::vector<double> start_;  ///< Coefficients of the start columns.
  double heaviest_ = 1;        ///< Cost of a start column: duals are compared on this scale.
};

}  // namespace container_tco::detail

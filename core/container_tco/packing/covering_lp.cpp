#include "container_tco/packing/covering_lp.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

constexpr double tolerance = 1e-9;
constexpr std::int64_t pivots_between_refreshes = 40;
/// Gains are shares of a column's cost, or of this share of the heaviest: a start column may cost nothing.
constexpr double least_cost = 1e-6;

}  // namespace

CoveringLp::CoveringLp(std::vector<double> demand, const std::vector<std::pair<double, double>>& start)
    : rows_(demand.size()),
      inverse_(rows_ * rows_, 0.0),
      right_(rows_),
      duals_(rows_),
      surplus_is_basic_(rows_),
      least_(rows_, 0.0) {
  for (std::size_t r = 0; r < rows_; ++r) {
    basis_.push_back(add_column(start[r].first, {{r, start[r].second}}));
    is_basic_[r] = 1;
    inverse_[r * rows_ + r] = 1.0 / start[r].second;
    right_[r] = demand[r] / start[r].second;
    start_.push_back(start[r].second);
    heaviest_ = std::max(heaviest_, start[r].first);
  }
  refresh_duals();
}

void CoveringLp::bound_dual(std::size_t row, double least, double most) {
  least_[row] = least;
  columns_[row].cost = most * start_[row];
}

std::size_t CoveringLp::add_column(double cost, Entries entries) {
  columns_.push_back({cost, std::move(entries)});
  is_basic_.push_back(0);
  return columns_.size() - 1;
}

void CoveringLp::discourage(std::size_t column) {
  double cost = 0;
  for (const auto& [row, coefficient] : columns_[column].entries) {
    cost += columns_[row].cost * coefficient / start_[row];
  }
  columns_[column].cost = 2 * cost;
}

double CoveringLp::cost_of(std::size_t column) const {
  return column >= surplus_ ? -least_[column - surplus_] : columns_[column].cost;
}

void CoveringLp::refresh_duals() {
  std::fill(duals_.begin(), duals_.end(), 0.0);
  for (std::size_t k = 0; k < rows_; ++k) {
    const double cost = cost_of(basis_[k]);
    if (cost == 0.0) continue;
    const double* row = &inverse_[k * rows_];
    for (std::size_t r = 0; r < rows_; ++r) duals_[r] += cost * row[r];
  }
}

void CoveringLp::mark_basic(std::size_t column, char is_basic) {
  (column >= surplus_ ? surplus_is_basic_[column - surplus_] : is_basic_[column]) = is_basic;
}

bool CoveringLp::is_refused(std::size_t column) const {
  return std::find(refused_.begin(), refused_.end(), column) != refused_.end();
}

std::size_t CoveringLp::entering() const {
  std::size_t best = none;
  double best_gain = tolerance;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (is_basic_[c] != 0 || is_refused(c)) continue;
    double worth = 0;
    for (const auto& [row, coefficient] : columns_[c].entries) worth += duals_[row] * coefficient;
    const double gain = (worth - columns_[c].cost) / std::max(columns_[c].cost, least_cost * heaviest_);
    if (gain > best_gain) {
      best_gain = gain;
      best = c;
    }
  }
  if (best != none) return best;
  double lowest = -tolerance * heaviest_;
  for (std::size_t r = 0; r < rows_; ++r) {
    if (duals_[r] - least_[r] < lowest && surplus_is_basic_[r] == 0 && !is_refused(surplus_ + r)) {
      lowest = duals_[r] - least_[r];
      best = surplus_ + r;
    }
  }
  return best;
}

bool CoveringLp::pivot(std::size_t column) {
  std::vector<double> step(rows_, 0.0);
  for (std::size_t k = 0; k < rows_; ++k) {
    const double* row = &inverse_[k * rows_];
    if (column >= surplus_) {
      step[k] = -row[column - surplus_];
    } else {
      for (const auto& [r, coefficient] : columns_[column].entries) step[k] += row[r] * coefficient;
    }
  }
  std::size_t leaving = none;
  double least = 0;
  for (std::size_t k = 0; k < rows_; ++k) {
    if (step[k] <= 1e-8) continue;
    const double ratio = right_[k] / step[k];
    // Of equal ratios the larger step is the stabler pivot.
    if (leaving == none || ratio < least - 1e-12 || (ratio <= least && step[k] > step[leaving])) {
      least = ratio;
      leaving = k;
    }
  }
  if (leaving == none) return false;
  double worth = -cost_of(column);
  for (std::size_t k = 0; k < rows_; ++k) worth += cost_of(basis_[k]) * step[k];
  double* pivot_row = &inverse_[leaving * rows_];
  const double scale = 1.0 / step[leaving];
  for (std::size_t r = 0; r < rows_; ++r) pivot_row[r] *= scale;
  right_[leaving] *= scale;
  for (std::size_t r = 0; r < rows_; ++r) duals_[r] -= worth * pivot_row[r];
  for (std::size_t k = 0; k < rows_; ++k) {
    if (k == leaving || step[k] == 0.0) continue;
    double* row = &inverse_[k * rows_];
    const double factor = step[k];
    for (std::size_t r = 0; r < rows_; ++r) row[r] -= factor * pivot_row[r];
    right_[k] = std::max(0.0, right_[k] - factor * right_[leaving]);
  }
  mark_basic(basis_[leaving], 0);
  basis_[leaving] = column;
  mark_basic(column, 1);
  return true;
}

std::int64_t CoveringLp::solve(std::int64_t most_pivots) {
  std::int64_t pivots = 0;
  refused_.clear();
  for (; pivots < most_pivots; ++pivots) {
    if (pivots % pivots_between_refreshes == 0) refresh_duals();
    const std::size_t column = entering();
    if (column == none) break;
    if (pivot(column)) {
      refused_.clear();
    } else {
      // Nothing gains without bound as long as the least duals do not pay for a column: it is a gain of rounding alone.
      refused_.push_back(column);
    }
  }
  refresh_duals();
  return pivots;
}

std::vector<double> CoveringLp::duals() const {
  std::vector<double> result = duals_;
  for (double& dual : result) dual = std::max(dual, 0.0);
  return result;
}

double CoveringLp::objective() const {
  double sum = 0;
  for (std::size_t k = 0; k < rows_; ++k) sum += cost_of(basis_[k]) * right_[k];
  return sum;
}

std::vector<double> CoveringLp::values() const {
  std::vector<double> result(columns_.size(), 0.0);
  for (std::size_t k = 0; k < rows_; ++k) {
    if (basis_[k] < surplus_) result[basis_[k]] = right_[k];
  }
  return result;
}

}  // namespace container_tco::detail

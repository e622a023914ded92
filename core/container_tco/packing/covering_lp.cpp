#include "container_tco/packing/covering_lp.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

constexpr double tolerance = 1e-9;
constexpr std::int64_t pivots_between_refreshes = 40;
/// Gains are shares of a column's cost, or of this share of the heaviest: a start column may cost nothing.
constexpr double least_cost = 1e-6;
/// Most columns that gain now do so after the next pivots, too: all are looked at once for so many pivots.
constexpr std::size_t most_candidates = 16;
constexpr int most_pivots_of_candidates = 8;

void add_times(double factor, const double* __restrict from, double* __restrict to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += factor * from[i];
}

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
  costs_[row] = most * start_[row];
}

std::size_t CoveringLp::add_column(double cost, const Entries& entries) {
  costs_.push_back(cost);
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  ends_.push_back(entries_.size());
  is_basic_.push_back(0);
  return costs_.size() - 1;
}

void CoveringLp::discourage(std::size_t column) {
  double cost = 0;
  for (const auto& [row, coefficient] : entries_of(column)) {
    cost += costs_[row] * coefficient / start_[row];
  }
  costs_[column] = 2 * cost;
}

double CoveringLp::cost_of(std::size_t column) const {
  return column >= surplus_ ? -least_[column - surplus_] : costs_[column];
}

void CoveringLp::refresh_duals() {
  std::fill(duals_.begin(), duals_.end(), 0.0);
  std::vector<double> costs;
  for (const std::size_t column : basis_) costs.push_back(cost_of(column));
  for (std::size_t r = 0; r < rows_; ++r) {
    const double* row = &inverse_[r * rows_];
    for (std::size_t k = 0; k < rows_; ++k) duals_[r] += costs[k] * row[k];
  }
}

void CoveringLp::mark_basic(std::size_t column, char is_basic) {
  (column >= surplus_ ? surplus_is_basic_[column - surplus_] : is_basic_[column]) = is_basic;
}

bool CoveringLp::is_refused(std::size_t column) const {
  return std::find(refused_.begin(), refused_.end(), column) != refused_.end();
}

double CoveringLp::gain_of(std::size_t column) const {
  double worth = 0;
  for (const auto& [row, coefficient] : entries_of(column)) worth += duals_[row] * coefficient;
  return (worth - costs_[column]) / std::max(costs_[column], least_cost * heaviest_);
}

void CoveringLp::find_candidates() {
  candidates_.clear();
  pivots_of_candidates_ = 0;
  for (std::size_t c = 0; c < costs_.size(); ++c) {
    if (!may_enter(c)) continue;
    const double gain = gain_of(c);
    if (gain > tolerance) candidates_.emplace_back(-gain, c);
  }
  if (candidates_.size() <= most_candidates) return;
  std::nth_element(candidates_.begin(), candidates_.begin() + most_candidates, candidates_.end());
  candidates_.resize(most_candidates);
}

std::size_t CoveringLp::best_candidate() const {
  std::size_t best = none;
  double best_gain = tolerance;
  for (const auto& [less, c] : candidates_) {
    if (!may_enter(c)) continue;
    const double gain = gain_of(c);
    if (gain > best_gain || (gain == best_gain && c < best)) {
      best_gain = gain;
      best = c;
    }
  }
  return best;
}

std::size_t CoveringLp::entering() {
  std::size_t best = pivots_of_candidates_++ < most_pivots_of_candidates ? best_candidate() : none;
  if (best != none) return best;
  find_candidates();
  best = best_candidate();
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
  step_.assign(rows_, 0.0);
  std::vector<double>& step = step_;
  if (column >= surplus_) {
    add_times(-1, &inverse_[(column - surplus_) * rows_], step.data(), rows_);
  } else {
    for (const auto& [r, coefficient] : entries_of(column)) {
      add_times(coefficient, &inverse_[r * rows_], step.data(), rows_);
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
  // The other rows lose the pivot's as often as they hold the column.
  const double scale = 1.0 / step[leaving];
  const double entered = right_[leaving] * scale;
  for (std::size_t k = 0; k < rows_; ++k) right_[k] = std::max(0.0, right_[k] - step[k] * entered);
  right_[leaving] = entered;
  step[leaving] = 0.0;
  for (std::size_t r = 0; r < rows_; ++r) {
    double* row = &inverse_[r * rows_];
    const double pivot = row[leaving] * scale;
    if (pivot == 0.0) continue;
    add_times(-pivot, step.data(), row, rows_);
    row[leaving] = pivot;
    duals_[r] -= worth * pivot;
  }
  mark_basic(basis_[leaving], 0);
  basis_[leaving] = column;
  mark_basic(column, 1);
  return true;
}

std::int64_t CoveringLp::solve(std::int64_t most_pivots) {
  std::int64_t pivots = 0;
  refused_.clear();
  candidates_.clear();
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
  std::vector<double> result(costs_.size(), 0.0);
  for (std::size_t k = 0; k < rows_; ++k) {
    if (basis_[k] < surplus_) result[basis_[k]] = right_[k];
  }
  return result;
}

}  // namespace container_tco::detail

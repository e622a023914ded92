// The fractional covering problem is solved to its optimum, which duality proves: prices that no column undercuts and
// that are worth what the columns cost. Rounding must neither end it early nor keep it busy.

#include "container_tco/packing/covering_lp.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

namespace covering_lp_test {

using namespace container_tco::detail;

namespace {

constexpr std::int64_t most_pivots = 2'000;
constexpr double slack = 1e-6;  // Of costs near 1: far above rounding, far below any figure in the problems.

struct Bounds {
  double least = 0;
  double most = 0;
};

struct Problem {
  struct Column {
    double cost = 0;
    CoveringLp::Entries entries;
  };
  std::vector<double> demand;
  std::vector<Bounds> duals;  // The start column of a row costs `most` for each unit.
  std::vector<Column> columns;
};

struct Solved {
  std::int64_t pivots = 0;
  std::vector<double> duals;
  std::vector<double> values;
  double objective = 0;
};

Solved solve(const Problem& problem) {
  std::vector<std::pair<double, double>> start;
  for (const Bounds& bounds : problem.duals) start.emplace_back(std::max(bounds.most, 1.0), 1.0);
  CoveringLp lp(problem.demand, start);
  for (std::size_t r = 0; r < start.size(); ++r) lp.bound_dual(r, problem.duals[r].least, problem.duals[r].most);
  for (const Problem::Column& column : problem.columns) lp.add_column(column.cost, column.entries);
  const std::int64_t pivots = lp.solve(most_pivots);
  return {pivots, lp.duals(), lp.values(), lp.objective()};
}

bool are_duals_feasible(const Problem& problem, const std::vector<double>& duals) {
  for (std::size_t r = 0; r < duals.size(); ++r) {
    if (duals[r] < problem.duals[r].least - slack || duals[r] > problem.duals[r].most + slack) return false;
  }
  for (const Problem::Column& column : problem.columns) {
    double worth = 0;
    for (const auto& [row, coefficient] : column.entries) worth += duals[row] * coefficient;
    if (worth > column.cost + slack) return false;
  }
  return true;
}

double dual_value(const Problem& problem, const std::vector<double>& duals) {
  double value = 0;
  for (std::size_t r = 0; r < duals.size(); ++r) value += duals[r] * problem.demand[r];
  return value;
}

// What the values cost, less what is given back for cover above the demand; nothing where the demand is not met.
double primal_value(const Problem& problem, const std::vector<double>& values) {
  const std::size_t rows = problem.demand.size();
  std::vector<double> cover(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rows));
  double cost = 0;
  for (std::size_t r = 0; r < rows; ++r) cost += values[r] * problem.duals[r].most;
  for (std::size_t c = 0; c < problem.columns.size(); ++c) {
    cost += values[rows + c] * problem.columns[c].cost;
    for (const auto& [row, coefficient] : problem.columns[c].entries) cover[row] += values[rows + c] * coefficient;
  }
  for (std::size_t r = 0; r < rows; ++r) {
    if (cover[r] < problem.demand[r] - slack) return std::nan("");
    cost -= problem.duals[r].least * (cover[r] - problem.demand[r]);
  }
  return cost;
}

void check_optimal(const Problem& problem) {
  const Solved solved = solve(problem);
  CHECK(solved.pivots < most_pivots);
  CHECK(are_duals_feasible(problem, solved.duals));
  const double value = dual_value(problem, solved.duals);
  CHECK(std::abs(primal_value(problem, solved.values) - value) <= slack * (1 + value));
  CHECK(std::abs(solved.objective - value) <= slack * (1 + value));
}

int below(std::mt19937_64& random, int limit) { return static_cast<int>(random() % static_cast<std::uint64_t>(limit)); }

// Few different numbers, so that many ratios are equal; each column also with coefficients off by some 1e-12, so that
// equal ratios differ by rounding. Duals are free, fixed at zero (a start column that costs nothing), or in a box.
Problem degenerate_problem(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Problem problem;
  const int rows = 2 + below(random, 12);
  for (int r = 0; r < rows; ++r) {
    problem.demand.push_back(1 + below(random, 3));
    const double least = below(random, 3) == 0 ? below(random, 3) / 11.0 : 0.0;
    const double most = below(random, 4) == 0 ? least : 10.0 * (1 + below(random, 2));
    problem.duals.push_back({least, most});
  }
  const int columns = 2 + below(random, 12);
  for (int c = 0; c < columns; ++c) {
    Problem::Column column;
    double paid = 0;
    for (int r = 0; r < rows; ++r) {
      if (below(random, 2) == 0) continue;
      column.entries.emplace_back(static_cast<std::size_t>(r), (1 + below(random, 9)) / 7.0);
      paid += problem.duals[static_cast<std::size_t>(r)].least * column.entries.back().second;
    }
    // Above what the least duals pay, as otherwise there is no optimum.
    column.cost = paid + 1 + below(random, 4) / 3.0;
    problem.columns.push_back(column);
    for (auto& [row, coefficient] : column.entries) coefficient *= 1 - 1e-12 * below(random, 5);
    problem.columns.push_back(column);
  }
  return problem;
}

}  // namespace

// One column (1, 1) at 3 for demands of 1 and 2: two of it at 6, and 1 is given back for the cover above the first
// demand. Duals: 1, and 3 - 1 = 2, worth 1 × 1 + 2 × 2 = 5.
TEST_CASE("cover above the demand gives back the least dual") {
  const Problem problem{{1, 2}, {{1, 10}, {0, 10}}, {{3, {{0, 1.0}, {1, 1.0}}}}};
  const Solved solved = solve(problem);
  CHECK(solved.pivots < most_pivots);
  CHECK(solved.duals[0] == doctest::Approx(1));
  CHECK(solved.duals[1] == doctest::Approx(2));
  CHECK(solved.objective == doctest::Approx(5));
}

// Half a column (2, 1) at 3 covers the first row; the second row has a start column that costs nothing.
TEST_CASE("a start column may cost nothing") {
  const Problem problem{{1, 1}, {{0, 10}, {0, 0}}, {{3, {{0, 2.0}, {1, 1.0}}}}};
  const Solved solved = solve(problem);
  CHECK(solved.objective == doctest::Approx(1.5));
  CHECK(solved.duals[0] == doctest::Approx(1.5));
  CHECK(solved.duals[1] == doctest::Approx(0));
}

TEST_CASE("degenerate problems end at their optimum, which duality proves") {
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    CAPTURE(seed);
    check_optimal(degenerate_problem(seed));
  }
}

TEST_CASE("the most pivots are kept to") {
  const Problem problem = degenerate_problem(7);
  std::vector<std::pair<double, double>> start(problem.demand.size(), {10.0, 1.0});
  CoveringLp lp(problem.demand, start);
  for (const Problem::Column& column : problem.columns) lp.add_column(column.cost, column.entries);
  CHECK(lp.solve(1) == 1);
}

TEST_CASE("a column that is discouraged is left for dearer ones") {
  // One of the first column covers both rows for 3; two others cover one row each for 2, less than start columns at 5.
  CoveringLp lp({1, 1}, {{5, 1}, {5, 1}});
  const std::size_t both = lp.add_column(3, {{0, 1}, {1, 1}});
  lp.add_column(2, {{0, 1}});
  lp.add_column(2, {{1, 1}});
  lp.solve(most_pivots);
  CHECK(lp.objective() == doctest::Approx(3));
  lp.discourage(both);
  lp.solve(most_pivots);
  CHECK(lp.values()[both] == doctest::Approx(0));
  CHECK(lp.objective() == doctest::Approx(4));
}

}  // namespace covering_lp_test

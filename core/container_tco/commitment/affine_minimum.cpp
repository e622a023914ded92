#include "container_tco/commitment/affine_minimum.hpp"

#include <cstddef>
#include <numeric>

namespace container_tco::detail {
namespace {

// Rows state basic = constant + coefficients · free, with all variables not negative; the aim stays affine in the free
// ones with coefficients that are not negative, which makes a feasible dictionary the optimum.
class Dictionary {
 public:
  explicit Dictionary(std::size_t columns) : aim_(columns), free_(columns) {
    std::iota(free_.begin(), free_.end(), std::size_t{0});
    aim_.back() = 1;
  }

  void add_row(Plane row) {
    basic_.push_back(free_.size() + rows_.size());
    rows_.push_back(std::move(row));
  }

  bool solve() {
    while (const std::optional<std::size_t> row = below_zero()) {
      const std::optional<std::size_t> column = entering(rows_[*row]);
      if (!column) return false;
      pivot(*row, *column);
    }
    return true;
  }

  Rational value_of(std::size_t variable) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (basic_[i] == variable) return rows_[i].constant;
    }
    return Rational();
  }

 private:
  std::optional<std::size_t> below_zero() const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].constant.is_negative() && (!found || basic_[i] < basic_[*found])) found = i;
    }
    return found;
  }

  std::optional<std::size_t> entering(const Plane& row) const {
    std::optional<std::size_t> found;
    Rational least;
    for (std::size_t j = 0; j < free_.size(); ++j) {
      if (row.slopes[j] <= Rational(0)) continue;
      Rational ratio = aim_[j] / row.slopes[j];
      if (found && (ratio > least || (ratio == least && free_[j] > free_[*found]))) continue;
      found = j;
      least = std::move(ratio);
    }
    return found;
  }

  void pivot(std::size_t row, std::size_t column) {
    Plane solved = rows_[row];
    const Rational by = solved.slopes[column];
    solved.constant /= -by;
    for (Rational& slope : solved.slopes) slope /= -by;
    solved.slopes[column] = Rational(1) / by;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i == row) continue;
      rows_[i].constant += rows_[i].slopes[column] * solved.constant;
      replace(rows_[i].slopes, column, solved.slopes);
    }
    replace(aim_, column, solved.slopes);
    rows_[row] = std::move(solved);
    std::swap(basic_[row], free_[column]);
  }

  static void replace(std::vector<Rational>& slopes, std::size_t column, const std::vector<Rational>& by) {
    const Rational factor = slopes[column];
    if (factor.is_zero()) return;
    slopes[column] = Rational();
    for (std::size_t j = 0; j < slopes.size(); ++j) slopes[j] += factor * by[j];
  }

  std::vector<Plane> rows_;
  std::vector<Rational> aim_;
  std::vector<std::size_t> basic_;
  std::vector<std::size_t> free_;
};

}  // namespace

Rational Plane::at(const std::vector<Rational>& x) const {
  Rational value = constant;
  for (std::size_t i = 0; i < slopes.size(); ++i) value += slopes[i] * x[i];
  return value;
}

Plane& Plane::operator+=(const Plane& other) {
  constant += other.constant;
  for (std::size_t i = 0; i < slopes.size(); ++i) slopes[i] += other.slopes[i];
  return *this;
}

Rational least_in_box(const Plane& plane, const std::vector<Rational>& lows, const std::vector<Rational>& highs) {
  Rational least = plane.constant;
  for (std::size_t i = 0; i < plane.slopes.size(); ++i) {
    least += plane.slopes[i] * (plane.slopes[i].is_negative() ? highs[i] : lows[i]);
  }
  return least;
}

std::optional<AffineMinimum> affine_minimum(const AffineProblem& problem) {
  const std::size_t axes = problem.lows.size();
  Rational base = least_in_box(problem.cuts.front(), problem.lows, problem.highs);
  // Variables: how far x is above its lows, and the aim above `base`.
  Dictionary dictionary(axes + 1);
  for (std::size_t i = 0; i < axes; ++i) {
    Plane row{problem.highs[i] - problem.lows[i], std::vector<Rational>(axes + 1)};
    row.slopes[i] = -1;
    dictionary.add_row(std::move(row));
  }
  for (const Plane& plane : problem.not_below) {
    Plane row{plane.at(problem.lows), plane.slopes};
    row.slopes.push_back(Rational());
    dictionary.add_row(std::move(row));
  }
  for (const Plane& cut : problem.cuts) {
    Plane row{base - cut.at(problem.lows), {}};
    for (const Rational& slope : cut.slopes) row.slopes.push_back(-slope);
    row.slopes.push_back(Rational(1));
    dictionary.add_row(std::move(row));
  }
  if (!dictionary.solve()) return std::nullopt;
  AffineMinimum found{problem.lows, base + dictionary.value_of(axes)};
  for (std::size_t i = 0; i < axes; ++i) found.at[i] += dictionary.value_of(i);
  return found;
}

}  // namespace container_tco::detail

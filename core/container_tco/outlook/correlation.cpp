#include "container_tco/outlook/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/outlook/distribution.hpp"

namespace container_tco::detail {
namespace {

using Matrix = std::vector<std::vector<double>>;

// Below, rounding decides whether a matrix has a factor.
constexpr double least_pivot = 1e-9;

std::size_t place_of(const std::vector<std::string>& inputs, const std::string& name) {
  const auto found = std::find(inputs.begin(), inputs.end(), name);
  if (found == inputs.end()) {
    throw InvalidInputError("correlation", printable(name), "an uncertain input: " + join_alternatives(inputs));
  }
  return static_cast<std::size_t>(found - inputs.begin());
}

Matrix matrix_of(const std::vector<std::string>& inputs, const std::vector<Correlation>& correlations) {
  Matrix matrix(inputs.size(), std::vector<double>(inputs.size(), 0.0));
  for (std::size_t i = 0; i < inputs.size(); ++i) matrix[i][i] = 1;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const Correlation& correlation : correlations) {
    const std::size_t a = place_of(inputs, correlation.input);
    const std::size_t b = place_of(inputs, correlation.with);
    const std::string pair = printable(correlation.input) + " with " + printable(correlation.with);
    if (a == b || !seen.insert(std::minmax(a, b)).second) {
      throw InvalidInputError("correlation", pair, "two different inputs, each pair once");
    }
    if (correlation.coefficient <= Rational(-1) || correlation.coefficient >= Rational(1)) {
      throw InvalidInputError("correlation of " + pair, correlation.coefficient.to_text(), "above -1 and below 1");
    }
    const double value =
        static_cast<double>(to_billionths(correlation.coefficient)) / static_cast<double>(to_billionths(Rational(1)));
    matrix[a][b] = value;
    matrix[b][a] = value;
  }
  return matrix;
}

}  // namespace

std::vector<std::vector<double>> correlation_factor(const std::vector<std::string>& inputs,
                                                    const std::vector<Correlation>& correlations) {
  const Matrix matrix = matrix_of(inputs, correlations);
  Matrix factor(inputs.size(), std::vector<double>(inputs.size(), 0.0));
  for (std::size_t row = 0; row < inputs.size(); ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      double rest = matrix[row][column];
      for (std::size_t k = 0; k < column; ++k) rest -= factor[row][k] * factor[column][k];
      if (row != column) {
        factor[row][column] = rest / factor[column][column];
      } else if (rest < least_pivot) {
        throw InvalidInputError("correlation", "coefficients that contradict each other at " + printable(inputs[row]),
                                "a positive definite matrix", "Bring the coefficients nearer to 0");
      } else {
        factor[row][row] = std::sqrt(rest);
      }
    }
  }
  return factor;
}

}  // namespace container_tco::detail

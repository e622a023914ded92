#pragma once
// Inputs that move together: a Gaussian copula.

#include <cstddef>
#include <string>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Correlation of the normal scores of two inputs, above −1 and below 1.
struct Correlation {
  std::string input;
  std::string with;
  Rational coefficient;
};

namespace detail {

/// The lower Cholesky factor of the correlation matrix of `inputs`, row by row; the identity without correlations.
/// Throws InvalidInputError for an input that is not uncertain, one correlated with itself or twice with another, a
/// coefficient outside of (−1, 1), and a matrix that is not positive definite.
std::vector<std::vector<double>> correlation_factor(const std::vector<std::string>& inputs,
                                                    const std::vector<Correlation>& correlations);

}  // namespace detail
}  // namespace container_tco

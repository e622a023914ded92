#pragma once
// Inside of the stage: the least value of the maximum of affine functions, exactly, in few dimensions.

#include <optional>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// constant + slopes · x.
struct Plane {
  Rational constant;
  std::vector<Rational> slopes;

  Rational at(const std::vector<Rational>& x) const;
  Plane& operator+=(const Plane& other);
};

struct AffineProblem {
  std::vector<Rational> lows;  ///< x is within this box,
  std::vector<Rational> highs;
  std::vector<Plane> not_below;  ///< where these are not negative.
  std::vector<Plane> cuts;       ///< At least one: the greatest of them is made least.
};

struct AffineMinimum {
  std::vector<Rational> at;
  Rational value;
};

/// By the dual simplex method with the rule of Bland, which ends always (R. G. Bland, "New finite pivoting rules for
/// the simplex method", 1977). Nothing when no x is allowed.
std::optional<AffineMinimum> affine_minimum(const AffineProblem& problem);

/// The least value of a plane in a box.
Rational least_in_box(const Plane& plane, const std::vector<Rational>& lows, const std::vector<Rational>& highs);

}  // namespace container_tco::detail

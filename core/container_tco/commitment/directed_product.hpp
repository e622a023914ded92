#pragma once
// Inside of the stage: products that err to a known side, so that a bound in fixed point is a bound.

#include "container_tco/commitment/fixed_point.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// A number that lies between two others; both are the number itself where numbers are exact.
template <typename Number>
struct Enclosure {
  Number low;
  Number high;
};

inline Rational times_down(const Rational& a, const Rational& b) { return a * b; }
inline Rational times_up(const Rational& a, const Rational& b) { return a * b; }

/// Right shifts of negative numbers round down in C++20.
inline FixedPoint times_down(FixedPoint a, FixedPoint b) { return a * b; }
inline FixedPoint times_up(FixedPoint a, FixedPoint b) { return -(-a * b); }

}  // namespace container_tco::detail

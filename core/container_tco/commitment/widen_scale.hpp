#pragma once
// Inside of the stage: the scale by which several fractions are whole numbers.

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// Multiplies `scale` by the least number that makes `value` × `scale` whole.
void widen_scale(Rational& scale, const Rational& value);

}  // namespace container_tco::detail

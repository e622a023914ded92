#include "container_tco/commitment/widen_scale.hpp"

namespace container_tco::detail {

void widen_scale(Rational& scale, const Rational& value) {
  const Rational scaled_value = value * scale;
  if (!scaled_value.is_whole()) scale *= Rational::parse_fraction(scaled_value.denominator_text());
}

}  // namespace container_tco::detail

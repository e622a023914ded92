#include "container_tco/arrow/unit_factor.hpp"

#include <limits>

namespace container_tco {
namespace {

Int128 greatest_common_divisor(Int128 a, Int128 b) {
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool is_within_64_bits(Int128 number) {
  return number >= std::numeric_limits<std::int64_t>::min() && number <= std::numeric_limits<std::int64_t>::max();
}

}  // namespace

UnitFactors::UnitFactors(const ScaledReading& reading)
    : units_per_one_(reading.units_per_one), rounds_up_(reading.partial_unit == PartialUnit::rounded_up) {
  for (std::size_t scale = 0; scale < by_scale_.size(); ++scale) {
    const Int128 power = power_of_ten(static_cast<int>(scale));
    const Int128 common = greatest_common_divisor(reading.units_per_one, power);
    by_scale_[scale] = {reading.units_per_one / common, power / common};
  }
}

UnitOutcome UnitFactors::divide(Int128 product, Int128 divisor, Int128& result) const {
  Int128 rest = 0;
  if (is_within_64_bits(product) && is_within_64_bits(divisor)) {  // A tenth of the time of the wide division.
    result = static_cast<std::int64_t>(product) / static_cast<std::int64_t>(divisor);
    rest = static_cast<std::int64_t>(product) % static_cast<std::int64_t>(divisor);
  } else {
    result = product / divisor;
    rest = product % divisor;
  }
  if (rest == 0) return UnitOutcome::exact;
  if (rounds_up_ && rest > 0) ++result;  // Division has cut towards zero, which is upwards below zero.
  return UnitOutcome::partial;
}

UnitOutcome UnitFactors::convert_far(DecimalNumber number, Int128& result) const {
  if (number.mantissa == 0) {
    result = 0;
    return UnitOutcome::exact;
  }
  const int last = static_cast<int>(by_scale_.size()) - 1;
  if (number.scale < 0) {
    if (-number.scale > last) return UnitOutcome::too_large;
    const Int128 power = power_of_ten(-number.scale);
    if (__builtin_mul_overflow(number.mantissa, power, &number.mantissa)) return UnitOutcome::too_large;
    return convert(number.mantissa, by_scale_[0], result);
  }
  // 38 digits times 10^18 units are far below one unit there.
  constexpr int most_scale = 64;
  if (number.scale > most_scale) {
    result = number.mantissa > 0 && rounds_up_ ? 1 : 0;
    return UnitOutcome::partial;
  }
  const Rational units = to_rational(number) * Rational(units_per_one_);
  result = rounds_up_ ? units.ceil() : units.floor();
  return units.is_whole() ? UnitOutcome::exact : UnitOutcome::partial;
}

}  // namespace container_tco

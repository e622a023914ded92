#include "container_tco/outlook/fixed_point.hpp"

#include "container_tco/error.hpp"

namespace container_tco::detail {

Int128 times(Int128 amount, std::int64_t factor_billionths) {
  Int128 product = 0;
  if (__builtin_mul_overflow(amount, static_cast<Int128>(factor_billionths), &product)) {
    throw InvalidInputError("draws", "an amount beyond 127 bits", "smaller amounts or ranges");
  }
  const Int128 half = billion / 2;
  return product >= 0 ? (product + half) / billion : -((-product + half) / billion);
}

Int128 to_fixed(const Rational& amount) {
  const std::int64_t whole = amount.floor();
  const std::int64_t rest = ((amount - Rational(whole)) * Rational(billion)).rounded(0, Rounding::half_up).floor();
  return static_cast<Int128>(whole) * billion + rest;
}

Rational to_rational(Int128 billionths) {
  const auto rest = static_cast<std::int64_t>(billionths % billion);
  Int128 whole = billionths / billion;
  const auto low = static_cast<std::int64_t>(whole % (static_cast<Int128>(billion) * billion));
  const auto high = static_cast<std::int64_t>(whole / (static_cast<Int128>(billion) * billion));
  return Rational(high) * Rational(billion) * Rational(billion) + Rational(low) + Rational::ratio(rest, billion);
}

}  // namespace container_tco::detail

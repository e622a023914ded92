#include "container_tco/bill/exact_sum.hpp"

namespace container_tco::detail {

void ExactSum::add(const DecimalNumber& number) {
  Int128 units = 0;
  Int128 sum = 0;
  const bool fits = number.scale >= 0 && number.scale <= scale &&
                    !__builtin_mul_overflow(number.mantissa, power_of_ten(scale - number.scale), &units) &&
                    !__builtin_add_overflow(units_, units, &sum);
  if (fits) {
    units_ = sum;
  } else {
    rest_ += to_rational(number);
  }
}

void ExactSum::add(const DecimalNumber& number, std::int64_t divisor) {
  if (divisor == 1) return add(number);
  rest_ += to_rational(number) / Rational(divisor);
}

Rational ExactSum::value() const { return to_rational(DecimalNumber{units_, scale}) + rest_; }

}  // namespace container_tco::detail

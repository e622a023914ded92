#include "container_tco/outlook/growth_curve.hpp"

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr int root_digits = 18;
constexpr std::int64_t most_months = 12 * most_years;

Rational power(const Rational& base, std::int64_t exponent) {
  Rational result(1);
  for (std::int64_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

}  // namespace

Rational twelfth_root(const Rational& number) {
  if (number == Rational(1)) return number;
  // Digit by digit, so that the root is never above the true one.
  Rational root;
  Rational step(1);
  while (power(root + step * Rational(10), 12) <= number) step *= Rational(10);
  for (const Rational last = Rational(1) / power(Rational(10), root_digits); step >= last; step /= Rational(10)) {
    while (power(root + step, 12) <= number) root += step;
  }
  return root;
}

Rational growth_factor(const Rational& yearly_rate, std::int64_t months) {
  require_range("months", months, 0, most_months);
  if (yearly_rate <= Rational(-1) || yearly_rate > Rational(100)) {
    throw InvalidInputError("yearly rate", yearly_rate.to_text(), "a share above -1 and at most 100 (0.25 for 25 %)");
  }
  const Rational factor = Rational(1) + yearly_rate;
  const Rational whole = power(factor, months / 12);
  return months % 12 == 0 ? whole : whole * power(twelfth_root(factor), months % 12);
}

}  // namespace container_tco

#include "container_tco/bill/largest_rate.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

/// `number` in units of 10^−`scale`; nothing when 128 bits do not hold it.
std::optional<Int128> units_of(const DecimalNumber& number, int scale) {
  constexpr int most_digits = 38;
  Int128 units = 0;
  const int digits = scale - number.scale;
  if (digits > most_digits || __builtin_mul_overflow(number.mantissa, power_of_ten(digits), &units))
    return std::nullopt;
  return units;
}

}  // namespace

bool is_less(const DecimalNumber& a, const DecimalNumber& b) {
  const int scale = std::max(a.scale, b.scale);
  const std::optional<Int128> left = units_of(a, scale);
  const std::optional<Int128> right = units_of(b, scale);
  return left && right ? *left < *right : to_rational(a) < to_rational(b);
}

void LargestRate::see(const DecimalNumber& amount, std::int64_t seconds) {
  const auto [entry, is_new] = largest_.try_emplace(seconds, amount);
  if (!is_new && is_less(entry->second, amount)) entry->second = amount;
}

std::optional<Rational> LargestRate::per_hour() const {
  std::optional<Rational> largest;
  for (const auto& [seconds, amount] : largest_) {
    const Rational rate = to_rational(amount) * Rational::ratio(3600, seconds);
    if (!largest || *largest < rate) largest = rate;
  }
  return largest;
}

}  // namespace container_tco::detail

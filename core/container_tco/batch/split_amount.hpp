#pragma once
// Exact amounts that are divided once: sums and differences of them need no further division. Inside of the stage.

#include <cstdint>
#include <limits>
#include <optional>

#include "container_tco/batch/wide_integer.hpp"

namespace container_tco {

/// whole + rest / divisor, in 10^-10 of the currency. Both at least 0; the rest is below the divisor, which stands with
/// the amounts that share it and is at least 1 and below 2^62.
struct SplitAmount {
  std::int64_t whole = 0;
  std::int64_t rest = 0;
};

/// numerator / divisor; nothing when its whole part needs more than 63 bits. The numerator is at least 0.
inline std::optional<SplitAmount> split(Wide numerator, std::int64_t divisor) {
  constexpr Wide most = std::numeric_limits<std::int64_t>::max();
  // Most amounts fit into 63 bits; divisions of 128 take several times as long.
  if (numerator <= most) {
    const auto n = static_cast<std::int64_t>(numerator);
    if (divisor == 1) return SplitAmount{n, 0};
    return SplitAmount{n / divisor, n % divisor};
  }
  const Wide whole = numerator / divisor;
  if (whole > most) return std::nullopt;
  return SplitAmount{static_cast<std::int64_t>(whole), static_cast<std::int64_t>(numerator - whole * divisor)};
}

/// Of two amounts of one divisor; nothing when its whole part needs more than 63 bits.
inline std::optional<SplitAmount> sum(const SplitAmount& a, const SplitAmount& b, std::int64_t divisor) {
  const std::int64_t rests = a.rest + b.rest;
  const std::int64_t carry = rests >= divisor ? 1 : 0;
  std::int64_t whole = 0;
  if (__builtin_add_overflow(a.whole, b.whole, &whole)) return std::nullopt;
  if (__builtin_add_overflow(whole, carry, &whole)) return std::nullopt;
  return SplitAmount{whole, rests - carry * divisor};
}

/// Half to even; nothing when it needs more than 63 bits.
inline std::optional<std::int64_t> rounded(const SplitAmount& amount, std::int64_t divisor) {
  // Up with more than half, or half of an odd number. Not a branch, as it would often be foreseen wrongly.
  const std::int64_t up = 2 * amount.rest + (amount.whole & 1) > divisor ? 1 : 0;
  std::int64_t result = 0;
  if (__builtin_add_overflow(amount.whole, up, &result)) return std::nullopt;
  return result;
}

/// numerator / divisor, half to even, as of `split`; nothing when it needs more than 63 bits.
inline std::optional<std::int64_t> divide_half_even(Wide numerator, std::int64_t divisor) {
  const auto amount = split(numerator, divisor);
  return amount ? rounded(*amount, divisor) : std::nullopt;
}

/// more − less, half to even, where `more` is not below `less`; each has a divisor of its own.
inline std::int64_t rounded_difference(const SplitAmount& more, std::int64_t divisor_of_more, const SplitAmount& less,
                                       std::int64_t divisor_of_less) {
  const std::int64_t whole = more.whole - less.whole;
  if (divisor_of_more == divisor_of_less) {
    const std::int64_t twice = 2 * (more.rest - less.rest);
    return whole + (twice + (whole & 1) > divisor_of_more ? 1 : 0) - (twice - (whole & 1) < -divisor_of_more ? 1 : 0);
  }
  const Wide twice = 2 * (Wide(more.rest) * divisor_of_less - Wide(less.rest) * divisor_of_more);
  const Wide one = Wide(divisor_of_more) * divisor_of_less;
  const std::int64_t odd = whole & 1;
  return whole + (twice + odd > one ? 1 : 0) - (twice - odd < -one ? 1 : 0);
}

}  // namespace container_tco

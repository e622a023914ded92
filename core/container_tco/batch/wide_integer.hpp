#pragma once
// Whole numbers of 128 bits, for products before they are divided. Inside of the stage: no public header shows them.

#include <cstdint>
#include <limits>
#include <optional>

namespace container_tco {

__extension__ using Wide = __int128;

/// numerator / divisor rounded half to even; nothing when it needs more than 63 bits. Both at least 0, divisor above 0.
inline std::optional<std::int64_t> divide_half_even(Wide numerator, Wide divisor) {
  constexpr Wide most = std::numeric_limits<std::int64_t>::max();
  // Most amounts fit into 63 bits; divisions of 128 take several times as long.
  if (numerator <= most && divisor <= most) {
    const auto n = static_cast<std::int64_t>(numerator);
    const auto d = static_cast<std::int64_t>(divisor);
    const std::int64_t quotient = n / d;
    const std::int64_t rest = n - quotient * d;
    // Quotient + 1 does not overflow: with a divisor of 1 there is no rest.
    return quotient + (rest > d - rest || (rest == d - rest && (quotient & 1) != 0) ? 1 : 0);
  }
  Wide quotient = numerator / divisor;
  const Wide rest = numerator - quotient * divisor;
  if (rest > divisor - rest || (rest == divisor - rest && (quotient & 1) != 0)) ++quotient;
  if (quotient > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(quotient);
}

/// Nothing on overflow.
inline std::optional<Wide> product(Wide a, Wide b) {
  Wide result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

}  // namespace container_tco

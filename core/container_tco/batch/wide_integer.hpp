#pragma once
// Whole numbers of 128 bits, for products before they are divided. Inside of the stage: no public header shows them.

#include <cstdint>
#include <optional>

namespace container_tco {

__extension__ using Wide = __int128;

/// Nothing on overflow.
inline std::optional<Wide> product(Wide a, Wide b) {
  Wide result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

}  // namespace container_tco

#pragma once
// Inside of scaled reading: from a decimal mantissa to whole units.

#include <array>
#include <cstdint>

#include "container_tco/arrow/decimal_number.hpp"
#include "container_tco/arrow/scaled_column.hpp"

namespace container_tco {

enum class UnitOutcome { exact, partial, too_large };

/// mantissa × 10^−scale × units_per_one = mantissa × factor / divisor, in lowest terms, for every scale.
class UnitFactors {
 public:
  explicit UnitFactors(const ScaledReading& reading);

  /// Sets `result` when it is exact, or partial and rounded up on request.
  UnitOutcome convert(const DecimalNumber& number, Int128& result) const {
    if (number.scale >= 0 && number.scale < static_cast<int>(by_scale_.size())) {
      return convert(number.mantissa, by_scale_[static_cast<std::size_t>(number.scale)], result);
    }
    return convert_far(number, result);
  }

 private:
  struct Factor {
    Int128 factor = 1;
    Int128 divisor = 1;
  };

  UnitOutcome convert(Int128 mantissa, const Factor& by, Int128& result) const {
    Int128 product = 0;
    if (__builtin_mul_overflow(mantissa, by.factor, &product)) return UnitOutcome::too_large;
    if (by.divisor == 1) {
      result = product;
      return UnitOutcome::exact;
    }
    return divide(product, by.divisor, result);
  }
  UnitOutcome divide(Int128 product, Int128 divisor, Int128& result) const;
  UnitOutcome convert_far(DecimalNumber number, Int128& result) const;

  std::array<Factor, 39> by_scale_;
  std::int64_t units_per_one_;
  bool rounds_up_;
};

}  // namespace container_tco

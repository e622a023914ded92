#pragma once
// Sums of many decimals, exactly. Inside of the stage.

#include <cstdint>

#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco::detail {

/// Adds decimals in 128 bits as long as they fit, and the others as rationals: no digit is lost either way.
class ExactSum {
 public:
  void add(const DecimalNumber& number);
  /// number / divisor
  void add(const DecimalNumber& number, std::int64_t divisor);
  Rational value() const;

 private:
  static constexpr int scale = 18;
  Int128 units_ = 0;  // Of 10^-18.
  Rational rest_;
};

}  // namespace container_tco::detail

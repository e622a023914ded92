#pragma once
// The largest of many amounts for their time, without a division for each. Inside of the stage.

#include <cstdint>
#include <map>
#include <optional>

#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco::detail {

bool is_less(const DecimalNumber& a, const DecimalNumber& b);

class LargestRate {
 public:
  /// `seconds` above zero.
  void see(const DecimalNumber& amount, std::int64_t seconds);
  /// Nothing when nothing was seen.
  std::optional<Rational> per_hour() const;

 private:
  std::map<std::int64_t, DecimalNumber> largest_;  // By seconds: bills have few lengths.
};

}  // namespace container_tco::detail

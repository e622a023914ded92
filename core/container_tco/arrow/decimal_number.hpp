#pragma once
// Decimals of up to 38 digits as a scaled 128-bit integer, without an allocation: the cells of a table. Where a number
// is explained, it is a Rational.

#include <optional>
#include <string>
#include <string_view>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

__extension__ typedef __int128 Int128;

/// `mantissa` × 10^−`scale`.
struct DecimalNumber {
  Int128 mantissa = 0;
  int scale = 0;

  friend bool operator==(const DecimalNumber&, const DecimalNumber&) = default;
};

/// A decimal as Rational::parse takes it ("0.25", "-3", "1e-4"), of at most 38 significant digits, 200 characters and
/// an exponent of at most four digits. Nothing for anything else.
std::optional<DecimalNumber> parse_decimal(std::string_view text);

/// 10^`exponent`, for 0 to 38.
Int128 power_of_ten(int exponent);

/// Fixed notation with `scale` digits after the point; a negative scale appends zeros.
std::string to_text(const DecimalNumber& number);

/// `number` × 10^`scale`, rounded half to even, for a scale of 0 to 38; nothing when it needs more than 38 digits.
std::optional<Int128> scaled_number(const Rational& number, int scale);

/// The same number. Its digits are within what Rational::parse takes for every scale from −26 to 64.
Rational to_rational(const DecimalNumber& number);

}  // namespace container_tco

#include "container_tco/arrow/decimal_number.hpp"

#include <algorithm>
#include <array>

namespace container_tco {
namespace {

__extension__ typedef unsigned __int128 UnsignedInt128;

constexpr int most_digits = 38;
constexpr std::size_t most_characters = 200;  // Zeros that say nothing included.

constexpr std::array<Int128, most_digits + 1> powers = [] {
  std::array<Int128, most_digits + 1> made{};
  Int128 power = 1;
  for (Int128& each : made) {
    each = power;
    if (&each != &made.back()) power *= 10;
  }
  return made;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads the digits of a decimal from left to right; zeros that lead count for nothing.
struct Digits {
  std::uint64_t low = 0;  // The first 18 significant digits: most numbers need no wider arithmetic.
  Int128 value = 0;
  int significant = 0;
  int after_point = 0;
  bool any = false;

  bool append(char digit, bool is_after_point) {
    any = true;
    after_point += is_after_point ? 1 : 0;
    if (significant == 0 && digit == '0') return true;
    if (++significant > most_digits) return false;
    if (significant <= 18) {
      low = low * 10 + static_cast<std::uint64_t>(digit - '0');
      return true;
    }
    if (significant == 19) value = static_cast<Int128>(low);
    value = value * 10 + (digit - '0');
    return true;
  }
  Int128 number() const { return significant <= 18 ? static_cast<Int128>(low) : value; }
};

/// The exponent that stands at `at`, to the end of the text. Nothing when it is malformed.
std::optional<int> parse_exponent(std::string_view text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return is_negative ? -value : value;
}

}  // namespace

Int128 power_of_ten(int exponent) { return powers[static_cast<std::size_t>(exponent)]; }

std::optional<DecimalNumber> parse_decimal(std::string_view text) {
  if (text.size() > most_characters) return std::nullopt;
  const bool is_negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  Digits digits;
  bool is_after_point = false;
  int exponent = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      if (!digits.append(c, is_after_point)) return std::nullopt;
    } else if (c == '.' && !is_after_point) {
      is_after_point = true;
    } else if ((c == 'e' || c == 'E') && digits.any) {
      const std::optional<int> parsed = parse_exponent(text.substr(i + 1));
      if (!parsed) return std::nullopt;
      exponent = *parsed;
      break;
    } else {
      return std::nullopt;
    }
  }
  if (!digits.any) return std::nullopt;
  const Int128 number = digits.number();
  return DecimalNumber{is_negative ? -number : number, digits.after_point - exponent};
}

std::string to_text(const DecimalNumber& number) {
  const bool is_negative = number.mantissa < 0;
  // The most negative number has no positive twin among signed ones.
  auto left = static_cast<UnsignedInt128>(number.mantissa);
  if (is_negative) left = -left;
  std::string reversed;
  do {
    reversed += static_cast<char>('0' + static_cast<int>(left % 10));
    left /= 10;
  } while (left != 0);
  const auto scale = static_cast<std::size_t>(std::max(number.scale, 0));
  if (reversed.size() <= scale) reversed.append(scale + 1 - reversed.size(), '0');
  if (scale > 0) reversed.insert(scale, 1, '.');
  if (is_negative) reversed += '-';
  std::reverse(reversed.begin(), reversed.end());
  if (number.scale < 0 && number.mantissa != 0) reversed.append(static_cast<std::size_t>(-number.scale), '0');
  return reversed;
}

std::optional<Int128> scaled_number(const Rational& number, int scale) {
  const std::optional<DecimalNumber> decimal = parse_decimal(number.to_decimal(scale, Rounding::half_even));
  if (!decimal) return std::nullopt;
  return decimal->mantissa * power_of_ten(scale - decimal->scale);
}

Rational to_rational(const DecimalNumber& number) {
  return Rational::parse(to_text({number.mantissa, 0}) + "e" + std::to_string(-number.scale));
}

}  // namespace container_tco

#include "container_tco/quantity/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <new>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

namespace mp = boost::multiprecision;
using Integer = mp::number<mp::cpp_int_backend<>, mp::et_off>;
// The one place that names the exact number type (core/decisions/0001-exact-numbers.md).
using Number = mp::number<mp::cpp_rational_backend, mp::et_off>;

constexpr int max_digits = 64;
constexpr int max_exact_digits = 40;

Integer power_of_ten(int exponent) { return mp::pow(Integer(10), static_cast<unsigned>(exponent)); }

[[noreturn]] void refuse(std::string_view text) {
  throw InvalidInputError("number", std::string(text.substr(0, 100)), "a decimal such as \"0.0464\"",
                          "At most 64 digits; NaN and Infinity are not amounts");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits of a decimal without its point, and how far the point stands from their end.
struct DecimalText {
  std::string digits;
  int exponent = 0;
  bool negative = false;
};

int read_exponent(std::string_view text, std::size_t position) {
  bool negative = false;
  if (position < text.size() && (text[position] == '+' || text[position] == '-')) negative = text[position++] == '-';
  const std::string_view digits = text.substr(position);
  if (digits.empty() || digits.size() > 4) refuse(text);
  int exponent = 0;
  for (char c : digits) {
    if (!is_digit(c)) refuse(text);
    exponent = exponent * 10 + (c - '0');
  }
  if (exponent > max_digits) refuse(text);
  return negative ? -exponent : exponent;
}

DecimalText read_decimal(std::string_view text) {
  DecimalText result;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) result.negative = text[i++] == '-';
  bool seen_point = false;
  bool seen_digit = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      seen_digit = true;
      result.digits += c;
      if (seen_point) --result.exponent;
    } else if (c == '.' && !seen_point) {
      seen_point = true;
    } else if ((c == 'e' || c == 'E') && seen_digit) {
      result.exponent += read_exponent(text, i + 1);
      break;
    } else {
      refuse(text);
    }
    if (result.digits.size() > 2 * max_digits) refuse(text);
  }
  if (!seen_digit) refuse(text);
  const std::size_t first = result.digits.find_first_not_of('0');
  result.digits.erase(0, first == std::string::npos ? result.digits.size() - 1 : first);
  if (result.digits.size() > max_digits) refuse(text);
  return result;
}

Number to_number(const DecimalText& decimal) {
  Integer numerator(decimal.digits);
  if (decimal.negative) numerator = -numerator;
  if (decimal.exponent >= 0) return Number(Integer(numerator * power_of_ten(decimal.exponent)));
  return Number(numerator, power_of_ten(-decimal.exponent));
}

// Towards minus infinity; Boost's division truncates towards zero.
Integer floor_division(const Integer& numerator, const Integer& denominator) {
  Integer quotient = numerator / denominator;
  if (numerator < 0 && quotient * denominator != numerator) quotient -= 1;
  return quotient;
}

Integer round_to_integer(const Number& value, Rounding rounding) {
  const Integer n = mp::numerator(value);
  const Integer d = mp::denominator(value);
  Integer below = floor_division(n, d);
  if (rounding == Rounding::floor) return below;
  const Integer twice_rest = (n - below * d) * 2;
  if (twice_rest < d) return below;
  if (twice_rest > d) return below + 1;
  if (rounding == Rounding::half_up) return n < 0 ? below : Integer(below + 1);
  return below % 2 == 0 ? below : Integer(below + 1);
}

std::int64_t to_int64(const Integer& value) {
  if (value > Integer((std::numeric_limits<std::int64_t>::max)()) ||
      value < Integer((std::numeric_limits<std::int64_t>::min)())) {
    throw InvalidInputError("number", value.str(), "a whole number of at most 63 bits");
  }
  return value.convert_to<std::int64_t>();
}

void check_digits(int digits) {
  if (digits < 0 || digits > max_exact_digits) {
    throw InvalidInputError("digits", std::to_string(digits), "0 to 40 digits after the point");
  }
}

}  // namespace

struct RationalAccess {
  static Number& number(Rational& r) { return *std::launder(reinterpret_cast<Number*>(r.storage_)); }
  static const Number& number(const Rational& r) { return *std::launder(reinterpret_cast<const Number*>(r.storage_)); }
  template <typename... Arguments>
  static void construct(Rational& r, Arguments&&... arguments) {
    static_assert(sizeof(Number) <= Rational::storage_size && alignof(Number) <= 16);
    new (r.storage_) Number(std::forward<Arguments>(arguments)...);
  }
  static Rational make(Number value) {
    Rational result;
    number(result) = std::move(value);
    return result;
  }
};

namespace {
Number& number(Rational& r) { return RationalAccess::number(r); }
const Number& number(const Rational& r) { return RationalAccess::number(r); }
}  // namespace

Rational::Rational() { RationalAccess::construct(*this); }
Rational::Rational(FromInt64, std::int64_t value) { RationalAccess::construct(*this, value); }
Rational::Rational(const Rational& other) { RationalAccess::construct(*this, number(other)); }
Rational::Rational(Rational&& other) noexcept { RationalAccess::construct(*this, std::move(number(other))); }
Rational& Rational::operator=(const Rational& other) {
  number(*this) = number(other);
  return *this;
}
Rational& Rational::operator=(Rational&& other) noexcept {
  number(*this) = std::move(number(other));
  return *this;
}
Rational::~Rational() { number(*this).~Number(); }

Rational Rational::parse(std::string_view text) { return RationalAccess::make(to_number(read_decimal(text))); }

Rational Rational::parse_fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return parse(text);
  return parse(text.substr(0, slash)) / parse(text.substr(slash + 1));
}

Rational Rational::ratio(std::int64_t numerator, std::int64_t denominator) {
  return Rational(numerator) / Rational(denominator);
}

Rational& Rational::operator+=(const Rational& other) {
  number(*this) += number(other);
  return *this;
}
Rational& Rational::operator-=(const Rational& other) {
  number(*this) -= number(other);
  return *this;
}
Rational& Rational::operator*=(const Rational& other) {
  number(*this) *= number(other);
  return *this;
}
Rational& Rational::operator/=(const Rational& other) {
  if (other.is_zero()) throw InvalidInputError("divisor", "0", "a number other than zero");
  number(*this) /= number(other);
  return *this;
}
Rational Rational::operator-() const { return RationalAccess::make(-number(*this)); }

int Rational::compare(const Rational& other) const { return number(*this).compare(number(other)); }
bool Rational::is_zero() const { return number(*this).is_zero(); }
bool Rational::is_negative() const { return number(*this).sign() < 0; }
bool Rational::is_whole() const { return mp::denominator(number(*this)) == 1; }

std::int64_t Rational::floor() const {
  return to_int64(floor_division(mp::numerator(number(*this)), mp::denominator(number(*this))));
}
std::int64_t Rational::ceil() const {
  return to_int64(-floor_division(-mp::numerator(number(*this)), mp::denominator(number(*this))));
}

Rational Rational::rounded(int digits, Rounding rounding) const {
  check_digits(digits);
  const Integer scale = power_of_ten(digits);
  return RationalAccess::make(Number(round_to_integer(number(*this) * Number(scale), rounding), scale));
}

std::string Rational::to_decimal(int digits, Rounding rounding) const {
  check_digits(digits);
  Integer scaled = round_to_integer(number(*this) * Number(power_of_ten(digits)), rounding);
  const bool negative = scaled < 0;
  if (negative) scaled = -scaled;
  std::string text = scaled.str();
  const auto width = static_cast<std::size_t>(digits);
  if (text.size() <= width) text.insert(0, width + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - width, ".");
  return negative ? "-" + text : text;
}

std::optional<int> Rational::exact_digits() const {
  Integer rest = mp::denominator(number(*this));
  int twos = 0;
  int fives = 0;
  for (; rest % 2 == 0 && twos <= max_exact_digits; rest /= 2) ++twos;
  for (; rest % 5 == 0 && fives <= max_exact_digits; rest /= 5) ++fives;
  const int digits = std::max(twos, fives);
  if (rest != 1 || digits > max_exact_digits) return std::nullopt;
  return digits;
}

std::string Rational::to_text() const {
  if (const std::optional<int> digits = exact_digits()) return to_decimal(*digits, Rounding::half_even);
  return numerator_text() + "/" + denominator_text();
}

std::string Rational::numerator_text() const { return mp::numerator(number(*this)).str(); }
std::string Rational::denominator_text() const { return mp::denominator(number(*this)).str(); }

Rational min(const Rational& a, const Rational& b) { return b < a ? b : a; }
Rational max(const Rational& a, const Rational& b) { return a < b ? b : a; }

}  // namespace container_tco

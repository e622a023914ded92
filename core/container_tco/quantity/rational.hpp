#pragma once
// Exact numbers. Every amount, quantity and price of the library is one of these: division by 12, 730 or 3600 loses
// nothing.

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "container_tco/quantity/rounding.hpp"

namespace container_tco {

template <typename T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// An exact rational number of any size. There is no way in from binary floating point.
class Rational {
 public:
  Rational();
  template <WholeNumber T>
  Rational(T value) : Rational(from_int64, static_cast<std::int64_t>(value)) {
    static_assert(sizeof(T) < 8 || std::signed_integral<T>, "64-bit unsigned values may not fit: cast on purpose");
  }
  template <std::floating_point T>
  Rational(T) = delete;  // write the number as text: Rational::parse("0.0464")
  Rational(bool) = delete;
  Rational(char) = delete;
  Rational(const Rational& other);
  Rational(Rational&& other) noexcept;
  Rational& operator=(const Rational& other);
  Rational& operator=(Rational&& other) noexcept;
  ~Rational();

  /// A decimal such as "0.0464", "-3" or "1e-4", at most 64 significant digits and an exponent of at most 64.
  /// Throws InvalidInputError for anything else, "NaN" and "Infinity" among it.
  static Rational parse(std::string_view text);
  /// Like `parse`, and also "3/7".
  static Rational parse_fraction(std::string_view text);
  /// Throws InvalidInputError when `denominator` is zero.
  static Rational ratio(std::int64_t numerator, std::int64_t denominator);

  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  Rational& operator/=(const Rational& other);  ///< Throws InvalidInputError on division by zero.
  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  Rational operator-() const;
  friend bool operator==(const Rational& a, const Rational& b) { return a.compare(b) == 0; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) { return a.compare(b) <=> 0; }

  bool is_zero() const;
  bool is_negative() const;
  bool is_whole() const;
  /// The nearest whole number below or above. Throws InvalidInputError when it needs more than 63 bits.
  std::int64_t floor() const;
  std::int64_t ceil() const;
  /// This number rounded to `digits` after the point.
  Rational rounded(int digits, Rounding rounding) const;

  /// Fixed notation with exactly `digits` after the point, never an exponent.
  std::string to_decimal(int digits, Rounding rounding) const;
  /// The exact decimal if it ends within 40 digits ("0.0464"), otherwise the fraction ("1/3").
  std::string to_text() const;
  /// How many digits after the point an exact decimal needs; nothing if it never ends (or needs more than 40).
  std::optional<int> exact_digits() const;
  /// The numerator and denominator in lowest terms, as decimal text.
  std::string numerator_text() const;
  std::string denominator_text() const;

 private:
  struct FromInt64 {};
  static constexpr FromInt64 from_int64{};
  Rational(FromInt64, std::int64_t value);
  int compare(const Rational& other) const;

  // The Boost number lives in place behind these bytes, so that no header of ours needs Boost and small
  // values need no allocation; rational.cpp checks that it fits.
  static constexpr std::size_t storage_size = 64;
  alignas(16) std::byte storage_[storage_size];
  friend struct RationalAccess;
};

/// The smaller and the larger of two numbers.
Rational min(const Rational& a, const Rational& b);
Rational max(const Rational& a, const Rational& b);

}  // namespace container_tco

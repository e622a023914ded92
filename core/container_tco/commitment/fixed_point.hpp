#pragma once
// Inside of the stage: numbers for a search whose result is worked out exactly afterwards. Never an amount of a result.

#include <compare>
#include <cstdint>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

__extension__ using Wide = __int128;

/// A multiple of 2^-30, up to 2^33; products and quotients are cut off.
struct FixedPoint {
  static constexpr int digits = 30;
  std::int64_t raw = 0;

  FixedPoint() = default;
  explicit FixedPoint(std::int64_t whole) : raw(whole << digits) {}
  static FixedPoint of_raw(std::int64_t raw) {
    FixedPoint made;
    made.raw = raw;
    return made;
  }
  /// Throws InvalidInputError above 2^33.
  static FixedPoint near(const Rational& value) {
    return of_raw((value * Rational(std::int64_t{1} << digits)).floor());
  }
  Rational exact() const { return Rational::ratio(raw, std::int64_t{1} << digits); }

  bool is_zero() const { return raw == 0; }
  bool is_negative() const { return raw < 0; }
  FixedPoint operator-() const { return of_raw(-raw); }
  FixedPoint& operator+=(FixedPoint other) { return raw += other.raw, *this; }
  FixedPoint& operator-=(FixedPoint other) { return raw -= other.raw, *this; }
  friend FixedPoint operator+(FixedPoint a, FixedPoint b) { return a += b; }
  friend FixedPoint operator-(FixedPoint a, FixedPoint b) { return a -= b; }
  friend FixedPoint operator*(FixedPoint a, FixedPoint b) {
    return of_raw(static_cast<std::int64_t>((static_cast<Wide>(a.raw) * b.raw) >> digits));
  }
  friend FixedPoint operator/(FixedPoint a, FixedPoint b) {
    return of_raw(static_cast<std::int64_t>((static_cast<Wide>(a.raw) << digits) / b.raw));
  }
  friend auto operator<=>(FixedPoint, FixedPoint) = default;
};

}  // namespace container_tco::detail

#include "container_tco/quantity/rational.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "container_tco/error.hpp"

namespace rational_test {

using namespace container_tco;

TEST_CASE("decimals are read exactly") {
  CHECK(Rational::parse("0.0464") == Rational::ratio(464, 10000));
  CHECK(Rational::parse("-3") == Rational(-3));
  CHECK(Rational::parse("+.5") == Rational::ratio(1, 2));
  CHECK(Rational::parse("007") == Rational(7));
  CHECK(Rational::parse("1e-4") == Rational::ratio(1, 10000));
  CHECK(Rational::parse("2.5E2") == Rational(250));
  CHECK(Rational::parse("0.000") == Rational(0));
}

TEST_CASE("what is not a decimal is refused") {
  for (const char* text :
       {"", "-", ".", "NaN", "Infinity", "1,5", "0x10", "1e", "1e999999", "1 ", " 1", "1/3", "--1", "1.2.3", "e5"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Rational::parse(text), InvalidInputError);
  }
  CHECK_THROWS_AS(Rational::parse(std::string(200, '9')), InvalidInputError);
}

TEST_CASE("thirds survive") {
  CHECK(Rational::ratio(1, 3) * Rational(3) == Rational(1));
  CHECK(Rational::parse_fraction("2/6") == Rational::ratio(1, 3));
  CHECK((Rational(50) / Rational(730)) * Rational(730) == Rational(50));
}

TEST_CASE("division by zero is an error, not an infinity") {
  CHECK_THROWS_AS(Rational(1) / Rational(0), InvalidInputError);
  CHECK_THROWS_AS(Rational::ratio(1, 0), InvalidInputError);
  CHECK_THROWS_AS(Rational::parse_fraction("1/0"), InvalidInputError);
}

// 0.0225 × 730 = 16.425: AWS prints 16.43, half even gives 16.42.
TEST_CASE("rounding modes differ on ties only") {
  const Rational tie = Rational::parse("0.0225") * Rational(730);
  CHECK(tie.to_decimal(2, Rounding::half_up) == "16.43");
  CHECK(tie.to_decimal(2, Rounding::half_even) == "16.42");
  CHECK(tie.to_decimal(2, Rounding::floor) == "16.42");
  CHECK(tie.to_decimal(3, Rounding::half_up) == "16.425");
  CHECK(Rational::parse("47.125").to_decimal(2, Rounding::half_up) == "47.13");
  CHECK(Rational::parse("0.035").to_decimal(2, Rounding::half_even) == "0.04");
}

TEST_CASE("negative numbers round away from zero on a tie, and floor goes down") {
  CHECK(Rational::parse("-0.125").to_decimal(2, Rounding::half_up) == "-0.13");
  CHECK(Rational::parse("-0.125").to_decimal(2, Rounding::half_even) == "-0.12");
  CHECK(Rational::parse("-0.121").to_decimal(2, Rounding::floor) == "-0.13");
  CHECK(Rational::parse("-0.001").to_decimal(2, Rounding::half_up) == "0.00");
}

TEST_CASE("text is fixed notation, or a fraction where no decimal ends") {
  CHECK(Rational::parse("1e-10").to_text() == "0.0000000001");
  CHECK(Rational::parse("1000000").to_text() == "1000000");
  CHECK(Rational::ratio(1, 3).to_text() == "1/3");
  CHECK(Rational::ratio(-7, 8).to_text() == "-0.875");
  CHECK(Rational::ratio(1, 3).exact_digits() == std::nullopt);
  CHECK(Rational::ratio(1, 8).exact_digits() == 3);
}

TEST_CASE("floor and ceil are exact on both sides of zero") {
  CHECK(Rational::ratio(7, 2).floor() == 3);
  CHECK(Rational::ratio(7, 2).ceil() == 4);
  CHECK(Rational::ratio(-7, 2).floor() == -4);
  CHECK(Rational::ratio(-7, 2).ceil() == -3);
  CHECK(Rational(5).ceil() == 5);
  CHECK_THROWS_AS(Rational::parse("1e30").floor(), InvalidInputError);
}

TEST_CASE("a moved-from number can be assigned again") {
  Rational a = Rational::parse("123456789012345678901234567890");
  Rational b = std::move(a);
  a = Rational(1);
  CHECK(a == Rational(1));
  CHECK(b.to_text() == "123456789012345678901234567890");
}

TEST_CASE("digits out of range are refused") {
  CHECK_THROWS_AS(Rational(1).to_decimal(-1, Rounding::floor), InvalidInputError);
  CHECK_THROWS_AS(Rational(1).to_decimal(41, Rounding::floor), InvalidInputError);
}

}  // namespace rational_test

#include "container_tco/arrow/decimal_number.hpp"

#include <doctest/doctest.h>

namespace decimal_number_test {

using namespace container_tco;

namespace {
const std::string digits38 = "12345678901234567890123456789012345678";
}

TEST_CASE("decimals are read as mantissa and scale") {
  CHECK(parse_decimal("0.25") == DecimalNumber{25, 2});
  CHECK(parse_decimal("-3") == DecimalNumber{-3, 0});
  CHECK(parse_decimal("+3.50") == DecimalNumber{350, 2});
  CHECK(parse_decimal("1e-4") == DecimalNumber{1, 4});
  CHECK(parse_decimal("2.5E3") == DecimalNumber{25, -2});
  CHECK(parse_decimal(".5") == DecimalNumber{5, 1});
  CHECK(parse_decimal("5.") == DecimalNumber{5, 0});
  CHECK(parse_decimal("000.000") == DecimalNumber{0, 3});
  CHECK(parse_decimal("1e9999") == DecimalNumber{1, -9999});
  // Around the digits at which the wide integer takes over.
  CHECK(parse_decimal("123456789012345678") == DecimalNumber{123456789012345678, 0});
  CHECK(parse_decimal("1234567890123456789") == DecimalNumber{1234567890123456789, 0});
  CHECK(to_text(parse_decimal("12345678901234567890.12345").value()) == "12345678901234567890.12345");
}

TEST_CASE("what is no decimal, or too long, is nothing") {
  for (const char* text : {"", "-", ".", "e5", "1e", "1e+", "1 ", " 1", "1,5", "0x10", "1.2.3", "--1", "NaN", "inf",
                           "1e12345", "1_000", "１"}) {
    CAPTURE(text);
    CHECK(!parse_decimal(text));
  }
  CHECK(parse_decimal(digits38));
  CHECK(!parse_decimal(digits38 + "9"));
  CHECK(parse_decimal(std::string(150, '0') + digits38));
  CHECK(!parse_decimal(std::string(300, '0')));
}

TEST_CASE("it reads what Rational reads") {
  for (const char* text : {"0.25", "-3", "1e-4", "2.5E3", ".5", "5.", "+7", "-0", "-12345678901234567890.5e-20"}) {
    CAPTURE(text);
    CHECK(to_rational(parse_decimal(text).value()) == Rational::parse(text));
  }
}

TEST_CASE("decimals are written in fixed notation") {
  CHECK(to_text(DecimalNumber{0, 0}) == "0");
  CHECK(to_text(DecimalNumber{0, 2}) == "0.00");
  CHECK(to_text(DecimalNumber{-5, 3}) == "-0.005");
  CHECK(to_text(DecimalNumber{12345, 2}) == "123.45");
  CHECK(to_text(DecimalNumber{7, -3}) == "7000");
  // -2^127 has no positive twin.
  const Int128 least = static_cast<Int128>(1) << 126;
  CHECK(to_text(DecimalNumber{-least - least, 0}) == "-170141183460469231731687303715884105728");
}

}  // namespace decimal_number_test

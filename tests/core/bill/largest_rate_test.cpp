#include "container_tco/bill/largest_rate.hpp"

#include <doctest/doctest.h>

namespace largest_rate_test {

using namespace container_tco;
using container_tco::detail::LargestRate;

namespace {

DecimalNumber number(const char* text) { return parse_decimal(text).value(); }

}  // namespace

TEST_CASE("the largest amount for its time, whatever its scale") {
  LargestRate rate;
  CHECK(!rate.per_hour());
  rate.see(number("0.5"), 3600);
  rate.see(number("0.25"), 3600);
  rate.see(number("0.4999999999"), 3600);
  CHECK(rate.per_hour() == Rational::ratio(1, 2));
  // A half for half an hour is one for an hour; 0.3 for a minute is 18.
  rate.see(number("0.50"), 1800);
  CHECK(rate.per_hour() == Rational(1));
  rate.see(number("0.3"), 60);
  CHECK(rate.per_hour() == Rational(18));
  rate.see(number("-40"), 60);
  CHECK(rate.per_hour() == Rational(18));
}

TEST_CASE("amounts whose common scale 128 bits do not hold are compared exactly") {
  LargestRate rate;
  rate.see(number("3e30"), 3600);
  rate.see(number("0.00000000000000000000000000000000000001"), 3600);
  CHECK(rate.per_hour() == Rational::parse("3e30"));
  rate.see(number("4e30"), 3600);
  CHECK(rate.per_hour() == Rational::parse("4e30"));
}

}  // namespace largest_rate_test

#include "container_tco/quantity/billing_period.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace billing_period_test {

using namespace container_tco;

TEST_CASE("a month is 730 hours unless said otherwise") {
  CHECK(BillingPeriod().hours() == Rational(730));
  CHECK(BillingPeriod().name() == "730 h");
}

TEST_CASE("calendar months have their real length") {
  CHECK(BillingPeriod::parse("2026-02").hours() == Rational(672));
  CHECK(BillingPeriod::parse("2028-02").hours() == Rational(696));
  CHECK(BillingPeriod::parse("2026-12").hours() == Rational(744));
  CHECK(BillingPeriod::parse("2026-02").name() == "2026-02 (672 h)");
}

TEST_CASE("hours may be a decimal") { CHECK(BillingPeriod::parse("730.5").days() == Rational::ratio(487, 16)); }

TEST_CASE("what lasts as long as calendar months is so many months") {
  const auto months = [](const char* text) { return BillingPeriod::parse(text).months(); };
  CHECK(months("672") == Rational(1));
  CHECK(months("744") == Rational(1));
  // January to March: 31 + 28 + 31 days, 29 of February in 2028; 89 days are February to April, 92 July to September.
  for (const char* text : {"2160", "2184", "2136", "2208", "2190", "2026-Q1", "2028-Q1", "2026-Q3"}) {
    CAPTURE(text);
    CHECK(months(text) == Rational(3));
  }
  CHECK(months("8760") == Rational(12));
  CHECK(months("8784") == Rational(12));
  CHECK(months("26304") == Rational(36));
  // Shorter or longer than any month, or three in a row.
  CHECK(months("365") == Rational::ratio(1, 2));
  CHECK(months("1095") == Rational::ratio(3, 2));
  CHECK(months("2112") == Rational::ratio(2112, 730));
  CHECK(months("87600") == Rational(120));
}

TEST_CASE("a quarter has the hours of its months") {
  CHECK(BillingPeriod::parse("2026-Q1").hours() == Rational(90 * 24));
  CHECK(BillingPeriod::parse("2028-Q1").hours() == Rational(91 * 24));
  CHECK(BillingPeriod::parse("2026-Q4").hours() == Rational(92 * 24));
  CHECK(BillingPeriod::parse("2026-Q1").name() == "2026-Q1 (2160 h)");
}

TEST_CASE("nonsense is refused") {
  for (const char* text :
       {"0", "-1", "month", "2026-13", "1999-01", "", "1e9", "2026-1", "2026-Q0", "2026-Q5", "1999-Q1", "2026-q1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(BillingPeriod::parse(text), InvalidInputError);
  }
}

}  // namespace billing_period_test

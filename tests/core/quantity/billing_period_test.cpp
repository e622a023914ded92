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

TEST_CASE("nonsense is refused") {
  for (const char* text : {"0", "-1", "month", "2026-13", "1999-01", "", "1e9", "2026-1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(BillingPeriod::parse(text), InvalidInputError);
  }
}

}  // namespace billing_period_test

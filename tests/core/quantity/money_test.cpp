#include "container_tco/quantity/money.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace money_test {

using namespace container_tco;

namespace {
Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }
}  // namespace

TEST_CASE("money of one currency adds exactly") { CHECK(usd("0.1") + usd("0.2") == usd("0.3")); }

TEST_CASE("two currencies never mix, not even at zero") {
  const Money yen = Money::zero(Currency::parse("JPY"));
  CHECK_THROWS_AS(usd("1") + yen, CurrencyMismatchError);
  CHECK_THROWS_AS((void)(usd("0") < yen), CurrencyMismatchError);
  CHECK_FALSE(usd("0") == yen);
}

TEST_CASE("currencies are three capital letters") {
  CHECK(Currency::parse("KRW").code() == "KRW");
  for (const char* code : {"", "us", "usd", "USDX", "U$D"}) CHECK_THROWS_AS(Currency::parse(code), InvalidInputError);
}

TEST_CASE("AWS's spellings of a unit become one") {
  for (const char* name : {"Hrs", "hours", "Hours", "HOUR"}) CHECK(PricingUnit::parse(name).name() == "Hours");
  CHECK(PricingUnit::parse("GB-Mo").name() == "GB-Months");
  CHECK(PricingUnit::parse("Requests").name() == "Requests");
  CHECK_THROWS_AS(PricingUnit::parse(""), InvalidInputError);
  CHECK_THROWS_AS(PricingUnit::parse("a\nb"), InvalidInputError);
}

// Fargate page, example 1: 5 tasks × 600 s × 30 d of 1 vCPU = 25 vCPU-hours at 0.04048 = 1.012.
TEST_CASE("quantity times unit price is cost, in the same unit only") {
  const UnitPrice price{usd("0.04048"), PricingUnit::parse("vCPU-Hours")};
  const Quantity hours{Rational(5) * Rational(600) * Rational(30) / Rational(3600), PricingUnit::parse("vCPU-Hours")};
  CHECK(hours * price == usd("1.012"));
  const Quantity seconds{Rational(1), PricingUnit::parse("vCPU-Seconds")};
  CHECK_THROWS_AS(seconds * price, UnitMismatchError);
}

TEST_CASE("the ratio of two amounts is a number") { CHECK(usd("3") / usd("4") == Rational::ratio(3, 4)); }

}  // namespace money_test

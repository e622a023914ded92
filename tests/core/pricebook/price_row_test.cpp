#include "container_tco/pricebook/price_row.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace price_row_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

std::string fault_of(const std::vector<PriceTier>& tiers) {
  const std::optional<TierFault> fault = find_tier_fault(tiers);
  return fault ? fault->expected + "; " + fault->found : "";
}

PriceRow row_of(std::vector<PriceTier> tiers) {
  return {"transfer/internet_egress/gb",
          "us-east-1",
          PricingUnit::parse("GB"),
          std::move(tiers),
          {"page", "2025", "user", ""}};
}

}  // namespace

TEST_CASE("tiers from zero to no end without gaps have no fault") {
  CHECK(fault_of({{0, {}, usd("0.09")}}) == "");
  CHECK(fault_of({{0, Rational(10240), usd("0.09")}, {10240, {}, usd("0.085")}}) == "");
}

TEST_CASE("tiers that leave a quantity without a price, or with two, have a fault") {
  CHECK(fault_of({}) == "at least one price; none");
  CHECK(fault_of({{5, {}, usd("1")}}) == "tier 1 to begin at 0; 5");
  CHECK(fault_of({{0, Rational(10), usd("2")}, {11, {}, usd("1")}}) == "tier 2 to begin at 10; 11");
  CHECK(fault_of({{0, Rational(10), usd("2")}, {9, {}, usd("1")}}) == "tier 2 to begin at 10; 9");
  CHECK(fault_of({{0, {}, usd("2")}, {10, {}, usd("1")}}) == "an end of tier 1, which is not the last; none");
  CHECK(fault_of({{0, Rational(10), usd("2")}}) == "the last tier without an end; 10");
  CHECK(fault_of({{0, Rational(0), usd("2")}, {0, {}, usd("1")}}) == "tier 1 to end above 0; 0");
}

TEST_CASE("a price that is zero, negative or of a second currency is a fault") {
  CHECK(fault_of({{0, {}, usd("0")}}) == "a price above zero; 0");
  CHECK(fault_of({{0, {}, usd("-0.1")}}) == "a price above zero; -0.1");
  CHECK(fault_of({{0, Rational(1), usd("1")}, {1, {}, Money(1, Currency::parse("EUR"))}}) ==
        "one currency in all tiers; EUR");
}

TEST_CASE("a tiered row has no single unit price") {
  CHECK(row_of({{0, {}, usd("0.09")}}).unit_price().money == usd("0.09"));
  CHECK_THROWS_AS(row_of({{0, Rational(1), usd("2")}, {1, {}, usd("1")}}).unit_price(), InvalidInputError);
}

TEST_CASE("a price key is a path of at least two parts") {
  for (const char* key : {"ec2/linux/on_demand/u-6tb1.metal", "a/b", "fargate/ecs/ephemeral_storage"})
    CHECK(is_price_key(key));
  for (const char* key : {"", "fargate", "/a", "a/", "a//b", "A/b", "a/b c", "a/\n", "a/*"})
    CHECK_FALSE(is_price_key(key));
  CHECK_FALSE(is_price_key("a/" + std::string(300, 'b')));
}

TEST_CASE("canonical bytes differ when any part of a row differs") {
  const PriceRow row = row_of({{0, {}, usd("0.09")}});
  CHECK(canonical_bytes(row) == canonical_bytes(row_of({{0, {}, usd("0.090")}})));
  std::vector<PriceRow> others(6, row);
  others[0].region = "us-east-2";
  others[1].unit = PricingUnit::parse("GB-Hours");
  others[2].provenance.as_of = "2026";
  others[3].tiers = {{0, {}, usd("0.091")}};
  others[4].tiers = {{0, Rational(1), usd("0.09")}, {1, {}, usd("0.09")}};
  others[5].provenance = {"pag", "e2025", "user", ""};
  for (const PriceRow& other : others) CHECK(canonical_bytes(other) != canonical_bytes(row));
}

}  // namespace price_row_test

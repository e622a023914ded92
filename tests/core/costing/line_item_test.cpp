#include "container_tco/costing/line_item.hpp"

#include <doctest/doctest.h>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/error.hpp"

namespace line_item_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

Charge charge(const char* quantity) {
  return {.id = "network/endpoint",
          .category = CostCategory::network,
          .description = "Endpoint",
          .service = "",
          .derivation = "",
          .quantity = Rational::parse(quantity)};
}

// Interface endpoints, us-east-1: 0.01 for the first PB, 0.006 for the next 4 PB, 0.004 above; 1 PB = 1,000,000 GB.
PriceRow endpoint_row() {
  return {.key = "vpc/interface_endpoint/gb",
          .region = "us-east-1",
          .unit = PricingUnit::parse("GB"),
          .tiers = {{Rational(0), Rational(1000000), usd("0.01")},
                    {Rational(1000000), Rational(5000000), usd("0.006")},
                    {Rational(5000000), std::nullopt, usd("0.004")}},
          .provenance = {"example", "2026-08-21", "verified", ""}};
}

}  // namespace

// 7,000,000 GB: 10,000 + 24,000 + 8,000.
TEST_CASE("tiers fill up one after the other") {
  const auto lines = price_tiers(charge("7000000"), endpoint_row());
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].cost == usd("10000"));
  CHECK(lines[1].cost == usd("24000"));
  CHECK(lines[2].cost == usd("8000"));
  CHECK(lines[2].id == "network/endpoint/tier3");
  CHECK(sum_costs(lines, Currency::usd()) == usd("42000"));
}

TEST_CASE("a quantity at a tier's bound stays below it") {
  CHECK(price_tiers(charge("1000000"), endpoint_row()).size() == 1);
  CHECK(sum_costs(price_tiers(charge("1000001"), endpoint_row()), Currency::usd()) == usd("10000.006"));
}

TEST_CASE("an untiered price makes one line with its own id") {
  PriceRow row = endpoint_row();
  row.tiers = {{Rational(0), std::nullopt, usd("0.045")}};
  const auto lines = price_tiers(charge("100"), row);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].id == "network/endpoint");
  CHECK(lines[0].cost == usd("4.5"));
  CHECK(lines[0].provenance.source == "example");
}

TEST_CASE("a missing price becomes a gap that names it, and no line") {
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  ledger.add(charge("1"), "vpc/interface_endpoint/gigabyte");
  CHECK(ledger.lines.empty());
  REQUIRE(ledger.gaps.size() == 1);
  CHECK(ledger.gaps[0].what.find("vpc/interface_endpoint/gigabyte") != std::string::npos);
  CHECK(ledger.gaps[0].remedy.find("vpc/interface_endpoint/gb") != std::string::npos);
}

TEST_CASE("a charge of nothing adds nothing, an assumption is noted once") {
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  ledger.add(charge("0"), "no such key");
  CHECK(ledger.gaps.empty());
  ledger.assume("a", "first", "");
  ledger.assume("a", "second", "");
  CHECK(ledger.assumptions.size() == 1);
}

// Bounds are units a month. 24,000,000 GB in 20 months are 1,200,000 a month: 20 × (1,000,000 × 0.01 + 200,000 ×
// 0.006).
TEST_CASE("tiers of a longer period end as many times later as it has months") {
  const PriceBook book = PriceBook::bundled().with_prices({endpoint_row()});
  Ledger ledger(book, "us-east-1", BillingPeriod(Rational(14600)));
  ledger.add(charge("24000000"), "vpc/interface_endpoint/gb");
  REQUIRE(ledger.lines.size() == 2);
  CHECK(sum_costs(ledger.lines, Currency::usd()) == usd("224000"));
}

TEST_CASE("an unknown region is refused with its neighbours") {
  const PriceBook book = PriceBook::bundled();
  CHECK_THROWS_AS(Ledger(book, "us-east-9", BillingPeriod()), InvalidInputError);
}

}  // namespace line_item_test

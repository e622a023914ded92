#include "container_tco/costing/spot_costs.hpp"

#include <doctest/doctest.h>

#include "container_tco/costing/host_costs.hpp"

namespace spot_costs_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

const std::string key = "ec2/linux/spot/m5.large";

SpotObservation observed(const char* average, const char* minimum, const char* maximum) {
  SpotObservation seen{key, "us-east-1", PricingUnit::parse("Hours")};
  seen.average = usd(average);
  seen.minimum = usd(minimum);
  seen.maximum = usd(maximum);
  seen.snapshots = 8;
  seen.interruption_band = "5-10%";
  seen.provenance = {"test", "2026-05-12", "single_source", ""};
  return seen;
}

Charge hours(const char* quantity) {
  return {"compute/spot", CostCategory::compute, "Spot", "", "", Rational::parse(quantity)};
}

}  // namespace

// 2 hosts × 730 h × 0.04 = 58.4; at the extremes 43.8 and 87.6.
TEST_CASE("a Spot line is priced at the average observed and carries the spread") {
  const PriceBook book = PriceBook::bundled().with_spot({observed("0.04", "0.03", "0.06")});
  Ledger ledger(book, "us-east-1", BillingPeriod());
  add_spot_charge(ledger, hours("1460"), key);
  REQUIRE(ledger.lines.size() == 1);
  const LineItem& line = ledger.lines.front();
  CHECK(line.cost == usd("58.4"));
  CHECK(line.low_cost() == usd("43.8"));
  CHECK(line.high_cost() == usd("87.6"));
  CHECK(line.price_basis == PriceBasis::observed);
  CHECK_FALSE(line.list_unit_price.has_value());
  CHECK(line.observed->interruption_band == "5-10%");
  CHECK(line.price_derivation == "average observed of 8 snapshots");
}

TEST_CASE("an average beyond the other snapshots widens the spread") {
  const PriceBook book = PriceBook::bundled().with_spot({observed("0.07", "0.03", "0.06")});
  CHECK(find_spot_price(book, key, "us-east-1")->high == usd("0.07"));
}

// Rule F22: the feed of Fargate Spot has one price, which is average, low and high at once.
TEST_CASE("without an average the last price stands in, without a spread") {
  const auto vcpu = find_spot_price(PriceBook::bundled(), "fargate/ecs_spot/linux/x86_64/vcpu", "us-east-1");
  REQUIRE(vcpu.has_value());
  CHECK(vcpu->price.money == usd("0.01288871"));
  CHECK(vcpu->low == vcpu->high);
}

TEST_CASE("what nobody observed is a gap and never zero") {
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  add_spot_charge(ledger, hours("1"), "ec2/linux/spot/no.such");
  CHECK(ledger.lines.empty());
  CHECK(ledger.gaps.size() == 1);
  CHECK_FALSE(spot_unit_price(book, nullptr, "ec2/linux/spot/no.such", "us-east-1").has_value());
}

TEST_CASE("a Spot price that the user states counts before what was observed") {
  const PriceRow own{key, "us-east-1", PricingUnit::parse("Hours"), {{Rational(), std::nullopt, usd("0.05")}}, {}};
  const PriceBook book = PriceBook::bundled().with_prices({own});
  Ledger ledger(book, "us-east-1", BillingPeriod());
  add_spot_charge(ledger, hours("10"), key);
  REQUIRE(ledger.lines.size() == 1);
  CHECK(ledger.lines.front().cost == usd("0.5"));
  CHECK_FALSE(ledger.lines.front().observed.has_value());
}

// Rule M5: published fees of EKS Auto Mode in us-east-1.
TEST_CASE("hosts that AWS looks after cost the instance and its published fee") {
  const PriceBook book = PriceBook::bundled();
  const HostTerms terms = host_terms(Deployment::parse("eks-auto-mode"), "2026-11-25");
  const HostTerms none = host_terms(Deployment::parse("eks-ec2"), "");
  const auto fee = [&](const char* type) {
    const auto hour = [&](const HostTerms& of) {
      return *host_hour_price(book, nullptr, "us-east-1", OperatingSystem::linux_os, type, of);
    };
    return hour(terms) - hour(none);
  };
  CHECK(fee("t4g.medium") == usd("0.00403"));
  CHECK(fee("m7g.large") == usd("0.00979"));
  CHECK(fee("m7i.large") == usd("0.0121"));
}

// Rule M3: 12 % of 30.1312 = 3.615744 until 2026-06-30, and 35 % less (to six digits) from 2026-07-01.
TEST_CASE("the fee of Managed Instances follows the day") {
  const PriceBook book = PriceBook::bundled();
  const auto fee_line = [&](const char* day) {
    Ledger ledger(book, "us-east-1", BillingPeriod());
    add_host_costs(ledger, {"gpu", "g6e.48xlarge", OperatingSystem::linux_os, 1,
                            host_terms(Deployment::parse("ecs-managed-instances"), day)});
    REQUIRE(ledger.lines.size() == 2);
    CHECK(ledger.lines[1].id == "compute/pool/gpu/management_fee");
    CHECK(ledger.lines[1].price_key == "ecs/managed_instances/g6e.48xlarge");
    return ledger.lines[1].unit_price.money;
  };
  CHECK(fee_line("2026-06-30") == usd("3.615744"));
  CHECK(fee_line("2026-07-01") == usd("2.350234"));
}

TEST_CASE("a discount of the contract that names the fee lowers it") {
  const PriceBook book = PriceBook::bundled();
  Contract contract;
  contract.discounts = {{"EDP", Rational(10), {"eks"}, {}, {}, {}}};
  Ledger ledger(book, "us-east-1", BillingPeriod(), &contract);
  add_host_costs(ledger, {"p", "m7i.large", OperatingSystem::linux_os, 1,
                          host_terms(Deployment::parse("eks-auto-mode"), "2026-11-25")});
  REQUIRE(ledger.lines.size() == 2);
  CHECK(ledger.lines[1].unit_price.money == usd("0.01089"));
  CHECK(ledger.lines[1].list_unit_price->money == usd("0.0121"));
}

}  // namespace spot_costs_test

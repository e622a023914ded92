#include "container_tco/bill/bill_costs.hpp"

#include <doctest/doctest.h>

#include "bill_rows.hpp"
#include "container_tco/bill/bill_tables.hpp"
#include "container_tco/error.hpp"

namespace bill_costs_test {

using namespace container_tco;

namespace {

Money usd(const std::string& amount) { return {Rational::parse(amount), Currency::usd()}; }

}  // namespace

TEST_CASE("model minus actual, by line") {
  // Rule P11: 0.04048 a vCPU-hour in us-east-1. 10 h × 0.04048 = 0.4048; a plan made it 20 % less.
  const Bill bill = bill_of({{.usage_type = "USE1-Fargate-vCPU-Hours:perCPU", .quantity = "10", .cost = "0.32384"},
                             {.service = "AmazonS3", .usage_type = "Requests-Tier1", .cost = "5"}});
  const BillCosts costs = price_bill(bill, PriceBook::bundled());
  REQUIRE(costs.lines.size() == 2);
  CHECK(costs.lines[0].model == usd("0.4048"));
  CHECK(costs.lines[0].difference == usd("0.08096"));
  CHECK(costs.lines[0].basis == "list price");
  CHECK_FALSE(costs.lines[1].model);
  CHECK(costs.lines[1].no_price == "not container compute");
  CHECK(costs.totals[0].effective + costs.totals[0].without_price + costs.totals[0].not_container ==
        bill.totals[0].effective);
}

TEST_CASE("units of the bill become those of the price") {
  // Rule P17: throughput is billed in GiB/s-months and priced in MiB/s-months: 0.5 × 1024 × 0.04 = 20.48 in us-east-1.
  const Bill bill = bill_of(
      {{.service = "AmazonEC2", .usage_type = "EBS:VolumeP-Throughput.gp3", .quantity = "0.5", .cost = "20.48"}});
  const BillCosts costs = price_bill(bill, PriceBook::bundled());
  CHECK(costs.lines[0].model == usd("20.48"));
  CHECK(costs.lines[0].difference == usd("0"));
}

TEST_CASE("a line without a price says why") {
  const auto reason = [](const CurRow& row) {
    const BillCosts costs = price_bill(bill_of({row}), PriceBook::bundled());
    CHECK_FALSE(costs.lines[0].model);
    CHECK_FALSE(costs.lines[0].difference);
    return costs.lines[0].no_price;
  };
  CHECK(reason({.usage_type = "EUC1-Fargate-GB-Hours", .currency = "EUR"}) == "the bill is in EUR, the price in USD");
  CHECK(reason({.service = "AmazonEC2", .usage_type = "BoxUsage:q9.huge", .operation = "RunInstances"}) ==
        "the price book has no ec2/linux/on_demand/q9.huge in us-east-1");
  CHECK(reason({.usage_type = "USE1-ECS-EC2-vCPU-Hours"}).find("share of instances") != std::string::npos);
  CHECK(reason({.service = "AmazonEC2", .usage_type = "SpotUsage:q9.huge", .operation = "RunInstances:SV001"})
            .find("no Spot observation") != std::string::npos);
}

TEST_CASE("tables of a bill need its own costs") {
  const Bill bill = bill_of({{.usage_type = "USE1-Fargate-GB-Hours", .cost = "1"}});
  const BillCosts costs = price_bill(bill, PriceBook::bundled());
  CHECK(bill_lines_table(bill, costs).row_count() == 1);
  CHECK(bill_services_table(bill).row_count() == 1);
  CHECK_THROWS_AS(bill_lines_table(bill, BillCosts{}), InvalidInputError);
}

}  // namespace bill_costs_test

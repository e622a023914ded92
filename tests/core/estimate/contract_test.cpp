#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace contract_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Workload web() { return workload_of({service("web", "1", "2", 4)}); }

Estimate estimated(const char* deployment, const std::optional<Contract>& contract) {
  EstimateOptions options = plain_options();
  options.contract = contract;
  return estimate(web(), Deployment::parse(deployment), PriceBook::bundled(), options);
}

Contract with_discount(const char* percent) {
  Discount discount;
  discount.name = "EDP";
  discount.percent = Rational::parse(percent);
  Contract contract;
  contract.discounts = {discount};
  return contract;
}

bool assumes(const Estimate& estimate, const std::string& id) {
  for (const Assumption& assumption : estimate.assumptions) {
    if (assumption.id == id) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("an empty contract changes no cost") {
  for (const char* deployment : {"ecs-fargate", "ecs-ec2", "eks-ec2"}) {
    const Estimate plain = estimated(deployment, std::nullopt);
    const Estimate empty = estimated(deployment, Contract{});
    CHECK(plain.total() == empty.total());
    CHECK(plain.list_cost() == plain.effective_cost());
    CHECK(plain.contracted_cost() == plain.effective_cost());
  }
}

TEST_CASE("a discount on everything lowers infrastructure by its percentage, and list cost not at all") {
  for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
    const Estimate plain = estimated(deployment, std::nullopt);
    const Estimate lowered = estimated(deployment, with_discount("25"));
    CHECK(lowered.effective_cost() == plain.effective_cost() * Rational::parse("0.75"));
    CHECK(lowered.contracted_cost() == lowered.effective_cost());
    CHECK(lowered.list_cost() == plain.effective_cost());
    CHECK(lowered.price_book_digest == plain.price_book_digest);
  }
}

TEST_CASE("hosts are chosen by contracted prices") {
  Contract contract = with_discount("99");
  contract.discounts[0].families = {"m5"};
  const Estimate hosts = estimated("ecs-ec2", contract);
  REQUIRE(hosts.pools.size() == 1);
  CHECK(hosts.pools.front().instance_type.starts_with("m5."));
}

TEST_CASE("a discount that lowers nothing is named") {
  Contract contract = with_discount("10");
  contract.discounts[0].services = {"ec2"};
  CHECK(assumes(estimated("ecs-fargate", contract), "discount_without_use/1"));
  CHECK_FALSE(assumes(estimated("ecs-ec2", contract), "discount_without_use/1"));
}

TEST_CASE("a report currency converts every amount exactly") {
  Contract contract;
  contract.currency = ReportCurrency{"KRW", "USD", Rational::parse("1389.5"), "2026-11-01", "bank"};
  const Estimate plain = estimated("ecs-ec2", std::nullopt);
  const Estimate converted = estimated("ecs-ec2", contract);
  CHECK(converted.currency == Currency::parse("KRW"));
  CHECK(converted.total().amount() == plain.total().amount() * Rational::parse("1389.5"));
  CHECK(converted.list_cost().amount() == plain.total().amount() * Rational::parse("1389.5"));
  CHECK(assumes(converted, "report_currency"));
  contract.currency->from = "EUR";
  CHECK_THROWS_AS(estimated("ecs-ec2", contract), InvalidInputError);
}

TEST_CASE("wages in the report currency need no rate of their own") {
  EstimateOptions options = plain_options();
  options.contract = Contract{};
  options.contract->currency = ReportCurrency{"KRW", "USD", Rational(1400), "2026-11-01", ""};
  options.labour = {};
  options.labour.hourly_rate = Money(Rational(50000), Currency::parse("KRW"));
  options.labour.fargate_hours_per_month = Rational(2);
  const Estimate made = estimate(web(), Deployment::parse("ecs-fargate"), PriceBook::bundled(), options);
  CHECK(made.labour().amount() == Rational(100000));
}

TEST_CASE("a commitment weighs on every deployment, used or not") {
  Commitment plan;
  plan.name = "CSP";
  plan.commitment_per_hour = Rational(1000);
  plan.rates = {{"fargate/ecs/linux/x86_64/vcpu", Rational::parse("0.02")},
                {"fargate/ecs/linux/x86_64/memory", Rational::parse("0.002")}};
  Contract contract;
  contract.commitments = {plan};
  const Estimate fargate = estimated("ecs-fargate", contract);
  CHECK(fargate.is_complete());
  CHECK(cost_of(fargate, "compute/web/vcpu/covered/1") == usd("58.4"));     // 4 × 730 × 0.02
  CHECK(cost_of(fargate, "compute/web/memory/covered/1") == usd("11.68"));  // 8 × 730 × 0.002
  CHECK(cost_of(fargate, "commitment/1/unused") == usd("729929.92"));       // 730,000 − 58.40 − 11.68
  CHECK(fargate.effective_cost() == usd("730000"));
}

}  // namespace contract_test

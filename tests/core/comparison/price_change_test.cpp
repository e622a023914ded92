#include "container_tco/comparison/price_change.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "synthetic.hpp"

namespace price_change_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

const Deployment on_hosts{ControlPlane::ecs, DataPlane::ec2};
const Deployment on_fargate{ControlPlane::ecs, DataPlane::fargate};

const PriceChangeLine& line_of(const PriceChange& change, const std::string& part) {
  const auto found = std::find_if(change.lines.begin(), change.lines.end(),
                                  [&](const PriceChangeLine& line) { return line.id.find(part) != std::string::npos; });
  if (found == change.lines.end()) FAIL("no line ", part);
  return *found;
}

void check_sums(const PriceChange& change) {
  Money price = Money::zero(Currency::usd());
  Money plan = price;
  for (const PriceChangeLine& line : change.lines) {
    price += line.price_effect;
    plan += line.plan_effect;
  }
  CHECK(price == change.price_effect);
  CHECK(plan == change.plan_effect);
  CHECK(change.total_after - change.total_before == price + plan);
  CHECK(change.total_before == change.before.total());
  CHECK(change.total_after == change.after.total());
}

PriceBook with_price(const PriceBook& book, const std::string& key, const char* price) {
  return book.with_prices({repriced(book, key, price)});
}

}  // namespace

TEST_CASE("equal books change nothing") {
  const PriceBook book = round_prices("0.10");
  const PriceChange change = price_change(tasks_of_one_vcpu(4), on_hosts, book, book, round_options("2", "1"));
  check_sums(change);
  CHECK(change.difference().amount().is_zero());
  CHECK(change.price_effect.amount().is_zero());
  CHECK(change.plan_changes.empty());
}

TEST_CASE("at an unchanged plan the effect is quantity × price difference, line by line") {
  // 4 tasks × 1 vCPU × 730 h × (0.05 − 0.04) = 29.20
  const PriceBook before = round_prices("0.10");
  const PriceBook after = with_price(before, "fargate/ecs/linux/x86_64/vcpu", "0.05");
  const PriceChange change = price_change(tasks_of_one_vcpu(4), on_fargate, before, after, round_options("2", "1"));
  check_sums(change);
  CHECK(change.price_effect == usd("29.2"));
  CHECK(change.plan_effect.amount().is_zero());
  CHECK(line_of(change, "vcpu").price_effect == usd("29.2"));
  CHECK(line_of(change, "memory").price_effect.amount().is_zero());
  CHECK(line_of(change, "labour").price_effect.amount().is_zero());
}

TEST_CASE("when a dearer host is given up the plan takes back a part of the price effect") {
  // Both hosts have 2 vCPU and hold two tasks. m5.large goes from 0.10 to 0.20, so c5.large at 0.12 is taken: two hosts
  // cost 2 × 730 × 0.10 = 146 before, 292 repriced and 175.20 after.
  const PriceBook before = with_price(round_prices("0.10"), "ec2/linux/on_demand/m5a.large", "0.12");
  const PriceBook after = with_price(before, "ec2/linux/on_demand/m5.large", "0.20");
  EstimateOptions options = round_options("2", "1");
  options.hosts.candidates.instance_types = {"m5.large", "m5a.large"};
  const PriceChange change = price_change(tasks_of_one_vcpu(4), on_hosts, before, after, options);
  check_sums(change);
  REQUIRE(change.plan_changes.size() == 1);
  CHECK(change.plan_changes.front() == "linux: 2 m5.large → 2 m5a.large");
  CHECK(change.price_effect == usd("146"));
  CHECK(change.plan_effect == usd("-116.8"));
  CHECK(change.difference() == usd("29.2"));
}

TEST_CASE("tiers of one charge are one line, filled anew at the new prices") {
  const PriceBook before = round_prices("0.10");
  PriceRow logs = before.price("cloudwatch/logs/ingest", "us-east-1");
  logs.tiers = {{Rational(0), Rational(10), usd("1")}, {Rational(10), std::nullopt, usd("0.5")}};
  Workload workload = tasks_of_one_vcpu(4);
  workload.services.front().usage.log_gb_per_month = Rational(30);
  // 30 GB at 0.50 = 15 before; 10 × 1 + 20 × 0.5 = 20 after
  const PriceChange up =
      price_change(workload, on_fargate, before, before.with_prices({logs}), round_options("2", "1"));
  check_sums(up);
  CHECK(line_of(up, "observability/logs").before == usd("15"));
  CHECK(line_of(up, "observability/logs").after == usd("20"));
  CHECK(up.price_effect == usd("5"));
  const PriceChange down =
      price_change(workload, on_fargate, before.with_prices({logs}), before, round_options("2", "1"));
  check_sums(down);
  CHECK(down.price_effect == usd("-5"));
}

TEST_CASE("wages of the tables stay when only prices change") {
  EstimateOptions options = round_options("2", "1");
  options.labour = {};
  const PriceBook before = round_prices("0.10");
  const PriceBook after = with_price(before, "ec2/linux/on_demand/m5.large", "0.11");
  const PriceChange change = price_change(tasks_of_one_vcpu(4), on_hosts, before, after, options);
  check_sums(change);
  CHECK(change.price_effect == usd("14.6"));  // 2 × 730 × 0.01
  CHECK(change.plan_effect.amount().is_zero());
}

TEST_CASE("an impossible deployment has no price change") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services.front().task.host_demands = {{"privileged", "true", "$.privileged"}};
  const PriceBook book = round_prices("0.10");
  CHECK_THROWS_AS(price_change(workload, on_fargate, book, book, round_options("2", "1")), InfeasibleError);
}

}  // namespace price_change_test

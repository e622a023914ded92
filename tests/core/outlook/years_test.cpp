#include "container_tco/outlook/years.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/outlook/growth_curve.hpp"
#include "round_model.hpp"

namespace years_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
const DeploymentYears& years_of(const YearsOutlook& outlook, const std::string& name) {
  for (const DeploymentYears& years : outlook.deployments) {
    if (years.deployment == name) return years;
  }
  throw InternalError("a deployment of the test");
}

CostModel growing_model() { return round_model(4, scale_points(Rational::ratio(1, 2), Rational(4))); }
}  // namespace

TEST_CASE("growth compounds: whole years are exact, and twelve roots make a year to 17 digits") {
  const Rational quarter = Rational::ratio(1, 4);
  CHECK(growth_factor(quarter, 0) == Rational(1));
  CHECK(growth_factor(quarter, 12) == Rational::ratio(5, 4));
  CHECK(growth_factor(quarter, 24) == Rational::ratio(25, 16));
  // 1.25^(1/12) = 1.018769265121506… (Python: decimal, 30 digits).
  CHECK(growth_factor(quarter, 1).to_decimal(15, Rounding::half_up) == "1.018769265121506");
  CHECK(twelfth_root(Rational(4096)) == Rational(2));
  CHECK(growth_factor(Rational::ratio(-1, 2), 12) == Rational::ratio(1, 2));
  CHECK_THROWS_AS(growth_factor(Rational(-1), 1), InvalidInputError);
}

// Hosts cost 202 a month and Fargate 246.
TEST_CASE("without growth and discount a year is twelve months") {
  YearsOptions options;
  options.years = 1;
  const YearsOutlook outlook = years_outlook(round_model(4), options);
  CHECK(outlook.deployments.front().deployment == "ecs-ec2");
  CHECK(years_of(outlook, "ecs-ec2").nominal == usd("2424"));
  CHECK(years_of(outlook, "ecs-fargate").net_present_value == usd("2952"));
  CHECK(years_of(outlook, "ecs-fargate").months[4].cumulative == usd("1230"));
  CHECK(outlook.monthly_flips.empty());
}

// 100 % a year: month 13 has 8 tasks. Fargate 8 × 36.50 + 100 = 392; hosts 4 × 76 + 50 = 354.
TEST_CASE("with growth a month costs what so many tasks cost") {
  YearsOptions options;
  options.years = 2;
  options.growth_per_year = Rational(1);
  const YearsOutlook outlook = years_outlook(growing_model(), options);
  CHECK(years_of(outlook, "ecs-fargate").months[12].total == usd("392"));
  CHECK(years_of(outlook, "ecs-ec2").months[12].total == usd("354"));
  CHECK(years_of(outlook, "ecs-ec2").months[12].labour == usd("50"));
}

TEST_CASE("growth a month and seasons multiply") {
  YearsOptions options;
  options.years = 1;
  options.growth_per_month = Rational::ratio(1, 10);
  options.seasonality = std::vector<Rational>(12, Rational(1));
  options.seasonality[1] = Rational::ratio(1, 2);
  const std::vector<Rational> scales = task_scales(options);
  CHECK(scales[1] == Rational::parse("0.55"));
  CHECK(scales[2] == Rational::parse("1.21"));
}

// At 21 % a year, the money of month 12 counts 1/1.21 and that of month 24 counts 1/1.4641, to 18 digits.
TEST_CASE("present value discounts by effective years") {
  YearsOptions options;
  options.years = 2;
  options.discount_rate_per_year = Rational::parse("0.21");
  const YearsOutlook outlook = years_outlook(round_model(4), options);
  const DeploymentYears& fargate = years_of(outlook, "ecs-fargate");
  CHECK(fargate.months[11].present_value.amount() == Rational(246) * Rational::parse("0.826446280991735537"));
  CHECK(fargate.months[23].present_value.amount() == Rational(246) * Rational::parse("0.683013455365070692"));
  CHECK(fargate.nominal == usd("5904"));
}

// Fargate runs now. Hosts save 44 a month; the move costs 88, and for one month Fargate (246) is paid too:
// 334 / 44 = 7.6, so the 8th month ends with less paid.
TEST_CASE("a migration pays back when what it cost is saved") {
  YearsOptions options;
  options.years = 1;
  options.current = "ecs-fargate";
  options.migrations = {{"ecs-ec2", usd("88"), 1}};
  const YearsOutlook outlook = years_outlook(round_model(4), options);
  const DeploymentYears& hosts = years_of(outlook, "ecs-ec2");
  CHECK(hosts.months[0].one_time == usd("334"));
  CHECK(hosts.months[1].one_time.amount().is_zero());
  CHECK(hosts.payback_month == 8);
  CHECK_FALSE(years_of(outlook, "ecs-fargate").payback_month);
  REQUIRE(outlook.cumulative_flips.size() == 1);
  CHECK(outlook.cumulative_flips[0].month == 8);
  options.migrations[0].one_time_cost = usd("10000");
  CHECK_FALSE(years_of(years_outlook(round_model(4), options), "ecs-ec2").payback_month);
}

// From month 7 hosts need 50 more: 252 against 246. From month 10 their instances cost half: 73 + 6 + 50 + 50 = 179.
TEST_CASE("hiring and price changes flip the ranking in their months, every time") {
  YearsOptions options;
  options.years = 1;
  options.hiring = {{7, usd("50"), {"ecs-ec2"}}};
  options.price_changes = {{10, CostCategory::compute, Rational(-50), {"ecs-ec2"}}};
  const YearsOutlook outlook = years_outlook(round_model(4), options);
  CHECK(years_of(outlook, "ecs-ec2").months[6].total == usd("252"));
  CHECK(years_of(outlook, "ecs-ec2").months[9].total == usd("179"));
  REQUIRE(outlook.monthly_flips.size() == 2);
  CHECK(outlook.monthly_flips[0].month == 7);
  CHECK(outlook.monthly_flips[0].to == "ecs-fargate");
  CHECK(outlook.monthly_flips[1].month == 10);
  CHECK(outlook.monthly_flips[1].to == "ecs-ec2");
}

// 5 % on all but labour: Fargate 146 × 1.05 + 100; wages up by 10 %: 146 + 110.
TEST_CASE("a price change without a category leaves wages alone") {
  YearsOptions options;
  options.years = 1;
  options.price_changes = {{1, std::nullopt, Rational(5), {}}};
  CHECK(years_of(years_outlook(round_model(4), options), "ecs-fargate").months[0].total == usd("253.3"));
  options.price_changes = {{1, CostCategory::labour, Rational(10), {}}};
  CHECK(years_of(years_outlook(round_model(4), options), "ecs-fargate").months[0].total == usd("256"));
}

TEST_CASE("a commitment that outlasts the horizon is a named assumption") {
  CostModel model = round_model(4);
  model.commitments.emplace_back();
  model.commitments[0].name = "three years";
  model.commitments[0].term_years = 3;
  YearsOptions options;
  options.years = 1;
  const auto names_it = [&](const std::string& id) {
    for (const Assumption& assumption : years_outlook(model, options).assumptions) {
      if (assumption.id == id) return true;
    }
    return false;
  };
  CHECK(names_it("commitment_outlasts/three years"));
  options.years = 5;
  CHECK(names_it("commitment_renewed/three years"));
  options.years = 3;
  CHECK_FALSE(names_it("commitment_renewed/three years"));
}

TEST_CASE("plans that make no sense are refused") {
  const CostModel model = round_model(4);
  const auto refused = [&](auto change) {
    YearsOptions options;
    change(options);
    CHECK_THROWS_AS(years_outlook(model, options), InvalidInputError);
  };
  refused([](YearsOptions& o) { o.years = 0; });
  refused([](YearsOptions& o) { o.years = 6; });
  refused([](YearsOptions& o) { o.growth_per_year = Rational(-1); });
  refused([](YearsOptions& o) { o.growth_per_year = Rational(1); });  // Beyond the scales of the model.
  refused([](YearsOptions& o) { o.growth_per_month = Rational(-2); });
  refused([](YearsOptions& o) { o.discount_rate_per_year = Rational(-1); });
  refused([](YearsOptions& o) { o.seasonality = {Rational(1)}; });
  refused([](YearsOptions& o) { o.seasonality = std::vector<Rational>(12, Rational(0)); });
  refused([](YearsOptions& o) { o.hiring = {{37, usd("1"), {}}}; });
  refused([](YearsOptions& o) { o.hiring = {{1, usd("1"), {"ecs"}}}; });
  refused([](YearsOptions& o) { o.price_changes = {{1, std::nullopt, Rational(-100), {}}}; });
  refused([](YearsOptions& o) { o.migrations = {{"ecs-ec2", usd("1"), 0}}; });  // From nothing.
  refused([](YearsOptions& o) {
    o.current = "ecs-ec2";
    o.migrations = {{"ecs-ec2", usd("1"), 0}};
  });
  YearsOptions options;
  options.hiring = {{1, Money(Rational(1), Currency::parse("EUR")), {}}};
  CHECK_THROWS_AS(years_outlook(model, options), CurrencyMismatchError);
}

}  // namespace years_test

#include "container_tco/outlook/horizon_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/outlook/uncertainty.hpp"
#include "round_model.hpp"

namespace horizon_model_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
CostModel round_horizon(std::int64_t years, const char* least, const char* most, std::int64_t tasks = 4) {
  const std::vector<Rational> scales = horizon_scales(years, Rational::parse(least), Rational::parse(most));
  const auto [low, high] = std::minmax_element(scales.begin(), scales.end());
  return horizon_model(round_model(tasks, scale_points(*low, *high)), years, Rational::parse(least),
                       Rational::parse(most));
}
Money total_at(const CostModel& model, const std::string& deployment, const char* growth) {
  std::vector<Rational> values = model.base_values();
  values[model.input("growth")] = Rational::parse(growth);
  return model.total(model.deployment(deployment), values);
}
}  // namespace

// Hosts 202 and Fargate 246 a month.
TEST_CASE("without growth a horizon costs as many months as it has") {
  const CostModel model = round_horizon(2, "0", "0");
  CHECK(total_at(model, "ecs-ec2", "0") == usd("4848"));
  CHECK(total_at(model, "ecs-fargate", "0") == usd("5904"));
  CHECK_FALSE(model.has_input("task_scale"));
}

// Eight tasks, a whole task more at each point that is priced: 8 × 36.50 × (1 + 2^(1/12) + … + 2^(11/12)) + 12 × 100 =
// 292 × 16.817153745… + 1200. Hosts are never fewer than now, nor more than those of twice the tasks: 12 × (4 × 76 +
// 50) to 12 × (8 × 76 + 50).
TEST_CASE("growth of a year counts month by month") {
  const CostModel model = round_horizon(1, "0", "1", 8);
  CHECK(total_at(model, "ecs-fargate", "1").amount().to_decimal(6, Rounding::half_even) == "6110.608894");
  const Money hosts = total_at(model, "ecs-ec2", "1");
  CHECK(hosts > usd("4248"));
  CHECK(hosts < usd("7896"));
  CHECK(total_at(model, "ecs-ec2", "0.505") == total_at(model, "ecs-ec2", "0.51"));
}

TEST_CASE("growth may be uncertain, and drawn like any other input") {
  const CostModel model = round_horizon(3, "-0.2", "0.5");
  UncertaintyOptions options;
  options.inputs = {{"growth", Distribution::triangular(Rational::parse("-0.2"), Rational(0), Rational::parse("0.5"))}};
  options.table_ranges = false;
  options.draws = 1000;
  const Uncertainty drawn = uncertainty(model, options);
  CHECK(drawn.deployments[0].p10 < drawn.deployments[0].p90);
  options.inputs = {{"growth", Distribution::fixed(Rational())}};
  CHECK(uncertainty(model, options).deployments[model.deployment("ecs-fargate")].p50 == usd("8856"));  // 36 × 246
}

TEST_CASE("impossible horizons and rates are refused") {
  const CostModel model = round_model(4, scale_points(Rational(1), Rational(2)));
  CHECK_THROWS_AS(horizon_model(model, 0, Rational(), Rational()), InvalidInputError);
  CHECK_THROWS_AS(horizon_model(model, 6, Rational(), Rational()), InvalidInputError);
  CHECK_THROWS_AS(horizon_model(model, 1, Rational(1), Rational()), InvalidInputError);
  CHECK_THROWS_AS(horizon_model(model, 1, Rational(-1), Rational()), InvalidInputError);
  CHECK_THROWS_AS(horizon_model(model, 3, Rational(), Rational(1)), InvalidInputError);  // scales up to 8
}

}  // namespace horizon_model_test

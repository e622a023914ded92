#include "container_tco/outlook/uncertainty.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "round_model.hpp"

namespace uncertainty_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
const DeploymentRisk& risk_of(const Uncertainty& result, const std::string& name) {
  for (const DeploymentRisk& risk : result.deployments) {
    if (risk.deployment == name) return risk;
  }
  throw InternalError("a deployment of the test");
}

bool within(const Rational& value, const char* expected, const char* tolerance) {
  const Rational difference = value - Rational::parse(expected);
  return max(difference, -difference) <= Rational::parse(tolerance);
}

UncertaintyOptions hours_of_hosts(const Distribution& distribution) {
  UncertaintyOptions options;
  options.inputs = {{"hours/operations/hosts", distribution}};
  return options;
}
}  // namespace

TEST_CASE("where nothing is uncertain every percentile is what the comparison costs, exactly") {
  const PriceBook book = PriceBook::bundled();
  EstimateOptions base;
  base.region = "us-east-1";
  const Workload workload = tasks_of_one_vcpu(7);
  const Comparison comparison = compare(workload, book, base);
  UncertaintyOptions options;
  options.table_ranges = false;
  const Uncertainty result = uncertainty(compile_model(workload, book, comparison), options);
  for (const DeploymentRisk& risk : result.deployments) {
    const Money total = comparison.find(risk.deployment)->total();
    CHECK(risk.p10 == total);
    CHECK(risk.p50 == total);
    CHECK(risk.p90 == total);
  }
  CHECK(risk_of(result, comparison.best()->deployment.name()).probability_cheapest == Rational(1));
  CHECK(result.value_of_knowing_all.amount().is_zero());
}

// Hosts cost 152 + 50 h and Fargate 246: they are cheaper up to 1.88 h. With h triangular (1, 2, 3) the share
// below 1.88 is 0.88² / 2 = 0.3872, and the median of h is 2: 252.
TEST_CASE("probabilities and percentiles are those of the distribution") {
  const Uncertainty result =
      uncertainty(round_model(4), hours_of_hosts(Distribution::triangular(Rational(1), Rational(2), Rational(3))));
  const DeploymentRisk& hosts = risk_of(result, "ecs-ec2");
  CHECK(within(hosts.probability_cheapest, "0.3872", "0.015"));  // Standard error 0.0049.
  CHECK(within(hosts.p50.amount(), "252", "1"));
  CHECK(within(hosts.mean.amount(), "252", "1"));
  CHECK(risk_of(result, "ecs-fargate").p50 == usd("246"));
  CHECK(result.choice == "ecs-fargate");
  CHECK(hosts.percentiles.size() == 99);
  CHECK(hosts.percentiles[49] == hosts.p50);
}

// h uniform over 1 and 3: hosts cost 202 or 302, Fargate 246, each in half of the draws. Fargate (mean 246 against 252)
// regrets 44 in half: 22. Knowing h is worth all of it.
TEST_CASE("regret and the value of knowing are what two outcomes make of them") {
  UncertaintyOptions options = hours_of_hosts(Distribution::empirical({Rational(1), Rational(3)}));
  options.draws = 20'000;
  const Uncertainty result = uncertainty(round_model(4), options);
  CHECK(within(risk_of(result, "ecs-fargate").expected_regret.amount(), "22", "0.5"));
  CHECK(within(risk_of(result, "ecs-ec2").expected_regret.amount(), "28", "0.6"));
  REQUIRE(result.values.size() == 1);
  CHECK(within(result.values[0].value.amount(), "22", "2.5"));  // One of 20 groups holds both outcomes.
  CHECK(result.values[0].value <= result.value_of_knowing_all);
}

TEST_CASE("an input that changes no choice is worth nothing to know") {
  UncertaintyOptions options = hours_of_hosts(Distribution::empirical({Rational(1), Rational(3)}));
  options.inputs.push_back({"discount", Distribution::triangular(Rational(0), Rational(0), Rational::ratio(1, 1000))});
  const Uncertainty result = uncertainty(round_model(4), options);
  REQUIRE(result.values.size() == 2);
  CHECK(result.values[0].input == "hours/operations/hosts");
  CHECK(result.values[1].value < usd("1"));
}

TEST_CASE("the result depends on the seed and on nothing else") {
  UncertaintyOptions options = hours_of_hosts(Distribution::pert(Rational(1), Rational(2), Rational(4)));
  options.inputs.push_back({"task_scale", Distribution::normal(Rational(1), Rational::ratio(1, 5))});
  options.correlations = {{"hours/operations/hosts", "task_scale", Rational::ratio(1, 2)}};
  const CostModel model = round_model(4, scale_points(Rational::ratio(1, 4), Rational(4)));
  options.threads = 1;
  const Uncertainty one = uncertainty(model, options);
  for (const std::int64_t threads : {2, 3, 7}) {
    options.threads = threads;
    const Uncertainty many = uncertainty(model, options);
    for (std::size_t i = 0; i < one.deployments.size(); ++i) {
      CHECK(many.deployments[i].percentiles == one.deployments[i].percentiles);
      CHECK(many.deployments[i].mean == one.deployments[i].mean);
      CHECK(many.deployments[i].expected_regret == one.deployments[i].expected_regret);
    }
  }
  options.seed = 2;
  CHECK(uncertainty(model, options).deployments[0].mean != one.deployments[0].mean);
}

// A draw of the kernel, replayed through the exact model: hours and wage multiply, the discount subtracts.
TEST_CASE("draws cost what the exact model costs") {
  const CostModel model = round_model(4, {Rational(2)});
  UncertaintyOptions options;
  options.draws = 1;
  const char* const inputs[] = {"hours/operations/hosts", "wage/user", "discount", "hours_a_day", "task_scale"};
  const char* const values[] = {"1.5", "61.25", "0.125", "18", "1.5"};
  std::vector<Rational> exact = model.base_values();
  for (int i = 0; i < 5; ++i) {
    const Rational value = Rational::parse(values[i]);
    options.inputs.push_back({inputs[i], Distribution::triangular(value - Rational::parse("1e-9"), value, value)});
    exact[model.input(inputs[i])] = value;
  }
  const Uncertainty result = uncertainty(model, options);
  for (const DeploymentRisk& risk : result.deployments) {
    const Rational expected = model.total(model.deployment(risk.deployment), exact).amount();
    CHECK(within(risk.p50.amount() - expected, "0", "0.000001"));
  }
}

// Correlated at 0.9, both are above their medians together more often: in 1/4 + asin(0.9) / 2π = 0.4282 of the draws.
TEST_CASE("a correlation makes inputs move together") {
  UncertaintyOptions options;
  options.inputs = {{"hours/operations/hosts", Distribution::empirical({Rational(0), Rational(2)})},
                    {"wage/user", Distribution::empirical({Rational(0), Rational(100)})}};
  options.correlations = {{"hours/operations/hosts", "wage/user", Rational::ratio(9, 10)}};
  // Fargate's 2 hours cost 200 or 0. Hosts: 152 + h × wage, which has mean 152 + 200 × P(both high).
  const Uncertainty result = uncertainty(round_model(4), options);
  CHECK(within(risk_of(result, "ecs-ec2").mean.amount(), "237.64", "3"));
}

TEST_CASE("the tables' ranges are drawn unless they are turned off or replaced") {
  const PriceBook book = PriceBook::bundled();
  EstimateOptions base;
  base.region = "us-east-1";
  const Workload workload = tasks_of_one_vcpu(7);
  const CostModel model = compile_model(workload, book, compare(workload, book, base));
  UncertaintyOptions options;
  options.inputs = {{"hours/os_patching/fleet", Distribution::fixed(Rational(4))}};
  options.draws = 500;
  const Uncertainty result = uncertainty(model, options);
  CHECK(result.inputs.size() > 5);
  for (const ValueOfKnowing& value : result.values) CHECK(value.input != "hours/os_patching/fleet");
}

TEST_CASE("impossible ranges, correlations and counts are refused") {
  const CostModel model = round_model(4);
  const auto refused = [&](const UncertaintyOptions& options) {
    CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
  };
  refused(hours_of_hosts(Distribution::triangular(Rational(-1), Rational(2), Rational(3))));  // Negative hours.
  refused(hours_of_hosts(Distribution::triangular(Rational(3), Rational(2), Rational(3))));
  UncertaintyOptions options;
  options.inputs = {{"discount", Distribution::triangular(Rational(0), Rational(1), Rational(2))}};  // A share above 1.
  refused(options);
  options.inputs = {{"task_scale", Distribution::triangular(Rational(1), Rational(1), Rational(2))}};  // Not compiled.
  refused(options);
  options.inputs = {{"nothing", Distribution::fixed(Rational(1))}};
  refused(options);
  options = hours_of_hosts(Distribution::fixed(Rational(1)));
  options.inputs.push_back(options.inputs[0]);
  refused(options);
  options = {};
  options.draws = 0;
  refused(options);
  options.draws = 10'000'001;
  refused(options);
}

TEST_CASE("a correlation matrix must be positive definite, and of inputs that vary") {
  UncertaintyOptions options;
  const Distribution range = Distribution::triangular(Rational(1), Rational(2), Rational(3));
  options.inputs = {{"hours/operations/hosts", range}, {"wage/user", range}, {"hours/operations/fargate", range}};
  options.draws = 10;
  const Rational high = Rational::ratio(9, 10);
  const CostModel model = round_model(4);
  // 1 and 2 together, 2 and 3 together, 1 and 3 opposed: no three numbers do that.
  options.correlations = {{"hours/operations/hosts", "wage/user", high},
                          {"wage/user", "hours/operations/fargate", high},
                          {"hours/operations/hosts", "hours/operations/fargate", -high}};
  CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
  options.correlations = {{"hours/operations/hosts", "wage/user", Rational(1)}};
  CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
  options.correlations = {{"hours/operations/hosts", "discount", high}};
  CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
  options.correlations = {{"wage/user", "wage/user", high}};
  CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
  options.correlations = {{"hours/operations/hosts", "wage/user", high}, {"wage/user", "hours/operations/hosts", high}};
  CHECK_THROWS_AS(uncertainty(model, options), InvalidInputError);
}

}  // namespace uncertainty_test

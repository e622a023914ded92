#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "round_model.hpp"

namespace cost_model_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
Rational at(const CostModel& model, const char* deployment, const char* input, const Rational& value) {
  std::vector<Rational> values = model.base_values();
  values[model.input(input)] = value;
  return model.total(model.deployment(deployment), values).amount();
}

void check_base(const CostModel& model, const Comparison& comparison) {
  std::size_t complete = 0;
  for (const Estimate& estimate : comparison.estimates) {
    if (!estimate.is_complete()) continue;
    ++complete;
    CHECK(model.total(model.deployment(estimate.deployment.name()), model.base_values()) == estimate.total());
  }
  CHECK(complete == model.deployments.size());
}
}  // namespace

// 4 tasks: Fargate 4 × 36.50 + 2 × 50 = 246; hosts 2 × 76 + 50 = 202.
TEST_CASE("at the base values a model costs what the comparison costs") {
  const CostModel model = round_model(4);
  CHECK(at(model, "ecs-fargate", "task_scale", Rational(1)) == Rational(246));
  CHECK(at(model, "ecs-ec2", "task_scale", Rational(1)) == Rational(202));
}

TEST_CASE("a model of the bundled book equals its comparison to the last digit, at every labour level") {
  Workload workload = tasks_of_one_vcpu(7);
  workload.services.push_back(one_vcpu_service("nightly", 3));
  workload.services[1].demand = RunDemand{Rational(10), Rational(1800), 3};
  workload.surroundings.nat_gateways = 2;
  const PriceBook book = PriceBook::bundled();
  EstimateOptions options;
  options.region = "us-east-1";
  for (const LabourLevel level : {LabourLevel::low, LabourLevel::base, LabourLevel::high}) {
    options.labour.level = level;
    const Comparison comparison = compare(workload, book, options, Deployment::all());
    check_base(compile_model(workload, book, comparison), comparison);
  }
}

TEST_CASE("support and tax are part of the model") {
  EstimateOptions options = round_options("1", "2");
  Contract contract;
  contract.support = SupportTerms{};
  contract.support->name = "Business";
  contract.support->tiers = {{Rational(100), Rational(10)}, {std::nullopt, Rational(7)}};
  contract.tax = TaxTerms{};
  contract.tax->name = "VAT";
  contract.tax->percent = Rational(19);
  options.contract = contract;
  const Workload workload = tasks_of_one_vcpu(4);
  const PriceBook book = round_prices("0.1");
  const Comparison comparison = compare(workload, book, options, ecs_pair());
  check_base(compile_model(workload, book, comparison), comparison);
}

// Each by hand from 2 × 73 of instances, 2 × 3 of disks, 1 h × 50; and from 4 × 36.50, 2 h × 50.
TEST_CASE("every input does what it says") {
  const CostModel model = round_model(4);
  CHECK(at(model, "ecs-ec2", "hours/operations/hosts", Rational(3)) == Rational(302));
  CHECK(at(model, "ecs-fargate", "hours/operations/hosts", Rational(3)) == Rational(246));
  CHECK(at(model, "ecs-ec2", "wage/user", Rational(60)) == Rational(212));
  CHECK(at(model, "ecs-fargate", "wage_factor", Rational(2)) == Rational(346));
  CHECK(at(model, "ecs-ec2", "discount", Rational::ratio(1, 2)) == Rational(129));  // 73 + 6 + 50
  CHECK(at(model, "ecs-fargate", "fargate_discount", Rational::ratio(1, 4)) == Rational::parse("209.5"));
  CHECK(at(model, "ecs-fargate", "hours_a_day", Rational(12)) == Rational(173));
  CHECK(at(model, "ecs-ec2", "hours_a_day", Rational(12)) == Rational(202));
  CHECK(at(model, "ecs-ec2", "host_count_factor", Rational(2)) == Rational(354));  // 2 × 152 + 50
}

// At 1.25 of 4 tasks Fargate is in proportion: 182.50 + 100; hosts are as for 6 tasks: 3 × 76 + 50.
TEST_CASE("between two scale points hosts cost as at the larger one and Fargate in proportion") {
  const CostModel model = round_model(4, {Rational::ratio(3, 2), Rational(2)});
  CHECK(at(model, "ecs-fargate", "task_scale", Rational::ratio(5, 4)) == Rational::parse("282.5"));
  CHECK(at(model, "ecs-ec2", "task_scale", Rational::ratio(5, 4)) == Rational(278));
  CHECK(at(model, "ecs-ec2", "task_scale", Rational(2)) == Rational(354));
}

TEST_CASE("at a scale point a model costs what a comparison of so many tasks costs") {
  const CostModel model = round_model(5, {Rational(3)});
  const Comparison larger = round_comparison(15);
  CHECK(at(model, "ecs-ec2", "task_scale", Rational(3)) == larger.find("ecs-ec2")->total().amount());
  CHECK(at(model, "ecs-fargate", "task_scale", Rational(3)) == larger.find("ecs-fargate")->total().amount());
}

TEST_CASE("values, names and scales that make no sense are refused") {
  const CostModel model = round_model(4);
  CHECK_THROWS_AS(at(model, "ecs-ec2", "discount", Rational(2)), InvalidInputError);
  CHECK_THROWS_AS(at(model, "ecs-ec2", "hours/operations/hosts", Rational(-1)), InvalidInputError);
  CHECK_THROWS_AS(at(model, "ecs-ec2", "task_scale", Rational(2)), InvalidInputError);
  CHECK_THROWS_AS(at(model, "ecs-ec2", "wages", Rational(2)), InvalidInputError);
  CHECK_THROWS_AS(at(model, "ecs", "discount", Rational(0)), InvalidInputError);
  CHECK_THROWS_AS(round_model(4, {Rational(0)}), InvalidInputError);
  CHECK_THROWS_AS(round_model(4, {Rational(1001)}), InvalidInputError);
  CHECK_THROWS_AS(scale_points(Rational(2), Rational(4)), InvalidInputError);
}

TEST_CASE("a comparison without a complete deployment has no model") {
  EstimateOptions options = round_options("1", "2");
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].task.request.gpu_count = 1;
  workload.services[0].task.fargate_request.gpu_count = 1;
  const PriceBook book = round_prices("0.1");
  const Comparison comparison = compare(workload, book, options, ecs_pair());
  REQUIRE(comparison.best() == nullptr);
  CHECK_THROWS_AS(compile_model(workload, book, comparison), InvalidInputError);
}

}  // namespace cost_model_test

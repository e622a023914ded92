#include <doctest/doctest.h>

#include <set>

#include "container_tco/error.hpp"
#include "synthetic.hpp"

namespace comparison_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
const Comparison& all_uninterrupted() {
  static const Comparison comparison = [] {
    EstimateOptions options;
    options.region = "eu-west-1";
    options.hosts.candidates.families = {"m5", "c5"};
    Workload workload = tasks_of_one_vcpu(6);
    workload.services.push_back(one_vcpu_service("worker", 3));
    workload.surroundings.application_load_balancers = 1;
    return compare(workload, PriceBook::bundled(), options);
  }();
  return comparison;
}

Service privileged_service() {
  Service service = one_vcpu_service("agent", 2);
  service.task.host_demands = {{"privileged", "true", "$.privileged"}};
  return service;
}
}  // namespace

TEST_CASE("without deployments all of them are compared, cheapest first") {
  const Comparison& comparison = all_uninterrupted();
  REQUIRE(comparison.estimates.size() == Deployment::uninterrupted().size());
  for (std::size_t i = 1; i < comparison.estimates.size(); ++i) {
    CHECK(comparison.estimates[i - 1].total() <= comparison.estimates[i].total());
  }
  CHECK(comparison.best() == &comparison.estimates.front());
  CHECK(comparison.claims.size() == 2);
  CHECK(comparison.break_evens.size() == 6);
}

TEST_CASE("the order without labour is its own") {
  const std::vector<Estimate> ordered = all_uninterrupted().by_infrastructure();
  REQUIRE(ordered.size() == Deployment::uninterrupted().size());
  for (std::size_t i = 1; i < ordered.size(); ++i)
    CHECK(ordered[i - 1].infrastructure() <= ordered[i].infrastructure());
}

TEST_CASE("differences hold every line once and add up to the difference of totals") {
  const Comparison& comparison = all_uninterrupted();
  for (const Estimate& left : comparison.estimates) {
    for (const Estimate& right : comparison.estimates) {
      Money sum = Money::zero(left.currency);
      std::multiset<std::string> left_lines;
      std::multiset<std::string> right_lines;
      for (const Difference& difference : comparison.differences(left.deployment.name(), right.deployment.name())) {
        const Money zero = Money::zero(left.currency);
        CHECK(difference.difference == difference.right.value_or(zero) - difference.left.value_or(zero));
        sum += difference.difference;
        left_lines.insert(difference.left_lines.begin(), difference.left_lines.end());
        right_lines.insert(difference.right_lines.begin(), difference.right_lines.end());
      }
      CHECK(sum == right.total() - left.total());
      std::multiset<std::string> expected_left;
      std::multiset<std::string> expected_right;
      for (const LineItem& line : left.lines) expected_left.insert(line.id);
      for (const LineItem& line : right.lines) expected_right.insert(line.id);
      CHECK(left_lines == expected_left);
      CHECK(right_lines == expected_right);
    }
  }
}

TEST_CASE("a line that both sides have stands against itself") {
  for (const Difference& difference : all_uninterrupted().differences("ecs-ec2", "ecs-fargate")) {
    if (difference.category != CostCategory::load_balancing) continue;
    CHECK(difference.left_lines == difference.right_lines);
    CHECK(difference.difference.amount().is_zero());
  }
}

TEST_CASE("a deployment that was not compared is an error that names the others") {
  const Comparison comparison = compare(tasks_of_one_vcpu(2), round_prices("0.1"), round_options("1", "1"),
                                        {{ControlPlane::ecs, DataPlane::ec2}});
  CHECK_THROWS_WITH_AS(comparison.differences("ecs-ec2", "eks-ec2"), doctest::Contains("ecs-ec2"), InvalidInputError);
  CHECK(comparison.find("eks-ec2") == nullptr);
  CHECK(comparison.claims.empty());
  CHECK(comparison.break_evens.empty());
}

TEST_CASE("a repeated deployment counts once") {
  const std::vector<Deployment> twice = {{ControlPlane::ecs, DataPlane::ec2}, {ControlPlane::ecs, DataPlane::ec2}};
  CHECK(compare(tasks_of_one_vcpu(2), round_prices("0.1"), round_options("1", "1"), twice).estimates.size() == 1);
}

TEST_CASE("an impossible side stands last, has no price, and leaves the claim undecided with its reason") {
  Workload workload = tasks_of_one_vcpu(2);
  workload.services.push_back(privileged_service());
  const Comparison comparison = compare(workload, round_prices("0.1"), round_options("1", "1"), ecs_pair());
  CHECK(comparison.best()->deployment.name() == "ecs-ec2");
  CHECK_FALSE(comparison.estimates.back().is_feasible());
  REQUIRE(comparison.claims.size() == 1);
  CHECK(comparison.claims[0].verdict == ClaimVerdict::undecided);
  CHECK_FALSE(comparison.claims[0].difference());
  REQUIRE_FALSE(comparison.claims[0].undecided_because.empty());
  CHECK(comparison.claims[0].undecided_because[0].find("ecs-fargate cannot run agent") == 0);
  CHECK(comparison.break_evens.empty());
}

TEST_CASE("a reason names the service that no host holds") {
  Workload workload = tasks_of_one_vcpu(2);
  workload.services[0].task.request.memory = Bytes::from_gib(100'000);
  EstimateOptions options = round_options("1", "1");
  options.hosts.provisioning = Provisioning::single_type;
  const Comparison comparison = compare(workload, round_prices("0.1"), options, ecs_pair());
  REQUIRE(comparison.claims.size() == 1);
  REQUIRE_FALSE(comparison.claims[0].undecided_because.empty());
  CHECK(comparison.claims[0].undecided_because[0].find("ecs-ec2 cannot run web: Pool linux/x86_64") == 0);
  const Comparison mixed = compare(workload, round_prices("0.1"), round_options("1", "1"), ecs_pair());
  CHECK(mixed.claims.at(0).undecided_because.at(0).find("ecs-ec2 cannot run web: Fleet linux") == 0);
}

// 652 against 246 with labour, 152 against 146 without.
TEST_CASE("the claim carries both differences") {
  const Comparison comparison =
      compare(tasks_of_one_vcpu(4), round_prices("0.1"), round_options("10", "2"), ecs_pair());
  REQUIRE(comparison.claims.size() == 1);
  CHECK(comparison.claims[0].verdict == ClaimVerdict::holds);
  CHECK(comparison.claims[0].difference() == usd("406"));
  CHECK(comparison.claims[0].difference_without_labour() == usd("6"));
}

}  // namespace comparison_test

// What rollouts and lost zones take counts in what-ifs, too.

#include <doctest/doctest.h>

#include "synthetic.hpp"

namespace resilience_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions with_everything() {
  EstimateOptions options = round_options("20", "2");
  options.hosts.zones = 3;
  options.hosts.provisioning = Provisioning::single_type;
  options.resilience.survive_zone_loss = true;
  options.resilience.host_replacements_per_month = Rational(2);
  return options;
}

Workload released(std::int64_t tasks) {
  Workload workload = tasks_of_one_vcpu(tasks);
  workload.services.front().usage.releases_per_month = Rational(8);
  return workload;
}

Side cheaper(const Workload& workload, const PriceBook& book, const EstimateOptions& options) {
  const Money hosts = estimate(workload, Deployment::parse("ecs-ec2"), book, options).total();
  const Money fargate = estimate(workload, Deployment::parse("ecs-fargate"), book, options).total();
  return hosts > fargate ? Side::fargate : Side::hosts;
}

}  // namespace

TEST_CASE("both sides of a comparison are held to one availability target") {
  const Comparison comparison = compare(released(6), round_prices("0.05"), with_everything(),
                                        {Deployment::parse("ecs-ec2"), Deployment::parse("ecs-fargate")});
  REQUIRE(comparison.estimates.size() == 2);
  const Estimate& left = comparison.estimates[0];
  const Estimate& right = comparison.estimates[1];
  CHECK(left.resilience.availability_target == right.resilience.availability_target);
  CHECK(left.resilience.zone_loss_tasks == 3);
  CHECK(right.resilience.zone_loss_tasks == 3);
}

TEST_CASE("at the break-even number of tasks the sides change places with everything held") {
  const PriceBook book = round_prices("0.05");
  const EstimateOptions options = with_everything();
  const Comparison comparison =
      compare(released(6), book, options, {Deployment::parse("ecs-ec2"), Deployment::parse("ecs-fargate")});
  const std::vector<BreakEven> found = comparison.break_even("task_count");
  REQUIRE(found.size() == 1);
  REQUIRE_FALSE(found[0].crossings.empty());
  for (const Crossing& crossing : found[0].crossings) {
    CHECK(cheaper(released(crossing.before.floor()), book, options) !=
          cheaper(released(crossing.value.floor()), book, options));
  }
}

TEST_CASE("a comparison in one zone that is to survive its loss ranks nothing and says why") {
  EstimateOptions options = with_everything();
  options.hosts.zones = 1;
  const Comparison comparison = compare(released(6), round_prices("0.05"), options,
                                        {Deployment::parse("ecs-ec2"), Deployment::parse("ecs-fargate")});
  CHECK(comparison.best() == nullptr);
  CHECK(comparison.break_evens.empty());
}

}  // namespace resilience_test

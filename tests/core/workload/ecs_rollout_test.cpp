// Deployment configurations of ECS services: rule S23.

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_rollout_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

ReadResult read_with(const std::string& members) {
  return read_ecs_texts(
      {small_task("web"), R"({"serviceName": "shop", "taskDefinition": "web", "desiredCount": 4, )" + members + "}"});
}

Rollout rollout_of(const std::string& members) {
  const ReadResult result = read_with(members);
  REQUIRE(result.problems.empty());
  return result.workload.services.at(0).rollout;
}

}  // namespace

TEST_CASE("Percentages of a deployment are what may run on top and what may be missing") {
  const Rollout rollout =
      rollout_of(R"("deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 50})");
  CHECK(rollout == Rollout{RolloutStrategy::rolling, {50, true, false}, {50, true, false}, std::nullopt, false});
  CHECK(rollout.extra_copies(4) == 2);
  CHECK(rollout.missing_copies(4) == 2);
  CHECK(
      rollout_of(R"("deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0})").extra_copies(4) ==
      0);
}

TEST_CASE("Without percentages ECS doubles the tasks, as an assumption by name") {
  for (const char* members : {R"("launchType": "EC2")", R"("deploymentConfiguration": {})",
                              R"("deploymentConfiguration": {"maximumPercent": 0, "strategy": "ROLLING"})"}) {
    CAPTURE(members);
    const ReadResult result = read_with(members);
    CHECK(result.workload.services.at(0).rollout == Rollout{});
    CHECK(has_assumption(result.workload, "rollout_default", "maximumPercent 200"));
    CHECK(has_assumption(result.workload, "rollout_default", ": shop"));
  }
  CHECK_FALSE(
      has_assumption(read_with(R"("deploymentConfiguration": {"maximumPercent": 200})").workload, "rollout_default"));
}

TEST_CASE("Blue/green, linear and canary deployments keep both revisions for their bake time") {
  for (const char* strategy : {"BLUE_GREEN", "LINEAR", "CANARY"}) {
    CAPTURE(strategy);
    const Rollout rollout = rollout_of(R"("deploymentConfiguration": {"maximumPercent": 200, "bakeTimeInMinutes": 15,
        "strategy": ")" + std::string(strategy) +
                                       "\"}");
    CHECK(rollout.strategy == RolloutStrategy::blue_green);
    CHECK(rollout.bake_minutes == 15);
    CHECK(rollout.extra_copies(4) == 4);
  }
}

TEST_CASE("A controller of its own starts a second task set") {
  for (const char* type : {"CODE_DEPLOY", "EXTERNAL"}) {
    CHECK(rollout_of(R"("deploymentController": {"type": ")" + std::string(type) + "\"}").strategy ==
          RolloutStrategy::blue_green);
  }
  CHECK(rollout_of(R"("deploymentController": {"type": "ECS"})").strategy == RolloutStrategy::rolling);
}

TEST_CASE("A daemon stops its task on a host before it starts the new one") {
  const Rollout rollout = rollout_of(R"("schedulingStrategy": "DAEMON", "launchType": "EC2")");
  CHECK(rollout.extra_copies(3) == 0);
  CHECK(rollout.missing_copies(3) == 3);
  CHECK_FALSE(has_assumption(read_with(R"("schedulingStrategy": "DAEMON")").workload, "rollout_default", ": shop"));
}

TEST_CASE("What ECS does not know is a problem at its place") {
  CHECK(contains(only_problem(read_with(R"("deploymentConfiguration": {"strategy": "SLOW"})")),
                 "$.deploymentConfiguration.strategy"));
  CHECK(
      contains(only_problem(read_with(R"("deploymentController": {"type": "ARGO"})")), "ECS, CODE_DEPLOY or EXTERNAL"));
  CHECK(contains(only_problem(read_with(R"("deploymentConfiguration": {"minimumHealthyPercent": 101})")),
                 "$.deploymentConfiguration.minimumHealthyPercent"));
}

}  // namespace ecs_rollout_test

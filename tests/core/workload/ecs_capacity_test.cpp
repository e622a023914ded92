// Capacity providers and strategies of ECS: rules S21, S22, J6, J7.

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_capacity_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

const std::string providers = R"({"capacityProviders": [
    {"capacityProviderArn": "arn:aws:ecs:r:1:capacity-provider/FARGATE", "name": "FARGATE", "status": "ACTIVE"},
    {"name": "hosts", "autoScalingGroupProvider": {"autoScalingGroupArn": "arn", "managedScaling":
        {"status": "ENABLED", "targetCapacity": 90}}},
    {"name": "plain", "autoScalingGroupProvider": {"autoScalingGroupArn": "arn", "managedScaling":
        {"status": "DISABLED", "targetCapacity": 90}}},
    {"name": "managed", "managedInstancesProvider": {"instanceLaunchTemplate": {"capacityOptionType": "SPOT"}}}]})";

std::string service_with(const std::string& members) {
  return R"({"services": [{"serviceName": "shop", "taskDefinition": "web", "clusterArn": "arn:aws:ecs:r:1:cluster/prod",
            "desiredCount": 1, "deploymentConfiguration": {"maximumPercent": 200})" +
         members + "}]}";
}

std::string strategy(const std::string& items) { return R"(, "capacityProviderStrategy": [)" + items + "]"; }

std::vector<CapacityShare> strategy_of(const ReadResult& result) {
  REQUIRE(result.problems.empty());
  return result.workload.services.at(0).capacity_strategy;
}

}  // namespace

TEST_CASE("Providers of a strategy are what their documents say, wherever these stand among the inputs") {
  const std::string items = R"({"capacityProvider": "hosts", "base": 2, "weight": 1},
      {"capacityProvider": "arn:aws:ecs:r:1:capacity-provider/plain", "weight": 3})";
  for (const bool first : {true, false}) {
    std::vector<std::string> texts = {small_task("web"), service_with(strategy(items))};
    texts.insert(first ? texts.begin() : texts.end(), providers);
    const std::vector<CapacityShare> shares = strategy_of(read_ecs_texts(texts));
    REQUIRE(shares.size() == 2);
    CHECK(shares[0] == CapacityShare{"hosts", CapacityKind::auto_scaling_group, false, 2, 1, 90});
    CHECK(shares[1] == CapacityShare{"plain", CapacityKind::auto_scaling_group, false, 0, 3, std::nullopt});
  }
  const auto managed = strategy_of(read_ecs_texts(
      {small_task("web"), providers, service_with(strategy(R"({"capacityProvider": "managed", "weight": 1})"))}));
  CHECK(managed.at(0) == CapacityShare{"managed", CapacityKind::managed_instances, true, 0, 1, std::nullopt});
}

TEST_CASE("Fargate needs no document") {
  const ReadResult result = read_ecs_texts(
      {small_task("web"),
       service_with(strategy(
           R"({"capacityProvider": "FARGATE", "base": 1, "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 3})"))});
  const std::vector<CapacityShare> shares = strategy_of(result);
  CHECK(shares.at(0) == CapacityShare{"FARGATE", CapacityKind::fargate, false, 1, 1, std::nullopt});
  CHECK(shares.at(1) == CapacityShare{"FARGATE_SPOT", CapacityKind::fargate_spot, true, 0, 3, std::nullopt});
  CHECK_FALSE(has_assumption(result.workload, "capacity_provider"));
}

TEST_CASE("A provider that no document describes is an Auto Scaling group, as an assumption") {
  const ReadResult result =
      read_ecs_texts({small_task("web"), service_with(strategy(R"({"capacityProvider": "mystery", "weight": 1})"))});
  CHECK(strategy_of(result).at(0).kind == CapacityKind::auto_scaling_group);
  CHECK(has_assumption(result.workload, "capacity_provider", "\"mystery\""));
  const auto beside = strategy_of(read_ecs_texts(
      {small_task("web"), providers,
       service_with(strategy(
           R"({"capacityProvider": "mystery", "weight": 1}, {"capacityProvider": "managed", "weight": 1})"))}));
  CHECK(beside.at(0).kind == CapacityKind::managed_instances);
}

TEST_CASE("The cluster's default strategy serves services that name no capacity (rule S22)") {
  const std::string item = R"([{"capacityProvider": "hosts", "weight": 1}])";
  for (const std::string& cluster :
       {R"({"clusters": [{"clusterName": "prod", "defaultCapacityProviderStrategy": )" + item + "}]}",
        R"({"cluster": "prod", "capacityProviders": ["hosts"], "defaultCapacityProviderStrategy": )" + item + "}"}) {
    CHECK(strategy_of(read_ecs_texts({small_task("web"), providers, cluster, service_with("")})).at(0).provider ==
          "hosts");
    CHECK(strategy_of(read_ecs_texts({small_task("web"), providers, cluster, service_with(R"(, "launchType": "EC2")")}))
              .empty());
    const auto own =
        strategy_of(read_ecs_texts({small_task("web"), providers, cluster,
                                    service_with(strategy(R"({"capacityProvider": "FARGATE", "weight": 1})"))}));
    CHECK(own.at(0).provider == "FARGATE");
  }
}

TEST_CASE("Strategies that ECS refuses are problems at their place") {
  const auto problem = [](const std::string& items) {
    return only_problem(read_ecs_texts({small_task("web"), providers, service_with(strategy(items))}));
  };
  const std::string mixed = problem(R"({"capacityProvider": "FARGATE", "weight": 1}, {"capacityProvider": "hosts"})");
  CHECK(contains(mixed, "file3.json at $.services[0].capacityProviderStrategy"));
  CHECK(contains(mixed, "'FARGATE' (fargate) beside 'hosts' (auto_scaling_group)"));
  CHECK(contains(problem(R"({"capacityProvider": "hosts", "base": 1, "weight": 1},
                            {"capacityProvider": "plain", "base": 1})"),
                 "at most one provider with a base"));
  CHECK(contains(problem(R"({"capacityProvider": "hosts"}, {"capacityProvider": "plain"})"),
                 "at least one weight above 0"));
  CHECK(contains(problem(R"({"capacityProvider": "hosts", "weight": 1001})"), "capacityProviderStrategy[0].weight"));
  CHECK(contains(only_problem(read_ecs_texts(
                     {small_task("web"), service_with(strategy(R"({"capacityProvider": "FARGATE", "weight": 1})") +
                                                      R"(, "launchType": "EC2")")})),
                 "either launchType or capacityProviderStrategy"));
}

TEST_CASE("A broken default strategy is reported for its cluster, and the services count without one") {
  const ReadResult result =
      read_ecs_texts({small_task("web"), service_with(""), R"({"clusters": [{"clusterName": "prod",
      "defaultCapacityProviderStrategy": [{"capacityProvider": "a"}, {"capacityProvider": "b"}]}]})"});
  CHECK(contains(only_problem(result), "file3.json at $.clusters[0].defaultCapacityProviderStrategy"));
  CHECK(result.workload.services.size() == 1);
}

TEST_CASE("Providers that no strategy names are ignored by name") {
  const ReadResult result = read_ecs_texts({small_task("web"), R"({"capacityProvider": {"name": "spare",
      "autoScalingGroupProvider": {"autoScalingGroupArn": "arn"}}})"});
  REQUIRE(result.ignored.size() == 1);
  CHECK(contains(result.ignored[0], "capacity provider spare"));
}

}  // namespace ecs_capacity_test

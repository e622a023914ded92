#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_join_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::string described_task(const std::string& family, int revision, int cpu_units) {
  const std::string name = family + ":" + std::to_string(revision);
  return R"({"taskDefinition": {"taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/)" + name +
         R"(", "family": ")" + family + R"(", "revision": )" + std::to_string(revision) +
         R"(, "networkMode": "awsvpc", "cpu": ")" + std::to_string(cpu_units) +
         R"(", "memory": "1024", "containerDefinitions": [{"name": "main"}]}, "tags": []})";
}

std::string services(const std::string& items) { return R"({"services": [)" + items + R"(], "failures": []})"; }

std::int64_t count_of(const Service& service) { return peak_count(service.demand); }

}  // namespace

TEST_CASE("A task definition that no service runs becomes one task, as an assumption") {
  const ReadResult result = read_ecs_texts({small_task("web")});
  REQUIRE(result.workload.services.size() == 1);
  const Service& service = result.workload.services.front();
  CHECK(service.name == "web");
  CHECK(service.format == InputFormat::ecs);
  CHECK(service.origin == "file1.json at $");
  CHECK(count_of(service) == 1);
  CHECK(service.task.request.cpu.units() == 256);
  CHECK(service.task.images == std::vector<std::string>{"example/app"});
  CHECK(has_assumption(result.workload, "desired_count", "\"web\""));
  CHECK(has_assumption(result.workload, "network_mode_default"));
  CHECK(has_assumption(result.workload, "platform_default"));
  CHECK(result.problems.empty());
}

TEST_CASE("A service finds its task definition by ARN, by family and revision, and by family") {
  const std::vector<std::string> definitions = {described_task("web", 7, 256), described_task("web", 12, 512),
                                                described_task("web", 9, 1024)};
  const std::pair<const char*, std::int64_t> cases[] = {
      {"arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7", 256}, {"web:9", 1024}, {"web", 512}};
  for (const auto& [reference, units] : cases) {
    CAPTURE(reference);
    std::vector<std::string> texts = definitions;
    texts.push_back(services(R"({"serviceName": "shop", "desiredCount": 3, "launchType": "EC2", "taskDefinition": ")" +
                             std::string(reference) + R"("})"));
    const ReadResult result = read_ecs_texts(texts);
    REQUIRE(result.workload.services.size() == 1);
    CHECK(result.workload.services.front().name == "shop");
    CHECK(count_of(result.workload.services.front()) == 3);
    CHECK(result.workload.services.front().task.request.cpu.units() == units);
    CHECK(result.ignored.size() == 2);
    CHECK_FALSE(has_assumption(result.workload, "desired_count"));
  }
}

TEST_CASE("A definition of another account is not the one a service runs") {
  const ReadResult result = read_ecs_texts(
      {described_task("web", 7, 256),
       services(
           R"({"serviceName": "shop", "taskDefinition": "arn:aws:ecs:eu-west-1:999999999999:task-definition/web:7"})")});
  CHECK(contains(only_problem(result), "describe-task-definition --task-definition web:7"));
}

TEST_CASE("A definition file without a revision serves a service that names one, as an assumption") {
  const ReadResult result =
      read_ecs_texts({small_task("web"), R"({"serviceName": "shop", "desiredCount": 2, "taskDefinition": "web:41"})"});
  REQUIRE(result.workload.services.size() == 1);
  CHECK(result.workload.services.front().task.request.cpu.units() == 256);
  CHECK(has_assumption(result.workload, "task_definition_revision", "shop"));
}

TEST_CASE("A service without its task definition is a problem that says what to run, and others still count") {
  const ReadResult result = read_ecs_texts(
      {small_task("web"),
       services(R"({"serviceName": "a", "taskDefinition": "web"}, {"serviceName": "b", "taskDefinition": "api:3"})")});
  CHECK(result.workload.services.size() == 1);
  const std::string problem = only_problem(result);
  CHECK(contains(problem, "file2.json at $.services[1].taskDefinition"));
  CHECK(contains(problem, "aws ecs describe-task-definition --task-definition api:3"));
}

TEST_CASE("Two definitions of one family without revisions are ambiguous for a service") {
  const ReadResult result = read_ecs_texts(
      {small_task("web"), small_task("web"), services(R"({"serviceName": "shop", "taskDefinition": "web"})")});
  CHECK(contains(only_problem(result), "not 2 as in file1.json and file2.json"));
}

TEST_CASE("A broken task definition is reported once with its path, and once for the service that runs it") {
  const ReadResult result =
      read_ecs_texts({R"({"family": "web", "cpu": "${CPU}", "memory": "512", "containerDefinitions": [{}]})",
                      services(R"({"serviceName": "shop", "taskDefinition": "web"})"), small_task("api")});
  REQUIRE(result.problems.size() == 2);
  CHECK(contains(result.problems[0].message, "file1.json at $.cpu"));
  CHECK(contains(result.problems[0].message, "placeholder"));
  CHECK(contains(result.problems[1].message, "problem is reported for file1.json"));
  CHECK(result.workload.services.size() == 1);
}

TEST_CASE("A service definition without a name takes the only task definition there is") {
  const ReadResult result = read_ecs_texts(
      {R"({"desiredCount": 2, "launchType": "FARGATE", "loadBalancers": [{"targetGroupArn": "{{ arn }}"}]})",
       small_task("web")});
  REQUIRE(result.workload.services.size() == 1);
  CHECK(result.workload.services.front().name == "web");
  CHECK(count_of(result.workload.services.front()) == 2);
  CHECK(result.workload.services.front().load_balanced);
  CHECK(has_assumption(result.workload, "service_task_definition"));
}

TEST_CASE("Facts of a service: count, address, load balancer, placement, daemon") {
  const ReadResult result = read_ecs_texts({small_task("web"), services(R"(
      {"serviceName": "idle", "taskDefinition": "web", "desiredCount": 0},
      {"serviceName": "agent", "taskDefinition": "web", "schedulingStrategy": "DAEMON", "desiredCount": 5},
      {"serviceName": "edge", "taskDefinition": "web", "placementConstraints": [{"type": "distinctInstance"}],
       "placementStrategy": [{"type": "spread", "field": "instanceId"}], "loadBalancers": [{"loadBalancerName": "old"}],
       "networkConfiguration": {"awsvpcConfiguration": {"subnets": [], "assignPublicIp": "ENABLED"}}},
      {"serviceName": "gone", "taskDefinition": "missing", "status": "INACTIVE"})")});
  REQUIRE(result.workload.services.size() == 3);
  const Service& idle = result.workload.services[0];
  const Service& agent = result.workload.services[1];
  const Service& edge = result.workload.services[2];
  CHECK(count_of(idle) == 0);
  CHECK_FALSE(idle.assign_public_ip.has_value());
  CHECK(agent.is_daemon);
  CHECK(agent.task.host_demands.back() ==
        HostDemand{"scheduling_daemon", "DAEMON", "$.services[1].schedulingStrategy"});
  CHECK(edge.assign_public_ip == true);
  CHECK(edge.load_balanced);
  CHECK(edge.task.one_per_host);
  const auto& demands = edge.task.host_demands;
  const auto has = [&](const HostDemand& demand) {
    return std::find(demands.begin(), demands.end(), demand) != demands.end();
  };
  CHECK(has({"service_placement_constraint", "distinctInstance", "$.services[2].placementConstraints[0].type"}));
  CHECK(has({"service_placement_strategy", "spread", "$.services[2].placementStrategy[0].type"}));
  CHECK(has({"classic_load_balancer", "old", "$.services[2].loadBalancers[0].loadBalancerName"}));
  CHECK(has_assumption(result.workload, "desired_count", "\"edge\""));
  CHECK_FALSE(has_assumption(result.workload, "desired_count", "\"agent\""));
  CHECK(result.ignored.size() == 1);
  CHECK(result.problems.empty());
}

TEST_CASE("Fargate Spot comes from the service, or from its cluster when the service names no capacity (rule S22)") {
  const std::string cluster = R"({"clusters": [{"clusterName": "prod", "defaultCapacityProviderStrategy": [
      {"capacityProvider": "FARGATE", "weight": 1, "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 4}]}]})";
  const ReadResult result = read_ecs_texts({small_task("web"), cluster, services(R"(
      {"serviceName": "default", "clusterArn": "arn:aws:ecs:r:1:cluster/prod", "taskDefinition": "web"},
      {"serviceName": "own", "clusterArn": "arn:aws:ecs:r:1:cluster/prod", "taskDefinition": "web", "launchType": "FARGATE"},
      {"serviceName": "spot", "taskDefinition": "web", "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT"}]},
      {"serviceName": "unused", "taskDefinition": "web",
       "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 0}]})")});
  REQUIRE(result.workload.services.size() == 4);
  std::vector<std::string> on_spot;
  for (const Service& service : result.workload.services) {
    for (const HostDemand& demand : service.task.host_demands) {
      if (demand.feature == "capacity_fargate_spot") on_spot.push_back(service.name + " " + demand.json_path);
    }
  }
  CHECK(on_spot == std::vector<std::string>{"default $.clusters[0].defaultCapacityProviderStrategy[1].capacityProvider",
                                            "spot $.services[2].capacityProviderStrategy[0].capacityProvider"});
}

TEST_CASE("Logs go to CloudWatch when a container says so") {
  const auto sends = [](const std::string& log) {
    const std::string text = R"({"containerDefinitions": [{"memory": 1, "logConfiguration": )" + log + "}]}";
    return read_ecs_texts({text}).workload.services.front().sends_cloudwatch_logs;
  };
  CHECK(sends(R"({"logDriver": "awslogs"})") == true);
  CHECK(sends(R"({"logDriver": "json-file"})") == false);
  CHECK(sends("null") == false);
  CHECK(sends(R"({"logDriver": "awsfirelens", "options": {"Name": "cloudwatch_logs"}})") == true);
  CHECK(sends(R"({"logDriver": "awsfirelens", "options": {"Name": "datadog"}})") == false);
  CHECK_FALSE(sends(R"({"logDriver": "awsfirelens"})").has_value());
}

TEST_CASE("Equal names get the cluster or the file behind them when these differ, and are a problem otherwise") {
  const std::string same = R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 1})";
  const ReadResult result =
      read_ecs_texts({small_task("web"), services(R"({"serviceName": "web", "cluster": "prod", "taskDefinition": "web"},
                   {"serviceName": "web", "cluster": "staging", "taskDefinition": "web"})"),
                      services(same), services(same + "," + same)});
  std::vector<std::string> names;
  for (const Service& service : result.workload.services) names.push_back(service.name);
  CHECK(names == std::vector<std::string>{"web", "web (staging)", "web (file3.json)", "web (file4.json)"});
  CHECK(contains(only_problem(result), "file4.json at $.services[1]"));
}

TEST_CASE("A service described twice counts once") {
  const std::string text = services(R"({"serviceName": "web", "serviceArn": "arn:1", "taskDefinition": "web"})");
  const ReadResult result = read_ecs_texts({small_task("web"), text, text});
  CHECK(result.workload.services.size() == 1);
  CHECK(result.ignored.size() == 1);
}

TEST_CASE("ARM64, Windows and ephemeral storage are read") {
  const ReadResult result = read_ecs_texts(
      {small_task("arm", R"("runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
                            "ephemeralStorage": {"sizeInGiB": 60}, )"),
       small_task("win", R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2019_FULL"}, )"),
       small_task("bad", R"("runtimePlatform": {"operatingSystemFamily": "BSD"}, )"),
       small_task("worse", R"("runtimePlatform": {"cpuArchitecture": "RISCV"}, )")});
  REQUIRE(result.workload.services.size() == 2);
  CHECK(result.workload.services[0].task.architecture == Architecture::arm64);
  CHECK(result.workload.services[0].task.ephemeral_storage == Bytes::from_gib(60));
  CHECK(result.workload.services[1].task.operating_system == OperatingSystem::windows_os);
  REQUIRE(result.problems.size() == 2);
  CHECK(contains(result.problems[0].message, "$.runtimePlatform.operatingSystemFamily"));
  CHECK(contains(result.problems[1].message, "X86_64 or ARM64"));
}

TEST_CASE("A task that reserves no CPU is named among the assumptions (rule S5)") {
  const ReadResult result = read_ecs_texts({R"({"family": "free", "containerDefinitions": [{"memory": 64}]})"});
  CHECK(has_assumption(result.workload, "cpu_unlimited", "\"free\""));
}

}  // namespace ecs_join_test

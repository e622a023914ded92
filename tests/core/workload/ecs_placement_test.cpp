// PlacementStrategy constraints and strategies of ECS: rule S15.

#include "container_tco/workload/ecs_placement.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_placement_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

using Texts = std::vector<std::string>;

std::string member_of(const std::string& expression) {
  return R"("placementConstraints": [{"type": "memberOf", "expression": ")" + expression + "\"}], ";
}

ReadResult read_task_with(const std::string& members) { return read_ecs_texts({small_task("web", members)}); }

Task task_with(const std::string& expression) {
  const ReadResult result = read_task_with(member_of(expression));
  REQUIRE(result.problems.empty());
  return result.workload.services.at(0).task;
}

PlacementStrategy placement_of(const std::string& strategies) {
  const Parsed parsed(R"({"placementStrategy": [)" + strategies + "]}");
  return read_ecs_placement(parsed.root());
}

}  // namespace

TEST_CASE("Attributes of one's own become labels that the host must have") {
  CHECK(task_with("attribute:stack == prod").required_host_labels == Texts{"stack=prod"});
  CHECK(task_with("attribute:stack==prod").required_host_labels == Texts{"stack=prod"});
  CHECK(task_with("attribute:stack equals 'prod'").required_host_labels == Texts{"stack=prod"});
  CHECK(task_with("attribute:stack in [prod, test]").required_host_labels == Texts{"stack=prod|test"});
  CHECK(task_with("attribute:stack exists").required_host_labels == Texts{"stack"});
  CHECK(task_with("attribute:stack == prod and attribute:disk == ssd").required_host_labels ==
        Texts{"disk=ssd", "stack=prod"});
}

TEST_CASE("Attributes of the agent say which zones, types and platforms will do") {
  CHECK(task_with("attribute:ecs.availability-zone in [eu-west-1a, eu-west-1b]").allowed_zones ==
        Texts{"eu-west-1a", "eu-west-1b"});
  CHECK(task_with("attribute:ecs.instance-type == inf1.xlarge").allowed_instance_types == Texts{"inf1.xlarge"});
  CHECK(task_with("attribute:ecs.instance-type =~ g4dn.*").allowed_instance_types == Texts{"g4dn*"});
  CHECK(task_with("attribute:ecs.instance-type =~ p3\\\\..*").allowed_instance_types == Texts{"p3.*"});
  CHECK(task_with("attribute:ecs.cpu-architecture == arm64").architecture == Architecture::arm64);
  CHECK(task_with("attribute:ecs.os-type == windows").operating_system == OperatingSystem::windows_os);
  const Task linux_only = task_with("attribute:ecs.os-type == linux && agentConnected == true");
  CHECK(linux_only.operating_system == OperatingSystem::linux_os);
  CHECK(linux_only.required_host_labels.empty());
}

TEST_CASE("Hosts of either architecture will do for a task that names both") {
  const Task task = task_with("attribute:ecs.cpu-architecture in [x86_64, arm64]");
  CHECK(task.architecture == Architecture::x86_64);
  CHECK(task.also_built_for == std::vector<Architecture>{Architecture::arm64});
  CHECK(task_with("attribute:ecs.cpu-architecture == x86_64").also_built_for.empty());
}

TEST_CASE("A constraint against the stated architecture is a problem at its place") {
  const std::string message = only_problem(read_task_with(R"("runtimePlatform": {"cpuArchitecture": "X86_64"}, )" +
                                                          member_of("attribute:ecs.cpu-architecture == arm64")));
  CHECK(contains(message, "$.placementConstraints[0].expression"));
  CHECK(contains(message, "x86_64, which the task states"));
  CHECK(contains(only_problem(read_task_with(R"("runtimePlatform": {"operatingSystemFamily": "LINUX"}, )" +
                                             member_of("attribute:ecs.os-type == windows"))),
                 "linux, which the task states"));
}

TEST_CASE("A service and its task definition that want different hosts are a problem, agreeing ones narrow") {
  const auto read = [](const std::string& of_service) {
    return read_ecs_texts(
        {small_task("web", member_of("attribute:stack in [prod, test]")),
         R"({"serviceName": "shop", "taskDefinition": "web", )" + member_of(of_service) + R"("desiredCount": 1})"});
  };
  CHECK(read("attribute:stack == test").workload.services.at(0).task.required_host_labels == Texts{"stack=test"});
  const std::string message = only_problem(read("attribute:stack == dev"));
  CHECK(contains(message, "file2.json at $.placementConstraints[0].expression"));
  CHECK(contains(message, "prod, test at file1.json at $.placementConstraints[0].expression"));
  CHECK(contains(message, "dev"));
}

// Operators of the cluster query language: Amazon ECS Developer Guide (2026).
TEST_CASE("What instance types settle may be excluded, too") {
  CHECK(task_with("attribute:ecs.instance-type != c6a.large").required_host_labels ==
        Texts{"ecs.instance-type!=c6a.large"});
  CHECK(task_with("attribute:ecs.instance-type!=c6a.large").required_host_labels ==
        Texts{"ecs.instance-type!=c6a.large"});
  CHECK(task_with("attribute:ecs.instance-type not_equals c6a.large").required_host_labels ==
        Texts{"ecs.instance-type!=c6a.large"});
  for (const char* in : {"not_in", "!in"}) {
    CHECK(
        task_with("attribute:ecs.instance-type " + std::string(in) + " [c6a.large, c6a.xlarge]").required_host_labels ==
        Texts{"ecs.instance-type!=c6a.large|c6a.xlarge"});
  }
  CHECK(task_with("attribute:ecs.instance-type !~ c6a.*").required_host_labels == Texts{"ecs.instance-type!=c6a*"});
  CHECK(task_with("attribute:ecs.cpu-architecture != x86_64").architecture == Architecture::arm64);
  CHECK(has_assumption(read_task_with(member_of("attribute:ecs.availability-zone != eu-west-1a")).workload,
                       "placement_expression", "\"web\""));
}

TEST_CASE("A task keeps whether it states its architecture") {
  CHECK_FALSE(read_task_with("").workload.services.at(0).task.architecture_is_stated);
  CHECK(read_task_with(R"("runtimePlatform": {"cpuArchitecture": "ARM64"}, )")
            .workload.services.at(0)
            .task.architecture_is_stated);
  CHECK(task_with("attribute:ecs.cpu-architecture == arm64").architecture_is_stated);
}

TEST_CASE("Expressions that are not understood are named among the assumptions and change nothing") {
  for (const char* expression :
       {"attribute:stack != prod", "attribute:stack == a or attribute:stack == b", "not(attribute:stack == a)",
        "(attribute:stack == a)", "task:group == service:db", "attribute:ecs.ami-id == ami-1", "attribute:stack =~ a.*",
        "attribute:ecs.instance-type =~ (c5|m5).*", "attribute:stack !exists", "attribute: == a", "",
        "attribute:a in [b"}) {
    CAPTURE(expression);
    const ReadResult result = read_task_with(member_of(expression));
    REQUIRE(result.workload.services.size() == 1);
    CHECK(result.workload.services[0].task.required_host_labels.empty());
    CHECK(result.workload.services[0].task.allowed_instance_types.empty());
    CHECK(has_assumption(result.workload, "placement_expression", "\"web\""));
  }
}

TEST_CASE("Strategies amount to spreading over hosts or zones, packing, or chance; zones are the default") {
  const std::string zones = R"({"type": "spread", "field": "attribute:ecs.availability-zone"})";
  const std::string hosts = R"({"type": "spread", "field": "instanceId"})";
  const std::string packed = R"({"type": "binpack", "field": "memory"})";
  CHECK(placement_of("") == PlacementStrategy::spread_zones);
  CHECK(placement_of(zones) == PlacementStrategy::spread_zones);
  CHECK(placement_of(zones + "," + packed) == PlacementStrategy::spread_zones);
  CHECK(placement_of(zones + "," + hosts) == PlacementStrategy::spread_hosts);
  CHECK(placement_of(R"({"type": "spread", "field": "host"})") == PlacementStrategy::spread_hosts);
  CHECK(placement_of(packed) == PlacementStrategy::binpack);
  CHECK(placement_of(R"({"type": "random"})") == PlacementStrategy::random);
  CHECK(contains(error_of([] { placement_of(R"({"type": "scatter"})"); }), "binpack, spread or random"));
}

}  // namespace ecs_placement_test

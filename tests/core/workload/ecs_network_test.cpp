#include "container_tco/workload/ecs_network.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_network_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::vector<std::string> ports_of(const std::string& mappings, NetworkMode mode) {
  const Parsed parsed(R"({"containerDefinitions": [{"portMappings": )" + mappings + "}]}");
  return read_static_host_ports(parsed.root(), mode);
}

using Ports = std::vector<std::string>;

}  // namespace

TEST_CASE("In bridge mode only a fixed host port binds a task to its host (rule S11)") {
  CHECK(ports_of(R"([{"containerPort": 80, "hostPort": 8080}, {"containerPort": 53, "hostPort": 53, "protocol": "udp"},
                     {"containerPort": 81, "hostPort": 0}, {"containerPort": 82}])",
                 NetworkMode::bridge) == Ports{"53/udp", "8080/tcp"});
}

TEST_CASE("In host mode every mapped port binds (rule S11)") {
  CHECK(ports_of(R"([{"containerPort": 80}, {"containerPort": 90, "hostPort": 90}, {"containerPort": 80}])",
                 NetworkMode::host) == Ports{"80/tcp", "90/tcp"});
  CHECK(ports_of(R"([{"containerPortRange": "8000-8002"}])", NetworkMode::host) ==
        Ports{"8000/tcp", "8001/tcp", "8002/tcp"});
}

TEST_CASE("A task with its own interface takes no port of its host") {
  CHECK(ports_of(R"([{"containerPort": 80, "hostPort": 80}])", NetworkMode::awsvpc).empty());
}

TEST_CASE("Broken ports are errors where they matter") {
  CHECK_THROWS_AS(ports_of(R"([{"containerPort": 80, "hostPort": 65536}])", NetworkMode::bridge), ParseError);
  CHECK_THROWS_AS(ports_of(R"([{"hostPort": 80, "protocol": "sctp"}])", NetworkMode::bridge), ParseError);
  CHECK_THROWS_AS(ports_of(R"([{"containerPortRange": "9-8"}])", NetworkMode::host), ParseError);
  CHECK_THROWS_AS(ports_of(R"([{"containerPortRange": "1-99999999999"}])", NetworkMode::host), ParseError);
  CHECK_THROWS_AS(ports_of(R"([{"containerPort": "${PORT}"}])", NetworkMode::host), ParseError);
}

TEST_CASE("Network modes are the names of ECS") {
  CHECK(read_ecs_network_mode(Parsed(R"({"networkMode": "awsvpc"})").root()) == NetworkMode::awsvpc);
  CHECK(read_ecs_network_mode(Parsed(R"({"networkMode": "default"})").root()) == NetworkMode::bridge);
  CHECK_FALSE(read_ecs_network_mode(Parsed(R"({"networkMode": ""})").root()).has_value());
  CHECK_FALSE(read_ecs_network_mode(Parsed("{}").root()).has_value());
  CHECK_THROWS_AS(read_ecs_network_mode(Parsed(R"({"networkMode": "vpc"})").root()), ParseError);
}

}  // namespace ecs_network_test

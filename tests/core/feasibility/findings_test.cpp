#include <doctest/doctest.h>

#include "one_demand.hpp"

namespace container_tco::findings_test {
namespace {
const Deployment ecs_fargate{ControlPlane::ecs, DataPlane::fargate};
}

TEST_CASE("a finding carries the place, the rule and a way out") {
  const Workload workload =
      workload_of({service_with({{"privileged", "true", "$.containerDefinitions[1].privileged"}})});
  const Feasibility result = check_feasibility(workload, ecs_fargate);
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings[0];
  CHECK(finding.json_path == "$.containerDefinitions[1].privileged");
  CHECK(finding.rule == "X6");
  CHECK(finding.service == "web");
  CHECK(finding.value == "true");
  CHECK_FALSE(finding.reason.empty());
  CHECK_FALSE(finding.remedy.empty());
  CHECK_FALSE(finding.source.empty());
}

TEST_CASE("findings stand by service, then rule number, then path") {
  const Service first = service_with({{"gpu", "1", "$.b"},
                                      {"privileged", "true", "$.z"},
                                      {"privileged", "true", "$.a"},
                                      {"network_mode", "bridge", "$.networkMode"}});
  Service second = service_with({{"privileged", "true", "$.a"}});
  second.name = "api";
  const Feasibility result = check_feasibility(workload_of({first, second}), ecs_fargate);
  std::string order;
  for (const Finding& finding : result.findings)
    order += finding.service + " " + finding.rule + " " + finding.json_path + "; ";
  CHECK(order == "web X1 $.networkMode; web X6 $.a; web X6 $.z; web X20 $.b; api X6 $.a; ");
}

TEST_CASE("the worst finding decides, and order does not matter") {
  const HostDemand warning{"network_mode", "bridge", "$.a"};
  const HostDemand impossible{"privileged", "true", "$.b"};
  CHECK(check_feasibility(workload_of({service_with({warning})}), ecs_fargate).verdict() == Verdict::warning);
  CHECK(check_feasibility(workload_of({service_with({warning, impossible})}), ecs_fargate).findings.size() == 2);
  CHECK(check_feasibility(workload_of({service_with({impossible, warning})}), ecs_fargate).verdict() ==
        Verdict::impossible);
}

TEST_CASE("hostile values neither throw nor match a number") {
  const std::string long_text(100000, '9');
  for (const std::string& value : {std::string(), std::string("*"), std::string("1e999999999"), long_text,
                                   std::string("\xff\x00\x01", 3), std::string("NaN")}) {
    CHECK(verdict_of("stop_timeout", value, Platform::fargate_linux) == Verdict::ok);
    CHECK(verdict_of("capability_add", value, Platform::fargate_linux) == Verdict::impossible);
  }
}

TEST_CASE("an empty workload has nothing against it") {
  CHECK(check_feasibility(workload_of({}), ecs_fargate).verdict() == Verdict::ok);
}

}  // namespace container_tco::findings_test

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace estimate_fargate_test {

using namespace container_tco;
using namespace container_tco::test;

// .5 vCPU, 1 GB: 730 × (0.5 × 0.04048 + 0.004445) = 18.02005, as published for a to-do app in 2026.
TEST_CASE("a service on Fargate costs its vCPU-hours and GB-hours") {
  const Estimate result = on("ecs-fargate", workload_of({service("todo", "0.5", "1", 1)}));
  CHECK(result.is_complete());
  CHECK(result.total() == usd("18.02005"));
  CHECK(cost_of(result, "compute/todo/vcpu") == usd("14.7752"));
  CHECK(cost_of(result, "compute/todo/memory") == usd("3.24485"));
}

// A request of 1 vCPU and 8 GB becomes 8.25 GB with EKS's 256 MiB, so 2 vCPU / 9 GB is bought:
// 730 × (2 × 0.04048 + 9 × 0.004445) = 88.30445. Two CoreDNS pods of .25 / .5: 2 × 730 × (0.01012 + 0.0022225)
// = 18.02005. The cluster: 73. In all 179.3245.
TEST_CASE("EKS on Fargate adds overhead, add-ons and the cluster") {
  const Estimate result = on("eks-fargate", workload_of({service("api", "1", "8", 1)}));
  CHECK(result.is_complete());
  CHECK(cost_of(result, "compute/api/vcpu") + cost_of(result, "compute/api/memory") == usd("88.30445"));
  CHECK(cost_of(result, "control_plane/eks") == usd("73"));
  CHECK(result.total() == usd("179.3245"));
}

// 60 GiB asked for, 40 billed: 730 × 40 × 0.000111 = 3.2412.
TEST_CASE("storage above 20 GiB is billed") {
  Workload workload = workload_of({service("todo", "0.5", "1", 1)});
  workload.services[0].task.ephemeral_storage = Bytes::from_gib(60);
  CHECK(cost_of(on("ecs-fargate", workload), "storage/todo/ephemeral") == usd("3.2412"));
}

// The daemon's 0.25 vCPU and 0.5 GiB join each task: 0.75 / 1.5 is bought as 1 / 2.
TEST_CASE("a daemon becomes a sidecar of every task") {
  Service agent = service("agent", "0.25", "0.5", 1);
  agent.is_daemon = true;
  const Estimate result = on("ecs-fargate", workload_of({service("todo", "0.5", "1", 1), agent}));
  REQUIRE(result.fargate.size() == 1);
  CHECK(result.fargate[0].task.size == FargateSize{1024, 2048});
}

TEST_CASE("a service of zero tasks costs nothing") {
  const Estimate result =
      on("ecs-fargate", workload_of({service("todo", "0.5", "1", 1), service("idle", "4", "8", 0)}));
  CHECK(result.total() == usd("18.02005"));
}

TEST_CASE("an impossible deployment has reasons and no lines") {
  Workload workload = workload_of({service("agent", "0.5", "1", 1)});
  workload.services[0].task.host_demands.push_back({"privileged", "true", "$.containerDefinitions[0].privileged"});
  const Estimate result = on("ecs-fargate", workload);
  CHECK_FALSE(result.is_feasible());
  CHECK_FALSE(result.is_complete());
  CHECK(result.lines.empty());
  REQUIRE_FALSE(result.feasibility.findings.empty());
  CHECK(result.feasibility.findings[0].json_path == "$.containerDefinitions[0].privileged");
}

TEST_CASE("a task larger than any Fargate size is impossible, not an exception") {
  const Estimate result = on("ecs-fargate", workload_of({service("huge", "48", "300", 1)}));
  CHECK_FALSE(result.is_feasible());
}

TEST_CASE("unknown regions and empty workloads are refused") {
  EstimateOptions options = plain_options();
  options.region = "us-est-1";
  CHECK_THROWS_WITH_AS(on("ecs-fargate", workload_of({service("a", "1", "2", 1)}), options),
                       doctest::Contains("us-east-1"), InvalidInputError);
  CHECK_THROWS_AS(on("ecs-fargate", Workload{}), InvalidInputError);
}

// Public subnets: 2 tasks × 730 h × 0.005 = 7.30.
TEST_CASE("every task of public subnets has an address") {
  Workload workload = workload_of({service("todo", "0.5", "1", 2)});
  workload.surroundings.egress = Egress::public_subnets;
  CHECK(cost_of(on("ecs-fargate", workload), "network/public_ipv4") == usd("7.3"));
}

// 8 releases × 2 tasks × 0.5 GB = 8 GB through NAT at 0.045 = 0.36.
TEST_CASE("every task that starts pulls its image") {
  Workload workload = workload_of({service("todo", "0.5", "1", 2)});
  workload.surroundings.egress = Egress::nat_gateway;
  workload.services[0].usage.image_gb = Rational::parse("0.5");
  workload.services[0].usage.releases_per_month = Rational(8);
  CHECK(cost_of(on("ecs-fargate", workload), "network/image_pulls") == usd("0.36"));
}

// One release × 2 tasks × (0.5 + 0.25 GB) = 1.5 GB of the Linux tasks, 1 × 0.5 GB of the Windows task, which takes no
// Linux daemon along: 2 GB at 0.045 = 0.09.
TEST_CASE("a daemon's image is pulled by the tasks that take it along, and by no others") {
  Service linux_tasks = service("web", "0.5", "1", 2);
  Service windows_task = service("iis", "1", "2", 1);
  Service agent = service("agent", "0.25", "0.5", 1);
  linux_tasks.usage.image_gb = Rational::parse("0.5");
  windows_task.usage.image_gb = Rational::parse("0.5");
  windows_task.task.operating_system = OperatingSystem::windows_os;
  agent.usage.image_gb = Rational::parse("0.25");
  agent.is_daemon = true;
  Workload workload = workload_of({linux_tasks, windows_task, agent});
  workload.surroundings.egress = Egress::nat_gateway;
  CHECK(cost_of(on("ecs-fargate", workload), "network/image_pulls") == usd("0.09"));
}

// 2 × 0.25 GB at 0.045 = 0.0225, though nothing is known of the task's own image.
TEST_CASE("a daemon's image counts beside an image of unknown size") {
  Service agent = service("agent", "0.25", "0.5", 1);
  agent.usage.image_gb = Rational::parse("0.25");
  agent.is_daemon = true;
  Workload workload = workload_of({service("web", "0.5", "1", 2), agent});
  workload.surroundings.egress = Egress::nat_gateway;
  CHECK(cost_of(on("ecs-fargate", workload), "network/image_pulls") == usd("0.0225"));
}

// Rule K13: private subnets only.
TEST_CASE("pods on Fargate have no public addresses, and a warning says what they need") {
  Workload workload = workload_of({service("web", "0.5", "1", 2)});
  workload.surroundings.egress = Egress::public_subnets;
  workload.services[0].usage.image_gb = Rational(1);
  const Estimate result = on("eks-fargate", workload);
  CHECK(cost_of(result, "network/public_ipv4") == usd("-1"));
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0].find("K13") != std::string::npos);
  bool pulls_left_out = false;
  for (const std::string& text : result.not_priced) pulls_left_out |= text.find("Image pulls of pods") == 0;
  CHECK(pulls_left_out);
}

TEST_CASE("a service may bear the name of a cluster add-on") {
  Service proxy = service("kube-proxy", "0.1", "0.1", 1);
  proxy.is_daemon = true;
  const Workload workload = workload_of({service("coredns", "0.5", "1", 1), proxy});
  CHECK(on("eks-ec2", workload).is_complete());
  const Estimate fargate = on("eks-fargate", workload);
  REQUIRE(fargate.fargate.size() == 2);
  CHECK(fargate.fargate[0].service != fargate.fargate[1].service);
}

}  // namespace estimate_fargate_test

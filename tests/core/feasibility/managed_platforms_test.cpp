#include <doctest/doctest.h>

#include "one_demand.hpp"

// What the columns say that take another's rules where they have none of their own.

namespace container_tco::managed_platforms_test {
namespace {

constexpr Verdict ok = Verdict::ok;
constexpr Verdict warning = Verdict::warning;
constexpr Verdict impossible = Verdict::impossible;

}  // namespace

TEST_CASE("Managed Instances give back some of what Fargate forbids") {
  const Platform platform = Platform::ecs_managed_instances;
  CHECK(verdict_of("gpu", "1", platform) == ok);
  CHECK(verdict_of("network_mode", "host", platform) == ok);
  CHECK(verdict_of("capability_add", "NET_ADMIN", platform) == ok);
  CHECK(verdict_of("capability_add", "CAP_BPF", platform) == ok);
  CHECK(verdict_of("capability_add", "SYS_MODULE", platform) == impossible);
  CHECK(verdict_of("task_placement_constraint", "memberOf", platform) == ok);
  CHECK(verdict_of("service_placement_strategy", "binpack", platform) == warning);
  CHECK(verdict_of("requires_compatibilities", "MANAGED_INSTANCES", platform) == ok);
  CHECK(verdict_of("requires_compatibilities", "EC2", platform) == warning);
  CHECK(verdict_of("privileged", "true", platform) == impossible);
  CHECK(verdict_of("need", "custom_ami", platform) == impossible);
  CHECK(verdict_of("need", "gpu", platform) == ok);
}

TEST_CASE("a rule that Managed Instances keep from Fargate says so") {
  const Service service = service_with({{"privileged", "true", "$.privileged"}});
  const Feasibility found = check_feasibility(workload_of({service}), Deployment::parse("ecs-managed-instances"));
  REQUIRE(found.findings.size() == 1);
  CHECK(found.findings[0].reason.starts_with("ECS Managed Instances keep this rule of Fargate (X61): "));
}

TEST_CASE("EKS Auto Mode is as EKS on hosts, with an image and volumes of AWS") {
  const Platform platform = Platform::eks_auto_mode;
  CHECK(verdict_of("k8s_privileged", "true", platform) == ok);
  CHECK(verdict_of("k8s_ebs_volume", "ebs.csi.aws.com", platform) == warning);
  CHECK(verdict_of("need", "custom_ami", platform) == impossible);
  CHECK(verdict_of("need", "kernel_modules", platform) == warning);
  CHECK(verdict_of("k8s_daemon_set", "true", platform) == ok);
}

TEST_CASE("Fargate Spot is as Fargate, for Linux only") {
  CHECK(verdict_of("privileged", "true", Platform::fargate_spot) == impossible);
  CHECK(verdict_of("capacity_fargate_spot", "true", Platform::fargate_spot) == ok);
  CHECK(verdict_of("capacity_fargate_spot", "true", Platform::fargate_linux) == warning);
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2022_CORE", Platform::fargate_spot) == impossible);
  CHECK(verdict_of("stop_timeout", "300", Platform::fargate_spot) == warning);
}

}  // namespace container_tco::managed_platforms_test

// The prices by the second and the hourly ones of 0.04048 and 0.004445 are those of AWS's page for us-east-1.
#include <doctest/doctest.h>

#include "examples.hpp"

namespace container_tco::estimate_references_test {
namespace {

std::string workload(const std::string& service, const std::string& surroundings = "{}") {
  return R"("workload": {"schema_version": "1", "name": "w", "surroundings": )" + surroundings +
         R"(, "services": [{"name": "web", )" + service + "}]}";
}

const std::string half_vcpu = R"("vcpu": "0.5", "memory_gib": "1", "count": 1)";

// 0.5 × 720 × 0.04048 = 14.5728 and 720 × 0.004445 = 3.2004.
TEST_CASE("a workload is priced by the real engine, and its lines can be checked") {
  const ExampleResult result = verify_body(R"("region": "us-east-1", "period": "720", "deployment": "ecs-fargate", )" +
                                           workload(half_vcpu) + R"(, "checks": [
      {"of": "estimate/line/compute/web/vcpu", "exact": "14.5728", "published": "14.57"},
      {"of": "estimate/quantity/compute/web/vcpu", "exact": "360"},
      {"of": "estimate/unit_price/compute/web/memory", "exact": "0.004445"},
      {"of": "estimate/category/compute", "exact": "17.7732"}, {"of": "estimate/service/web", "exact": "17.7732"},
      {"of": "estimate/infrastructure", "exact": "17.7732"}, {"of": "estimate/tasks/web", "exact": "1"},
      {"of": "estimate/task_hours/web", "exact": "720"}, {"of": "estimate/vcpu/web", "exact": "0.5"},
      {"of": "estimate/hosts", "exact": "0"}, {"of": "estimate/verdict", "text": "ok"}])");
  for (const ExampleCheck& check : result.checks) {
    INFO(check.of << ": " << check.computed << " " << check.note);
    CHECK(check.verdict == ExampleVerdict::match);
  }
}

// 2,592,000 s × 0.000011244 = 29.144448, against 29.1456 by the hour.
TEST_CASE("prices by the second are used as published") {
  CHECK(verify_body(R"("region": "us-east-1", "period": "720", "deployment": "ecs-fargate",
      "prices": [{"key": "fargate/ecs/linux/x86_64/vcpu", "unit_price": "0.000011244", "unit": "vCPU-Seconds"}], )" +
                    workload(R"("vcpu": "1", "memory_gib": "2", "count": 1)") +
                    R"(, "checks": [{"of": "estimate/line/compute/web/vcpu", "exact": "29.144448"}])")
            .passed());
}

TEST_CASE("a price in a unit that the engine does not count in is refused") {
  const ExampleResult result =
      verify_body(R"("region": "us-east-1", "deployment": "ecs-fargate",
      "prices": [{"key": "fargate/ecs/linux/x86_64/vcpu", "unit_price": "1", "unit": "GB-Months"}], )" +
                  workload(half_vcpu) + R"(, "checks": [{"of": "estimate/total", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(contains(result.reason, "vCPU-Hours"));
}

// 150,000 / 2,080 rounds to 72.12 an hour; 12 h make 865.44.
TEST_CASE("labour is given by the hour, and infrastructure leaves it out") {
  CHECK(verify_body(R"("region": "us-east-1", "deployment": "ecs-ec2",
      "options": {"hosts": {"instance_types": ["m5.large"]}, "labour": {"hourly_rate": "72.12", "ec2_hours_per_month": "12"}},
      "values": {"difference": {"subtract": [{"of": "estimate/total"}, {"of": "estimate/infrastructure"}]}}, )" +
                    workload(half_vcpu) + R"(, "checks": [{"of": "estimate/labour", "exact": "865.44"},
      {"of": "values/difference", "exact": "865.44"}, {"of": "estimate/labour_hours", "exact": "12"},
      {"of": "estimate/pool/linux/x86_64/m5.large/instance_type", "text": "m5.large"},
      {"of": "estimate/pool/linux/x86_64/m5.large/hosts", "exact": "1"},
      {"of": "estimate/pool/linux/x86_64/hosts", "exact": "1"},
      {"of": "estimate/fleet/linux/hosts", "exact": "1"}])")
            .passed());
}

TEST_CASE("several estimates share what the example says and may say something of their own") {
  CHECK(verify_body(R"("region": "us-east-1", "period": "720", "deployment": "ecs-fargate", )" + workload(half_vcpu) +
                    R"(, "estimates": {"here": {}, "day": {"period": "24"}, "tokyo": {"region": "ap-northeast-1"}},
      "checks": [{"of": "estimates/here/infrastructure", "exact": "17.7732"},
                 {"of": "estimates/day/infrastructure", "exact": "0.59244"},
                 {"of": "estimates/tokyo/unit_price/compute/web/vcpu", "exact": "0.05056"}])")
            .passed());
}

TEST_CASE("an impossible deployment has a verdict and no total") {
  const ExampleResult result = verify_body(R"("region": "us-east-1", "deployment": "ecs-fargate", )" +
                                           workload(R"("vcpu": "1", "memory_gib": "2", "count": 1, "gpu": 1)") +
                                           R"(, "checks": [{"of": "estimate/verdict", "text": "impossible"},
      {"of": "estimate/total", "exact": "1"}])");
  CHECK(result.checks[0].verdict == ExampleVerdict::match);
  CHECK(result.checks[1].verdict == ExampleVerdict::error);
  CHECK(contains(result.checks[1].note, "impossible"));
}

TEST_CASE("a word is checked as text and a figure as a figure") {
  const std::string start = R"("region": "us-east-1", "deployment": "ecs-fargate", )" + workload(half_vcpu);
  CHECK(verify_body(start + R"(, "checks": [{"of": "estimate/verdict", "exact": "1"}])").verdict ==
        ExampleVerdict::error);
  CHECK(verify_body(start + R"(, "checks": [{"of": "estimate/hosts", "text": "none"}])").verdict ==
        ExampleVerdict::error);
  CHECK(verify_body(start + R"(, "checks": [{"of": "estimate/verdict", "text": "impossible"}])").verdict ==
        ExampleVerdict::mismatch);
}

TEST_CASE("a line that an estimate does not have is an error with the nearest one") {
  const ExampleResult result =
      verify_body(R"("region": "us-east-1", "deployment": "ecs-fargate", )" + workload(half_vcpu) +
                  R"(, "checks": [{"of": "estimate/line/compute/web/cpu", "exact": "1"}])");
  CHECK(contains(result.reason, "compute/web/vcpu"));
}

TEST_CASE("an unreadable workload is an error that says why") {
  const ExampleResult result = verify_body(R"("region": "us-east-1", "deployment": "ecs-fargate", )" +
                                           workload(R"("vcpu": "many", "memory_gib": "1")") +
                                           R"(, "checks": [{"of": "estimate/total", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(contains(result.reason, "vcpu"));
}

// A task definition of 256 CPU units and 512 MiB: (0.25 × 0.04048 + 0.5 × 0.004445) × 730 = 9.010025.
TEST_CASE("a workload may be an ECS task definition") {
  CHECK(verify_body(R"("region": "us-east-1", "deployment": "ecs-fargate",
      "workload": [{"family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
                    "containerDefinitions": [{"name": "app", "image": "nginx", "essential": true}]}],
      "checks": [{"of": "estimate/infrastructure", "exact": "9.010025"}])")
            .passed());
}

// K10: a pod of 1 vCPU and 8 GiB is bought as 2 vCPU and 9 GB.
TEST_CASE("Fargate sizes can be checked by themselves") {
  CHECK(verify_body(R"("region": "us-east-1", "fargate_size": {"control_plane": "eks", "vcpu": "1", "memory_gib": "8"},
      "fargate_sizes": {"task": {"control_plane": "ecs", "vcpu": "0.25", "memory_gib": "0.5"}},
      "checks": [{"of": "fargate_size/cpu_units", "exact": "2048"}, {"of": "fargate_size/memory_gib", "exact": "9"},
                 {"of": "fargate_sizes/task/memory_mib", "exact": "512"}])")
            .passed());
}

// K3: an m5.large has 3 interfaces of 10 addresses: 3 × (10 − 1) + 2 = 29 pods.
TEST_CASE("host capacities can be checked by themselves") {
  CHECK(verify_body(R"("host_capacity": {"control_plane": "eks", "instance_type": "m5.large"},
      "checks": [{"of": "host_capacity/network_slots", "exact": "29"}])")
            .passed());
}

TEST_CASE("a comparison names the cheapest and the crossing") {
  const std::string start = R"("region": "us-east-1", "comparison": {"deployments": ["ecs-fargate", "ecs-ec2"],
      "options": {"hosts": {"instance_types": ["m5.large"]}}}, )" +
                            workload(half_vcpu);
  const ExampleResult result = verify_body(start + R"(, "checks": [{"of": "comparison/best", "text": "ecs-fargate"},
      {"of": "comparison/ecs-fargate/infrastructure", "exact": "18.02005"}, {"of": "comparison/best", "text": "ecs-ec2"}])");
  CHECK(result.checks[0].verdict == ExampleVerdict::match);
  CHECK(result.checks[1].verdict == ExampleVerdict::match);
  CHECK(result.checks[2].verdict == ExampleVerdict::mismatch);
}

}  // namespace
}  // namespace container_tco::estimate_references_test

#include <doctest/doctest.h>

#include "one_demand.hpp"

// Scenarios have no reader that lists demands: what the task itself says is judged as well.

namespace container_tco::derived_facts_test {
namespace {

const Deployment ecs_fargate{ControlPlane::ecs, DataPlane::fargate};
const Deployment ecs_ec2{ControlPlane::ecs, DataPlane::ec2};
const Deployment eks_fargate{ControlPlane::eks, DataPlane::fargate};
const Deployment eks_ec2{ControlPlane::eks, DataPlane::ec2};

Service plain() { return service_with({}, InputFormat::scenario); }

Verdict verdict_under(const Service& service, const Deployment& deployment) {
  return check_feasibility(workload_of({service}), deployment).verdict();
}

Service of_size(const Cpu& cpu, const Bytes& memory) {
  Service service = plain();
  service.task.request = {cpu, memory, 0};
  service.task.fargate_request = service.task.request;
  return service;
}

}  // namespace

TEST_CASE("a plain Linux task on x86_64 runs everywhere without a finding") {
  for (const Deployment& deployment : Deployment::all()) {
    CAPTURE(deployment.name());
    const Feasibility result = check_feasibility(workload_of({plain()}), deployment);
    CHECK(result.findings.empty());
    CHECK(result.verdict() == Verdict::ok);
    CHECK(result.deployment == deployment.name());
  }
}

TEST_CASE("Arm tasks run everywhere but on EKS Fargate") {
  Service arm = plain();
  arm.task.architecture = Architecture::arm64;
  CHECK(verdict_under(arm, ecs_fargate) == Verdict::ok);
  CHECK(verdict_under(arm, ecs_ec2) == Verdict::ok);
  CHECK(verdict_under(arm, eks_ec2) == Verdict::ok);
  CHECK(verdict_under(arm, eks_fargate) == Verdict::impossible);
}

TEST_CASE("Windows tasks run under ECS and on nodes of EKS that AWS does not look after") {
  Service windows = plain();
  windows.task.operating_system = OperatingSystem::windows_os;
  CHECK(verdict_under(windows, ecs_fargate) == Verdict::ok);
  CHECK(verdict_under(windows, ecs_ec2) == Verdict::ok);
  CHECK(verdict_under(windows, eks_fargate) == Verdict::impossible);
  CHECK(verdict_under(windows, eks_ec2) == Verdict::ok);
  const Feasibility managed = check_feasibility(workload_of({windows}), Deployment::parse("eks-auto-mode"));
  REQUIRE(managed.findings.size() == 1);
  CHECK(managed.findings[0].rule == "M4");
  CHECK(managed.findings[0].verdict == Verdict::impossible);
}

TEST_CASE("a GPU is derived from the request") {
  Service gpu = plain();
  gpu.task.request.gpu_count = 2;
  const Feasibility result = check_feasibility(workload_of({gpu}), ecs_fargate);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "X20");
  CHECK(result.findings[0].value == "2");
  CHECK(verdict_under(gpu, ecs_ec2) == Verdict::ok);
}

TEST_CASE("a Kubernetes GPU is reported once") {
  Service gpu = service_with({{"k8s_gpu", "nvidia.com/gpu", "$.limits"}}, InputFormat::kubernetes);
  gpu.task.request.gpu_count = 1;
  CHECK(check_feasibility(workload_of({gpu}), eks_fargate).findings.size() == 1);
}

TEST_CASE("sizes end at the largest that each Fargate offers") {
  // ECS: 32 vCPU, 244 GiB = 249,856 MiB. EKS: 16 vCPU, 120 GiB less the 256 MiB that EKS adds = 122,624 MiB.
  CHECK(verdict_under(of_size(Cpu::from_vcpu(32), Bytes::from_gib(244)), ecs_fargate) == Verdict::ok);
  CHECK(verdict_under(of_size(Cpu::from_units(32769), Bytes::from_gib(1)), ecs_fargate) == Verdict::impossible);
  CHECK(verdict_under(of_size(Cpu::from_vcpu(1), Bytes::from_mib(249857)), ecs_fargate) == Verdict::impossible);
  CHECK(verdict_under(of_size(Cpu::from_vcpu(16), Bytes::from_mib(122624)), eks_fargate) == Verdict::ok);
  CHECK(verdict_under(of_size(Cpu::from_vcpu(1), Bytes::from_mib(122625)), eks_fargate) == Verdict::impossible);
  CHECK(verdict_under(of_size(Cpu::from_milli(16001), Bytes::from_gib(1)), eks_fargate) == Verdict::impossible);
  CHECK(verdict_under(of_size(Cpu::from_vcpu(96), Bytes::from_gib(300)), eks_ec2) == Verdict::ok);
}

TEST_CASE("Windows sizes on Fargate end at 4 vCPU and 30 GiB") {
  Service windows = of_size(Cpu::from_vcpu(4), Bytes::from_gib(30));
  windows.task.operating_system = OperatingSystem::windows_os;
  CHECK(verdict_under(windows, ecs_fargate) == Verdict::ok);
  windows.task.fargate_request.memory = Bytes::from_mib(30721);
  CHECK(verdict_under(windows, ecs_fargate) == Verdict::impossible);
}

TEST_CASE("ephemeral storage ends at 200 GiB under ECS and 175 GiB under EKS") {
  Service service = plain();
  service.task.ephemeral_storage = Bytes::from_gib(175);
  CHECK(verdict_under(service, ecs_fargate) == Verdict::ok);
  CHECK(verdict_under(service, eks_fargate) == Verdict::ok);
  service.task.ephemeral_storage = Bytes::from_gib(176);
  CHECK(verdict_under(service, ecs_fargate) == Verdict::ok);
  CHECK(verdict_under(service, eks_fargate) == Verdict::impossible);
  service.task.ephemeral_storage = Bytes::from_gib(201);
  CHECK(verdict_under(service, ecs_fargate) == Verdict::impossible);
  CHECK(verdict_under(service, ecs_ec2) == Verdict::warning);
}

TEST_CASE("ephemeral storage is judged once, at the place where it was written") {
  Service service = service_with({{"ephemeral_storage", "201", "$.ephemeralStorage.sizeInGiB"}});
  service.task.ephemeral_storage = Bytes::from_gib(201);
  const Feasibility result = check_feasibility(workload_of({service}), ecs_fargate);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].json_path == "$.ephemeralStorage.sizeInGiB");
}

TEST_CASE("a static host port that the host keeps for itself cannot be had") {
  Service service = plain();
  service.task.network_mode = NetworkMode::bridge;
  service.task.static_host_ports = {"22/tcp", "8080/tcp"};
  const Feasibility result = check_feasibility(workload_of({service}), ecs_ec2);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "S10");
  CHECK(result.findings[0].value == "22/tcp");
}

TEST_CASE("a task definition holds ten containers") {
  Service service = plain();
  service.task.container_count = 10;
  CHECK(verdict_under(service, ecs_fargate) == Verdict::ok);
  service.task.container_count = 11;
  CHECK(verdict_under(service, ecs_fargate) == Verdict::impossible);
  CHECK(verdict_under(service, ecs_ec2) == Verdict::impossible);
  CHECK(verdict_under(service, eks_fargate) == Verdict::ok);
}

}  // namespace container_tco::derived_facts_test

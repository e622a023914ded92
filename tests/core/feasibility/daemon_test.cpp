#include <doctest/doctest.h>

#include "one_demand.hpp"

namespace container_tco::daemon_test {
namespace {

const Deployment ecs_fargate{ControlPlane::ecs, DataPlane::fargate};
const Deployment eks_fargate{ControlPlane::eks, DataPlane::fargate};
const Deployment eks_ec2{ControlPlane::eks, DataPlane::ec2};

Service log_agent(std::vector<HostDemand> demands, bool as_sidecar) {
  Service agent = service_with(std::move(demands), InputFormat::kubernetes);
  agent.name = "log-agent";
  agent.is_daemon = true;
  agent.daemon_as_sidecar = as_sidecar;
  agent.task.network_mode = NetworkMode::pod;
  return agent;
}

Service web() { return service_with({}, InputFormat::kubernetes); }

}  // namespace

TEST_CASE("a DaemonSet that asks for nothing becomes a sidecar with a warning") {
  const Feasibility result = check_feasibility(workload_of({web(), log_agent({}, true)}), eks_fargate);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "K16");
  CHECK(result.findings[0].verdict == Verdict::warning);
  CHECK(result.findings[0].service == "log-agent");
  CHECK(result.findings[0].feature == "k8s_daemon_set");
}

TEST_CASE("a DaemonSet that needs the host is impossible as a sidecar, and the remedy is to leave it out") {
  const Workload workload = workload_of({web(), log_agent({{"k8s_host_path", "/var/log", "$.spec.volumes[0]"}}, true)});
  const Feasibility result = check_feasibility(workload, eks_fargate);
  CHECK(result.verdict() == Verdict::impossible);
  REQUIRE(result.findings.size() == 2);
  const Finding& host_path = result.findings[1];
  CHECK(host_path.rule == "X62");
  CHECK(host_path.json_path == "$.spec.volumes[0]");
  CHECK(host_path.remedy.find("daemon_as_sidecar false") != std::string::npos);
}

TEST_CASE("a DaemonSet that is left out brings one warning and none of its demands") {
  const Workload workload =
      workload_of({web(), log_agent({{"k8s_host_path", "/var/log", "$.a"}, {"k8s_privileged", "true", "$.b"}}, false)});
  const Feasibility result = check_feasibility(workload, eks_fargate);
  CHECK(result.verdict() == Verdict::warning);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].value == "left_out");
}

TEST_CASE("a DaemonSet for hosts for which no task asks is left out, and none of its demands counts") {
  Service agent = log_agent({{"k8s_arm64", "true", "$.spec.nodeSelector"}}, true);
  agent.task.architecture = Architecture::arm64;
  agent.task.architecture_is_stated = true;
  const Feasibility result = check_feasibility(workload_of({web(), agent}), eks_fargate);
  CHECK(result.verdict() == Verdict::warning);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].value == "beside_none");
  CHECK(result.findings[0].rule == "K16");
}

TEST_CASE("daemons run on hosts without a finding") {
  const Workload workload = workload_of({web(), log_agent({{"k8s_host_path", "/var/log", "$.a"}}, true)});
  CHECK(check_feasibility(workload, eks_ec2).findings.empty());
}

TEST_CASE("an ECS daemon follows the same rules and keeps the path of its scheduling strategy") {
  Service agent = log_agent({{"scheduling_daemon", "DAEMON", "$.services[1].schedulingStrategy"}}, true);
  agent.format = InputFormat::ecs;
  const Feasibility result = check_feasibility(workload_of({web(), agent}), ecs_fargate);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "X51");
  CHECK(result.findings[0].verdict == Verdict::warning);
  CHECK(result.findings[0].json_path == "$.services[1].schedulingStrategy");
}

TEST_CASE("sidecars count towards the size that Fargate must offer") {
  // 15.5 vCPU + 0.75 vCPU = 16.25 vCPU, above the 16 vCPU of EKS and below the 32 vCPU of ECS.
  Service big = web();
  big.task.fargate_request.cpu = Cpu::from_milli(15500);
  Service agent = log_agent({}, true);
  agent.task.fargate_request.cpu = Cpu::from_milli(750);
  const Workload workload = workload_of({big, agent});
  CHECK(check_feasibility(workload, eks_fargate).verdict() == Verdict::impossible);
  CHECK(check_feasibility(workload, ecs_fargate).verdict() == Verdict::warning);
  agent.daemon_as_sidecar = false;
  CHECK(check_feasibility(workload_of({big, agent}), eks_fargate).verdict() == Verdict::warning);
}

TEST_CASE("a Linux daemon is no sidecar of Windows tasks") {
  // 4 vCPU is the largest Windows task: a sidecar on top would not fit.
  Service windows = web();
  windows.format = InputFormat::scenario;
  windows.task.network_mode = NetworkMode::awsvpc;
  windows.task.operating_system = OperatingSystem::windows_os;
  windows.task.fargate_request.cpu = Cpu::from_vcpu(4);
  const Feasibility result = check_feasibility(workload_of({windows, log_agent({}, true)}), ecs_fargate);
  CHECK(result.verdict() == Verdict::warning);
}

}  // namespace container_tco::daemon_test

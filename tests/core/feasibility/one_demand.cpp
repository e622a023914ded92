#include "one_demand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace container_tco {
namespace {

Deployment deployment_of(Platform platform) {
  switch (platform) {
    case Platform::fargate_linux:
    case Platform::fargate_windows:
      return {ControlPlane::ecs, DataPlane::fargate};
    case Platform::eks_fargate:
      return {ControlPlane::eks, DataPlane::fargate};
    case Platform::ecs_ec2_linux:
    case Platform::ecs_ec2_windows:
      return {ControlPlane::ecs, DataPlane::ec2};
    case Platform::eks_ec2:
      return {ControlPlane::eks, DataPlane::ec2};
    case Platform::fargate_spot:
      return Deployment::parse("ecs-fargate-spot");
    case Platform::ecs_managed_instances:
      return Deployment::parse("ecs-managed-instances");
    case Platform::eks_auto_mode:
      return Deployment::parse("eks-auto-mode");
  }
  return {};
}

char letter(Verdict verdict) { return verdict == Verdict::ok ? 'o' : verdict == Verdict::warning ? 'w' : 'i'; }

}  // namespace

Service service_with(std::vector<HostDemand> demands, InputFormat format) {
  Service service;
  service.name = "web";
  service.format = format;
  service.task.request = {Cpu::from_units(256), Bytes::from_mib(512), 0};
  service.task.fargate_request = service.task.request;
  service.task.host_demands = std::move(demands);
  return service;
}

Workload workload_of(std::vector<Service> services) {
  Workload workload;
  workload.name = "test";
  workload.services = std::move(services);
  return workload;
}

Verdict verdict_of(const std::string& feature, const std::string& value, Platform platform) {
  Service service = service_with({{feature, value, "$.demand"}});
  const bool is_windows = platform == Platform::fargate_windows || platform == Platform::ecs_ec2_windows;
  if (is_windows) service.task.operating_system = OperatingSystem::windows_os;
  Verdict worst = Verdict::ok;
  for (const Finding& finding : check_feasibility(workload_of({service}), deployment_of(platform)).findings) {
    if (finding.feature == feature) worst = std::max(worst, finding.verdict);
  }
  return worst;
}

std::string verdicts_of(const std::string& feature, const std::string& value) {
  std::string letters;
  for (std::size_t i = 0; i < platform_names.size(); ++i) {
    if (i == 3) letters += ' ';
    letters += letter(verdict_of(feature, value, static_cast<Platform>(i)));
  }
  return letters;
}

void check_table(const std::vector<ExpectedVerdicts>& table) {
  for (const ExpectedVerdicts& row : table) {
    CAPTURE(row.feature);
    CAPTURE(row.value);
    CHECK(verdicts_of(row.feature, row.value) == row.verdicts);
  }
}

}  // namespace container_tco

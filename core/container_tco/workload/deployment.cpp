#include "container_tco/workload/deployment.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

struct NamedDeployment {
  const char* name;
  Deployment deployment;
};

const std::vector<NamedDeployment>& named_deployments() {
  using enum DataPlane;
  using enum HostOperator;
  using enum Purchase;
  static const std::vector<NamedDeployment> known = {
      {"ecs-ec2", {ControlPlane::ecs, ec2, team, on_demand}},
      {"ecs-ec2-spot", {ControlPlane::ecs, ec2, team, spot}},
      {"ecs-fargate", {ControlPlane::ecs, fargate, team, on_demand}},
      {"ecs-fargate-spot", {ControlPlane::ecs, fargate, team, spot}},
      {"ecs-managed-instances", {ControlPlane::ecs, ec2, aws, on_demand}},
      {"ecs-managed-instances-spot", {ControlPlane::ecs, ec2, aws, spot}},
      {"ecs-strategy", {ControlPlane::ecs, by_strategy, team, on_demand}},
      {"eks-auto-mode", {ControlPlane::eks, ec2, aws, on_demand}},
      {"eks-auto-mode-spot", {ControlPlane::eks, ec2, aws, spot}},
      {"eks-ec2", {ControlPlane::eks, ec2, team, on_demand}},
      {"eks-ec2-spot", {ControlPlane::eks, ec2, team, spot}},
      {"eks-fargate", {ControlPlane::eks, fargate, team, on_demand}},
  };
  return known;
}

std::vector<std::string> names() {
  std::vector<std::string> result;
  for (const NamedDeployment& known : named_deployments()) result.emplace_back(known.name);
  return result;
}

}  // namespace

std::string Deployment::name() const {
  for (const NamedDeployment& known : named_deployments()) {
    if (known.deployment == *this) return known.name;
  }
  throw InvalidInputError("deployment", "a combination that is not on sale", join_alternatives(names()));
}

Deployment Deployment::parse(std::string_view name) {
  for (const NamedDeployment& known : named_deployments()) {
    if (known.name == name) return known.deployment;
  }
  throw InvalidInputError("deployment", std::string(name), join_alternatives(names()),
                          "Did you mean " + nearest_names(std::string(name), names(), 1).front() + "?");
}

std::vector<Deployment> Deployment::all() {
  std::vector<Deployment> result;
  for (const NamedDeployment& known : named_deployments()) result.push_back(known.deployment);
  return result;
}

std::vector<Deployment> Deployment::uninterrupted() {
  std::vector<Deployment> result = all();
  std::erase_if(result, [](const Deployment& deployment) {
    return deployment.is_spot() || deployment.data_plane == DataPlane::by_strategy;
  });
  return result;
}

}  // namespace container_tco

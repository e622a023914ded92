#include "container_tco/workload/deployment.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string Deployment::name() const {
  const std::string control = control_plane == ControlPlane::ecs ? "ecs" : "eks";
  return control + (data_plane == DataPlane::ec2 ? "-ec2" : "-fargate");
}

Deployment Deployment::parse(std::string_view name) {
  std::vector<std::string> known;
  for (const Deployment& deployment : all()) {
    known.push_back(deployment.name());
    if (known.back() == name) return deployment;
  }
  throw InvalidInputError("deployment", std::string(name), join_alternatives(known),
                          "Did you mean " + nearest_names(std::string(name), known, 1).front() + "?");
}

std::vector<Deployment> Deployment::all() {
  return {{ControlPlane::ecs, DataPlane::ec2},
          {ControlPlane::ecs, DataPlane::fargate},
          {ControlPlane::eks, DataPlane::ec2},
          {ControlPlane::eks, DataPlane::fargate}};
}

}  // namespace container_tco

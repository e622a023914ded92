#include "container_tco/workload/deployment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "container_tco/error.hpp"

namespace deployment_test {

using namespace container_tco;

TEST_CASE("Every deployment parses back from its name, and the names are in order") {
  std::string before;
  for (const Deployment& deployment : Deployment::all()) {
    CHECK(Deployment::parse(deployment.name()) == deployment);
    CHECK(before < deployment.name());
    before = deployment.name();
  }
}

TEST_CASE("A deployment name says who manages, what runs the tasks, who looks after hosts and how they are bought") {
  CHECK(Deployment{ControlPlane::eks, DataPlane::ec2}.name() == "eks-ec2");
  CHECK(Deployment{ControlPlane::ecs, DataPlane::ec2, HostOperator::aws}.name() == "ecs-managed-instances");
  CHECK(Deployment{ControlPlane::eks, DataPlane::ec2, HostOperator::aws}.name() == "eks-auto-mode");
  CHECK(Deployment{ControlPlane::ecs, DataPlane::fargate, HostOperator::team, Purchase::spot}.name() ==
        "ecs-fargate-spot");
  CHECK(Deployment::parse("ecs-fargate").control_plane == ControlPlane::ecs);
  CHECK_FALSE(Deployment::parse("ecs-fargate").uses_hosts());
  CHECK(Deployment::parse("eks-ec2").uses_hosts());
  CHECK_FALSE(Deployment::parse("eks-ec2").has_managed_hosts());
  CHECK(Deployment::parse("eks-auto-mode").has_managed_hosts());
  CHECK(Deployment::parse("eks-ec2-spot").is_spot());
  for (const char* name : {"ecs-managed-instances-spot", "eks-auto-mode-spot"}) {
    CHECK(Deployment::parse(name).has_managed_hosts());
    CHECK(Deployment::parse(name).is_spot());
  }
}

TEST_CASE("What nobody sells has no name") {
  // Rule F20: Fargate Spot is for ECS only.
  const Deployment pods_on_spot{ControlPlane::eks, DataPlane::fargate, HostOperator::team, Purchase::spot};
  CHECK_THROWS_AS(pods_on_spot.name(), InvalidInputError);
}

TEST_CASE("Unless asked for, no deployment is priced whose capacity may be taken back") {
  std::vector<std::string> names;
  for (const Deployment& deployment : Deployment::uninterrupted()) names.push_back(deployment.name());
  CHECK(names == std::vector<std::string>{"ecs-ec2", "ecs-fargate", "ecs-managed-instances", "eks-auto-mode", "eks-ec2",
                                          "eks-fargate"});
}

TEST_CASE("An unknown deployment is an error that offers the nearest name") {
  try {
    Deployment::parse("ecs-fargat");
    FAIL("nothing was thrown");
  } catch (const InvalidInputError& error) {
    CHECK(std::string(error.what()).find("Did you mean ecs-fargate?") != std::string::npos);
  }
}

}  // namespace deployment_test

#include "container_tco/workload/deployment.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

using namespace container_tco;

TEST_CASE("Every deployment parses back from its name") {
  CHECK(Deployment::all().size() == 4);
  for (const Deployment& deployment : Deployment::all()) CHECK(Deployment::parse(deployment.name()) == deployment);
}

TEST_CASE("A deployment name says control plane and data plane") {
  CHECK(Deployment{ControlPlane::eks, DataPlane::ec2}.name() == "eks-ec2");
  CHECK(Deployment::parse("ecs-fargate").control_plane == ControlPlane::ecs);
  CHECK_FALSE(Deployment::parse("ecs-fargate").uses_hosts());
  CHECK(Deployment::parse("eks-ec2").uses_hosts());
}

TEST_CASE("An unknown deployment is an error that offers the nearest name") {
  try {
    Deployment::parse("ecs-fargat");
    FAIL("nothing was thrown");
  } catch (const InvalidInputError& error) {
    CHECK(std::string(error.what()).find("Did you mean ecs-fargate?") != std::string::npos);
  }
}

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco::root_disk_test {

TEST_CASE("root disks default to those of the AMIs and name their source") {
  CHECK(root_disk(ControlPlane::ecs, OperatingSystem::linux_os, {}).size_gib == 30);
  CHECK(root_disk(ControlPlane::ecs, OperatingSystem::windows_os, {}).size_gib == 50);
  CHECK(root_disk(ControlPlane::eks, OperatingSystem::linux_os, {}).size_gib == 20);
  CHECK(root_disk(ControlPlane::eks, OperatingSystem::windows_os, {}).size_gib == 50);
  CHECK(root_disk(ControlPlane::eks, OperatingSystem::linux_os, {}).source.find("CreateNodegroup") !=
        std::string::npos);
}

TEST_CASE("a root disk of one's own replaces the default, within what EBS sells") {
  HostOptions options;
  options.root_disk_gib = 100;
  CHECK(root_disk(ControlPlane::ecs, OperatingSystem::linux_os, options).size_gib == 100);
  options.root_disk_gib = 0;
  CHECK_THROWS_AS(root_disk(ControlPlane::ecs, OperatingSystem::linux_os, options), InvalidInputError);
}

}  // namespace container_tco::root_disk_test

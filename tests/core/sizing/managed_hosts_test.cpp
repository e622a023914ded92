#include "container_tco/sizing/managed_hosts.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace managed_hosts_test {

using namespace container_tco;

namespace {

InstanceType type_named(const char* name) { return PriceBook::bundled().instance_type(name); }

}  // namespace

// Rule M6: more than 1 vCPU, not nano, micro or small. ECS: more than 1 vCPU, not nano or micro (Amazon ECS Developer
// Guide, Managed Instances, supported instance types, 2026).
TEST_CASE("EKS Auto Mode takes no small types, Managed Instances none of one vCPU") {
  CHECK(may_be_managed(type_named("m7g.large"), ControlPlane::eks));
  CHECK_FALSE(may_be_managed(type_named("m7g.medium"), ControlPlane::eks));
  CHECK_FALSE(may_be_managed(type_named("t3.small"), ControlPlane::eks));
  CHECK(may_be_managed(type_named("m7g.large"), ControlPlane::ecs));
  CHECK(may_be_managed(type_named("t3.small"), ControlPlane::ecs));
  CHECK_FALSE(may_be_managed(type_named("t3.micro"), ControlPlane::ecs));
  CHECK_FALSE(may_be_managed(type_named("m7g.medium"), ControlPlane::ecs));
}

// The lists of supported families in the user guides of 2026.
TEST_CASE("AWS looks after hosts of the families that its guides list, and of no others") {
  for (const char* name : {"a1.large", "c3.large", "p2.xlarge", "f1.2xlarge", "vt1.3xlarge", "g3s.xlarge"}) {
    CAPTURE(name);
    CHECK_FALSE(may_be_managed(type_named(name), ControlPlane::eks));
    CHECK_FALSE(may_be_managed(type_named(name), ControlPlane::ecs));
  }
  const auto only = [](const char* name, ControlPlane mine, ControlPlane other) {
    CAPTURE(name);
    CHECK(may_be_managed(type_named(name), mine));
    CHECK_FALSE(may_be_managed(type_named(name), other));
  };
  for (const char* name : {"m4.large", "c4.large", "r4.large", "i3.large", "c6gn.large", "r8i.large", "hpc8a.96xlarge"})
    only(name, ControlPlane::eks, ControlPlane::ecs);
  for (const char* name : {"dl1.24xlarge", "hpc6a.48xlarge", "g6f.large", "u-3tb1.56xlarge", "m8in.large"})
    only(name, ControlPlane::ecs, ControlPlane::eks);
}

// Rule M6: C, M and R of generation 5 and later.
TEST_CASE("the pools that come with EKS Auto Mode hold C, M and R of late generations") {
  CHECK(is_in_built_in_pools(type_named("r7gd.large"), ControlPlane::eks));
  CHECK(is_in_built_in_pools(type_named("m5.large"), ControlPlane::eks));
  CHECK_FALSE(is_in_built_in_pools(type_named("m4.large"), ControlPlane::eks));
  CHECK_FALSE(is_in_built_in_pools(type_named("g5.xlarge"), ControlPlane::eks));
  CHECK_FALSE(is_in_built_in_pools(type_named("t3.medium"), ControlPlane::eks));
  CHECK(is_in_built_in_pools(type_named("g5.xlarge"), ControlPlane::ecs));
}

TEST_CASE("AWS replaces its hosts within three weeks") {
  CHECK(managed_hosts(ControlPlane::ecs).drained_after_days == 14);
  CHECK(managed_hosts(ControlPlane::ecs).replaced_after_days == 21);
  CHECK(managed_hosts(ControlPlane::eks).replaced_after_days == 21);
}

// Rule K5: m5.large has 3 interfaces of 10 addresses: 3 × 9 × 16 + 2 = 434 pods by prefix, cut to 110.
TEST_CASE("a node of EKS Auto Mode runs at most 110 pods, whatever the options say") {
  HostOptions options;
  options.max_pods = 20;
  const HostCapacity team =
      host_capacity(type_named("m5.large"), ControlPlane::eks, OperatingSystem::linux_os, options);
  const HostCapacity managed =
      host_capacity(type_named("m5.large"), ControlPlane::eks, OperatingSystem::linux_os, options, HostOperator::aws);
  CHECK(team.network_slots == 20);
  CHECK(managed.network_slots == 110);
  // A large node of the team may run 250 pods by prefix.
  options.max_pods.reset();
  options.prefix_delegation = true;
  CHECK(host_capacity(type_named("m5.16xlarge"), ControlPlane::eks, OperatingSystem::linux_os, options).network_slots ==
        250);
  CHECK(
      host_capacity(type_named("m5.16xlarge"), ControlPlane::eks, OperatingSystem::linux_os, options, HostOperator::aws)
          .network_slots == 110);
}

// Rule S12: 10 awsvpc tasks on an m5.large with trunking, 2 without.
TEST_CASE("Managed Instances have trunking switched on") {
  HostOptions options;
  options.eni_trunking = false;
  CHECK(host_capacity(type_named("m5.large"), ControlPlane::ecs, OperatingSystem::linux_os, options).network_slots ==
        2);
  CHECK(host_capacity(type_named("m5.large"), ControlPlane::ecs, OperatingSystem::linux_os, options, HostOperator::aws)
            .network_slots == 10);
}

// Rule M4: 80 GiB by default, 30 to 16,384.
TEST_CASE("hosts that AWS looks after have a data volume of 80 GiB unless the user wants another") {
  HostOptions options;
  options.root_disk_gib = 500;
  const auto volume = [&](ControlPlane plane) {
    return root_disk(plane, OperatingSystem::linux_os, options, HostOperator::aws).size_gib;
  };
  CHECK(volume(ControlPlane::ecs) == 80);
  CHECK(volume(ControlPlane::eks) == 80);
  options.managed_volume_gib = 20;
  CHECK_THROWS_WITH_AS(volume(ControlPlane::ecs), doctest::Contains("30 to 16384"), InvalidInputError);
  CHECK(volume(ControlPlane::eks) == 20);
}

}  // namespace managed_hosts_test

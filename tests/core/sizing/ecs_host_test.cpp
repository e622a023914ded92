#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "instance_types.hpp"

namespace container_tco::ecs_host_test {
namespace {

HostCapacity ecs_host(const InstanceType& type, const HostOptions& options = {},
                      OperatingSystem operating_system = OperatingSystem::linux_os) {
  return host_capacity(type, ControlPlane::ecs, operating_system, options);
}

std::optional<std::int64_t> trunked_tasks(InstanceType type) {
  HostOptions options;
  options.eni_trunking = true;
  type.trunking_compatible = true;
  return ecs_host(type, options).network_slots;
}

}  // namespace

TEST_CASE("an 8 GiB Linux host registers 7985 MiB and all of its CPU") {
  const HostCapacity host = ecs_host(instance("m4", "large", 2, 8192, 2, 10));
  CHECK(host.allocatable == Resources{Cpu::from_units(2048), Bytes::from_mib(7985), 0});
  CHECK(host.advertised == Resources{Cpu::from_vcpu(2), Bytes::from_gib(8), 0});
  CHECK(host.instance_type == "m4.large");
}

TEST_CASE("an 8 GiB Windows host registers 8191 MiB") {
  const HostCapacity host = ecs_host(m5_large(), {}, OperatingSystem::windows_os);
  CHECK(host.allocatable.memory == Bytes::from_mib(8191));
}

TEST_CASE("ECS_RESERVED_MEMORY is a deduction of its own") {
  HostOptions options;
  options.ecs_reserved_memory_mib = 256;
  const HostCapacity host = ecs_host(m5_large(), options);
  REQUIRE(host.deductions.size() == 2);
  CHECK(host.deductions[1].name == "ECS_RESERVED_MEMORY");
  CHECK(host.allocatable.memory == Bytes::from_mib(7985 - 256));
  CHECK(host.allocatable == host.advertised - sum(host.deductions));
}

TEST_CASE("a measured memory overhead replaces the default, in whole MiB") {
  HostOptions options;
  options.memory_overhead_fraction = Rational::parse("0.0333");
  // 8192 × 0.0333 = 272.7936, so 273 MiB are lost.
  const HostCapacity host = ecs_host(m5_large(), options);
  CHECK(host.allocatable.memory == Bytes::from_mib(8192 - 273));
  CHECK(host.deductions[0].source == "option memory_overhead_fraction");
}

TEST_CASE("GPUs of the instance are offered whole") {
  InstanceType gpu = instance("g4dn", "xlarge", 4, 16384, 3, 10);
  gpu.gpu_count = 1;
  CHECK(ecs_host(gpu).allocatable.gpu_count == 1);
}

TEST_CASE("without trunking every interface but the host's own carries a task") {
  CHECK(ecs_host(m5_large()).network_slots == 2);
  CHECK(ecs_host(instance("m7g", "medium", 1, 4096, 2, 4)).network_slots == 1);
  CHECK(ecs_host(instance("m5", "4xlarge", 16, 65536, 8, 30)).network_slots == 7);
  CHECK(ecs_host(instance("m5", "16xlarge", 64, 262144, 15, 50)).network_slots == 14);
}

TEST_CASE("with trunking the published table holds") {
  CHECK(trunked_tasks(m5_large()) == 10);
  CHECK(trunked_tasks(instance("m7g", "medium", 1, 4096, 2, 4)) == 4);
  CHECK(trunked_tasks(instance("c6i", "2xlarge", 8, 16384, 4, 15)) == 40);
  CHECK(trunked_tasks(instance("m6i", "8xlarge", 32, 131072, 8, 30)) == 90);
  CHECK(trunked_tasks(instance("m5", "8xlarge", 32, 131072, 8, 30)) == 60);
  CHECK(trunked_tasks(instance("c6a", "xlarge", 4, 8192, 4, 15)) == 20);
  CHECK(trunked_tasks(instance("c6a", "8xlarge", 32, 65536, 8, 30)) == 90);
  CHECK(trunked_tasks(instance("r6i", "12xlarge", 48, 393216, 8, 30)) == 120);
  CHECK(trunked_tasks(instance("c5", "18xlarge", 72, 147456, 15, 50)) == 120);
  CHECK(trunked_tasks(instance("g5", "4xlarge", 16, 65536, 8, 30)) == 40);
  CHECK(trunked_tasks(instance("p3", "2xlarge", 8, 62464, 4, 15)) == 40);
  CHECK(trunked_tasks(instance("x2gd", "medium", 1, 16384, 2, 4)) == 10);
}

// Rule S13. The network interfaces less the host's own are left: 3 − 1 and 8 − 1.
TEST_CASE("families and sizes that ECS does not trunk keep to their interfaces, whatever their network could") {
  for (const char* family : {"c5n", "m5n", "r5n", "m5zn", "g4dn", "inf1", "i3"}) {
    InstanceType type = instance(family, "large", 2, 8192, 3, 10);
    type.trunk_enis = 9;
    CHECK_MESSAGE(trunked_tasks(type) == 2, family);
  }
  CHECK(trunked_tasks(instance("r5", "8xlarge", 32, 262144, 8, 30)) == 7);
  CHECK(trunked_tasks(instance("r5", "4xlarge", 16, 131072, 8, 30)) == 60);
}

TEST_CASE("a type outside the table offers its branch interfaces") {
  InstanceType newer = instance("m8g", "large", 2, 8192, 3, 10);
  newer.trunk_enis = 9;
  CHECK(trunked_tasks(newer) == 9);
}

TEST_CASE("trunking does nothing for types or systems that cannot trunk") {
  HostOptions options;
  options.eni_trunking = true;
  InstanceType t3 = instance("t3", "large", 2, 8192, 3, 12);
  t3.trunking_compatible = false;
  t3.trunk_enis = 0;
  CHECK(ecs_host(t3, options).network_slots == 2);
  InstanceType m5 = m5_large();
  m5.trunking_compatible = true;
  CHECK(ecs_host(m5, options, OperatingSystem::windows_os).network_slots == 2);
}

TEST_CASE("unknown interfaces mean no known limit, not zero") {
  InstanceType type = m5_large();
  type.max_enis.reset();
  const HostCapacity host = ecs_host(type);
  CHECK_FALSE(host.network_slots.has_value());
  CHECK_FALSE(host.network_slots_source.empty());
}

TEST_CASE("deductions above the size leave nothing, never less") {
  HostOptions options;
  options.ecs_reserved_memory_mib = 100000;
  CHECK(ecs_host(m5_large(), options).allocatable.memory == Bytes());
}

TEST_CASE("options out of range are refused by name") {
  HostOptions percent;
  percent.memory_overhead_fraction = Rational::parse("2.5");
  CHECK_THROWS_WITH_AS(ecs_host(m5_large(), percent), doctest::Contains("memory_overhead_fraction"), InvalidInputError);
  HostOptions negative;
  negative.ecs_reserved_memory_mib = -1;
  CHECK_THROWS_WITH_AS(ecs_host(m5_large(), negative), doctest::Contains("ecs_reserved_memory_mib"), InvalidInputError);
  HostOptions no_pods;
  no_pods.max_pods = 0;
  CHECK_THROWS_WITH_AS(ecs_host(m5_large(), no_pods), doctest::Contains("max_pods"), InvalidInputError);
}

}  // namespace container_tco::ecs_host_test

#include <doctest/doctest.h>

#include "container_tco/sizing/host_capacity.hpp"
#include "instance_types.hpp"

namespace container_tco::eks_node_test {
namespace {

HostCapacity eks_node(const InstanceType& type, const HostOptions& options = {}) {
  return host_capacity(type, ControlPlane::eks, OperatingSystem::linux_os, options);
}

std::int64_t reserved_milli(std::int64_t vcpu) {
  const HostCapacity node = eks_node(instance("m5", "test", vcpu, 262144, 8, 30));
  return (node.advertised.cpu - node.allocatable.cpu).milli();
}

Bytes deduction(const HostCapacity& node, const std::string& name) {
  for (const CapacityPart& part : node.deductions) {
    if (part.name == name) return part.amount.memory;
  }
  return Bytes();
}

}  // namespace

TEST_CASE("kube-reserved CPU follows the published row") {
  // Rule K1: 60 + 10 + 5 + 5, then 2.5 per vCPU above 4.
  CHECK(reserved_milli(1) == 60);
  CHECK(reserved_milli(2) == 70);
  CHECK(reserved_milli(4) == 80);
  CHECK(reserved_milli(8) == 90);
  CHECK(reserved_milli(16) == 110);
  CHECK(reserved_milli(32) == 150);
  CHECK(reserved_milli(48) == 190);
  CHECK(reserved_milli(64) == 230);
  CHECK(reserved_milli(96) == 310);
  CHECK(reserved_milli(128) == 390);
  CHECK(reserved_milli(192) == 550);
}

TEST_CASE("a band is cut off to whole millicores by itself") {
  // 60 + 10 + 10 + floor(1 × 2.5) = 82.
  CHECK(reserved_milli(5) == 82);
  CHECK(reserved_milli(3) == 75);
}

TEST_CASE("kube-reserved memory is 11 MiB a pod and 255 MiB") {
  CHECK(deduction(eks_node(instance("t3", "medium", 2, 4096, 3, 6)), "kube-reserved memory") == Bytes::from_mib(442));
  CHECK(deduction(eks_node(m5_large()), "kube-reserved memory") == Bytes::from_mib(574));
  CHECK(deduction(eks_node(instance("m5", "xlarge", 4, 16384, 4, 15)), "kube-reserved memory") == Bytes::from_mib(893));
}

TEST_CASE("a Windows node keeps 2 GiB for itself and has the addresses of one network interface") {
  // 8192 − ceil(8192 / 8192) − 512 − 1536 − 200 = 5943 MiB, all CPU; 10 addresses an interface, one of them the node's.
  const HostCapacity node = host_capacity(m5_large(), ControlPlane::eks, OperatingSystem::windows_os, {});
  CHECK(node.allocatable == Resources{Cpu::from_vcpu(2), Bytes::from_mib(5943), 0});
  CHECK(node.allocatable == node.advertised - sum(node.deductions));
  CHECK(node.network_slots == 9);
  HostOptions prefixes;
  prefixes.prefix_delegation = true;
  CHECK(host_capacity(m5_large(), ControlPlane::eks, OperatingSystem::windows_os, prefixes).network_slots == 9 * 16);
}

TEST_CASE("an m5.large node offers 1930m and 6903 MiB") {
  // 8192 − ceil(8192 × 0.075 = 614.4) = 7577; − (11 × 29 + 255 = 574) − 100 = 6903. Karpenter publishes the same.
  const HostCapacity node = eks_node(m5_large());
  CHECK(node.allocatable == Resources{Cpu::from_milli(1930), Bytes::from_mib(6903), 0});
  CHECK(node.allocatable == node.advertised - sum(node.deductions));
  CHECK(node.network_slots == 29);
}

TEST_CASE("nodes of other sizes offer what Karpenter publishes") {
  // c6i.xlarge: 8192 − 615 − (11 × 58 + 255 = 893) − 100 = 6584; 4000 − 80.
  CHECK(eks_node(instance("c6i", "xlarge", 4, 8192, 4, 15)).allocatable ==
        Resources{Cpu::from_milli(3920), Bytes::from_mib(6584), 0});
  // t3.medium: 4096 − ceil(307.2) − (11 × 17 + 255 = 442) − 100 = 3246; 2000 − 70.
  CHECK(eks_node(instance("t3", "medium", 2, 4096, 3, 6)).allocatable ==
        Resources{Cpu::from_milli(1930), Bytes::from_mib(3246), 0});
  // m5.4xlarge: 65536 − ceil(4915.2) − (11 × 234 + 255 = 2829) − 100 = 57691; 16000 − 110.
  CHECK(eks_node(instance("m5", "4xlarge", 16, 65536, 8, 30)).allocatable ==
        Resources{Cpu::from_milli(15890), Bytes::from_mib(57691), 0});
  // m5.24xlarge: 393216 − ceil(29491.2) − (11 × 737 + 255 = 8362) − 100 = 355262; 96000 − 310.
  CHECK(eks_node(instance("m5", "24xlarge", 96, 393216, 15, 50)).allocatable ==
        Resources{Cpu::from_milli(95690), Bytes::from_mib(355262), 0});
  // c3.large: 3840 − 288 − 574 − 100 = 2878.
  CHECK(eks_node(instance("c3", "large", 2, 3840, 3, 10)).allocatable.memory == Bytes::from_mib(2878));
  // c3.8xlarge: 61440 − 4608 − 2829 − 100 = 53903; 32000 − 150.
  CHECK(eks_node(instance("c3", "8xlarge", 32, 61440, 8, 30)).allocatable ==
        Resources{Cpu::from_milli(31850), Bytes::from_mib(53903), 0});
}

TEST_CASE("Arm kernels set 64 MiB aside first") {
  // a1.medium: 2048 − 64 = 1984; − ceil(148.8) = 1835; − (11 × 8 + 255 = 343) − 100 = 1392; 1000 − 60.
  InstanceType a1 = instance("a1", "medium", 1, 2048, 2, 4);
  a1.architecture = Architecture::arm64;
  CHECK(eks_node(a1).allocatable == Resources{Cpu::from_milli(940), Bytes::from_mib(1392), 0});
  // a1.2xlarge: 16384 − 64 = 16320; − 1224 = 15096; − 893 − 100 = 14103; 8000 − 90.
  InstanceType larger = instance("a1", "2xlarge", 8, 16384, 4, 15);
  larger.architecture = Architecture::arm64;
  CHECK(eks_node(larger).allocatable == Resources{Cpu::from_milli(7910), Bytes::from_mib(14103), 0});
}

TEST_CASE("a measured memory overhead stands for everything the kernel keeps") {
  InstanceType a1 = instance("a1", "medium", 1, 2048, 2, 4);
  a1.architecture = Architecture::arm64;
  HostOptions options;
  options.memory_overhead_fraction = Rational::parse("0.05");
  // 2048 − ceil(102.4) − 343 − 100 = 1502.
  CHECK(eks_node(a1, options).allocatable.memory == Bytes::from_mib(1502));
}

TEST_CASE("prefix delegation raises the pods to the cap and not the memory reserved for them") {
  HostOptions options;
  options.prefix_delegation = true;
  // 3 × (9 × 16) + 2 = 434, capped at 110 for at most 30 vCPU.
  const HostCapacity node = eks_node(m5_large(), options);
  CHECK(node.network_slots == 110);
  CHECK(deduction(node, "kube-reserved memory") == Bytes::from_mib(574));
  CHECK(eks_node(instance("m5", "24xlarge", 96, 393216, 15, 50), options).network_slots == 250);
}

TEST_CASE("custom networking gives one interface away") {
  HostOptions options;
  options.custom_networking = true;
  CHECK(eks_node(m5_large(), options).network_slots == 20);
  CHECK(eks_node(instance("t3", "medium", 2, 4096, 3, 6), options).network_slots == 12);
  CHECK(eks_node(instance("m5", "xlarge", 4, 16384, 4, 15), options).network_slots == 44);
}

TEST_CASE("a pod limit of the user replaces the slots only") {
  HostOptions options;
  options.max_pods = 110;
  const HostCapacity node = eks_node(m5_large(), options);
  CHECK(node.network_slots == 110);
  CHECK(node.network_slots_source == "option max_pods");
  CHECK(deduction(node, "kube-reserved memory") == Bytes::from_mib(574));
}

TEST_CASE("the published pod limit of a type goes before the formula") {
  InstanceType type = m5_large();
  type.eni_max_pods = 27;
  CHECK(eks_node(type).network_slots == 27);
}

TEST_CASE("a type with unknown interfaces gets 110 pods, as nodeadm assumes") {
  InstanceType type = m5_large();
  type.max_enis.reset();
  const HostCapacity node = eks_node(type);
  CHECK(node.network_slots == 110);
  CHECK(deduction(node, "kube-reserved memory") == Bytes::from_mib(11 * 110 + 255));
}

}  // namespace container_tco::eks_node_test

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/sizing/fargate_size.hpp"

// Rule F1: 3 + 4 + 7 + 13 + 23 + 12 + 12 + 3 = 77 sizes.

namespace container_tco::fargate_sizes_table_test {
namespace {

bool sells(const std::vector<FargateSize>& sizes, std::int64_t cpu_units, std::int64_t memory_mib) {
  return std::find(sizes.begin(), sizes.end(), FargateSize{cpu_units, memory_mib}) != sizes.end();
}

}  // namespace

TEST_CASE("ECS sells 77 Linux sizes") {
  const std::vector<FargateSize> sizes = fargate_sizes(OperatingSystem::linux_os, ControlPlane::ecs);
  CHECK(sizes.size() == 77);
  CHECK(sells(sizes, 256, 2048));
  CHECK_FALSE(sells(sizes, 256, 3072));
  CHECK(sells(sizes, 4096, 30720));
  CHECK_FALSE(sells(sizes, 8192, 17408));
}

TEST_CASE("the 32 vCPU row is three sizes and no range, and EKS lacks it") {
  const std::vector<FargateSize> ecs = fargate_sizes(OperatingSystem::linux_os, ControlPlane::ecs);
  const std::vector<FargateSize> eks = fargate_sizes(OperatingSystem::linux_os, ControlPlane::eks);
  CHECK(sells(ecs, 32768, 61440));
  CHECK(sells(ecs, 32768, 122880));
  CHECK(sells(ecs, 32768, 249856));
  CHECK_FALSE(sells(ecs, 32768, 65536));
  CHECK(eks.size() == 74);
  CHECK(eks.back() == FargateSize{16384, 122880});
}

TEST_CASE("Windows is sold with 1, 2 and 4 vCPU under ECS only") {
  // 7 + 13 + 23 = 43.
  const std::vector<FargateSize> sizes = fargate_sizes(OperatingSystem::windows_os, ControlPlane::ecs);
  CHECK(sizes.size() == 43);
  CHECK(sizes.front() == FargateSize{1024, 2048});
  CHECK(sizes.back() == FargateSize{4096, 30720});
  CHECK(fargate_sizes(OperatingSystem::windows_os, ControlPlane::eks).empty());
}

TEST_CASE("sizes come by CPU, then memory") {
  const std::vector<FargateSize> sizes = fargate_sizes(OperatingSystem::linux_os, ControlPlane::ecs);
  CHECK(std::is_sorted(sizes.begin(), sizes.end(), [](const FargateSize& a, const FargateSize& b) {
    return a.cpu_units != b.cpu_units ? a.cpu_units < b.cpu_units : a.memory_mib < b.memory_mib;
  }));
}

}  // namespace container_tco::fargate_sizes_table_test

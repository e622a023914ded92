#include <doctest/doctest.h>

#include <random>

#include "container_tco/error.hpp"
#include "fargate_tasks.hpp"

namespace container_tco::fargate_size_test {
namespace {

FargateSize ecs_size(const Cpu& cpu, const Bytes& memory) {
  return size_fargate_task(task_of(cpu, memory), ControlPlane::ecs, linux_rates()).size;
}

FargateSize eks_size(const Cpu& cpu, const Bytes& memory) {
  return size_fargate_task(task_of(cpu, memory), ControlPlane::eks, linux_rates()).size;
}

Bytes gib(const char* amount) { return Bytes::from_gib(Rational::parse(amount)); }

}  // namespace

TEST_CASE("ECS tasks round up over the gaps of the size table") {
  CHECK(ecs_size(Cpu::from_vcpu(1), gib("9")) == FargateSize{2048, 9216});
  CHECK(ecs_size(Cpu::from_vcpu(8), gib("17")) == FargateSize{8192, 20480});
  CHECK(ecs_size(Cpu::from_vcpu(16), gib("121")) == FargateSize{32768, 249856});
  CHECK(ecs_size(Cpu::from_vcpu(4), gib("31")) == FargateSize{8192, 32768});
  CHECK(ecs_size(Cpu::from_vcpu(1), gib("2")) == FargateSize{1024, 2048});
  CHECK(ecs_size(Cpu(), Bytes()) == FargateSize{256, 512});
}

TEST_CASE("EKS pods get 256 MiB on top before rounding") {
  CHECK(eks_size(Cpu(), Bytes()) == FargateSize{256, 512});
  CHECK(eks_size(Cpu::from_milli(250), Bytes::from_mib(512)) == FargateSize{256, 1024});
  CHECK(eks_size(Cpu::from_vcpu(1), gib("8")) == FargateSize{2048, 9216});  // AWS's own example
  CHECK(eks_size(Cpu::from_vcpu(4), gib("30")) == FargateSize{8192, 32768});
}

TEST_CASE("published EKS pod sizes are reproduced") {
  // .25 vCPU + 4 GB -> 4.25 GB -> 1 vCPU / 5 GB, while 3.75 GB stays at .5 vCPU / 4 GB; 4 vCPU + 1 GB -> 4 vCPU / 8 GB.
  CHECK(eks_size(Cpu::from_milli(250), gib("4")) == FargateSize{1024, 5120});
  CHECK(eks_size(Cpu::from_milli(250), gib("3.75")) == FargateSize{512, 4096});
  CHECK(eks_size(Cpu::from_vcpu(4), gib("1")) == FargateSize{4096, 8192});
  CHECK(eks_size(Cpu::from_milli(10), gib("0.2")) == FargateSize{256, 512});
}

TEST_CASE("what no size holds is infeasible and says what was needed") {
  CHECK_THROWS_AS(eks_size(Cpu::from_vcpu(16), gib("120")), InfeasibleError);
  CHECK_THROWS_WITH_AS(ecs_size(Cpu::from_vcpu(33), gib("1")), doctest::Contains("33 vCPU and 1 GiB"), InfeasibleError);
  CHECK_THROWS_AS(ecs_size(Cpu::from_vcpu(1), gib("244.001")), InfeasibleError);
}

TEST_CASE("GPUs, Windows pods and Arm pods are infeasible with their rule") {
  Task gpu = task_of(Cpu::from_vcpu(1), gib("2"));
  gpu.request.gpu_count = 1;
  CHECK_THROWS_WITH_AS(size_fargate_task(gpu, ControlPlane::ecs, linux_rates()), doctest::Contains("X20"),
                       InfeasibleError);
  Task arm = task_of(Cpu::from_vcpu(1), gib("2"));
  arm.architecture = Architecture::arm64;
  CHECK(size_fargate_task(arm, ControlPlane::ecs, linux_rates()).size == FargateSize{1024, 2048});
  CHECK_THROWS_WITH_AS(size_fargate_task(arm, ControlPlane::eks, linux_rates()), doctest::Contains("F5"),
                       InfeasibleError);
  Task windows = task_of(Cpu::from_vcpu(1), gib("2"));
  windows.operating_system = OperatingSystem::windows_os;
  CHECK_THROWS_AS(size_fargate_task(windows, ControlPlane::eks, windows_rates()), InfeasibleError);
}

TEST_CASE("Windows tasks start at 1 vCPU and need a licence rate") {
  Task windows = task_of(Cpu::from_milli(250), gib("0.5"));
  windows.operating_system = OperatingSystem::windows_os;
  CHECK(size_fargate_task(windows, ControlPlane::ecs, windows_rates()).size == FargateSize{1024, 2048});
  CHECK_THROWS_AS(size_fargate_task(windows, ControlPlane::ecs, linux_rates()), InvalidInputError);
}

TEST_CASE("the cheapest size wins over the one with the smallest CPU") {
  // 16 vCPU / 60 GiB: the 16 vCPU row offers 64 GiB next, the 32 vCPU row 60 GiB. With memory at 1 and vCPU at 0.01 an
  // hour: 16 × 0.01 + 64 = 64.16 against 32 × 0.01 + 60 = 60.32.
  const FargateRates rates{Money(Rational::parse("0.01"), Currency::usd()), Money(Rational(1), Currency::usd()), {}};
  const Task task = task_of(Cpu::from_vcpu(16), gib("60"));
  CHECK(size_fargate_task(task, ControlPlane::ecs, rates).size == FargateSize{32768, 61440});
  CHECK(size_fargate_task(task, ControlPlane::ecs, linux_rates()).size == FargateSize{16384, 65536});
}

TEST_CASE("of equally dear sizes the smaller is bought") {
  const FargateRates free{Money::zero(Currency::usd()), Money::zero(Currency::usd()), {}};
  CHECK(size_fargate_task(task_of(Cpu::from_vcpu(1), gib("3")), ControlPlane::ecs, free).size ==
        FargateSize{1024, 3072});
}

TEST_CASE("the parts of a size are named and add up to it") {
  const CapacityPart sidecar{"sidecar log-agent", {Cpu::from_milli(100), Bytes::from_mib(128), 0}, "K16"};
  const FargateTask task =
      size_fargate_task(task_of(Cpu::from_milli(900), gib("1.5")), ControlPlane::eks, linux_rates(), {sidecar});
  // 900m + 100m = 1 vCPU; 1536 + 128 + 256 = 1920 MiB, rounded up by 128 MiB.
  CHECK(task.size == FargateSize{1024, 2048});
  REQUIRE(task.parts.size() == 4);
  CHECK(task.parts[0].name == "requested");
  CHECK(task.parts[1].name == "sidecar log-agent");
  CHECK(task.parts[2].name == "pod overhead");
  CHECK(task.parts[2].amount.memory == Bytes::from_mib(256));
  CHECK(task.parts[3].name == "rounding up to a Fargate size");
  CHECK(task.parts[3].amount == Resources{Cpu(), Bytes::from_mib(128), 0});
  CHECK(sum(task.parts) == Resources{Cpu::from_vcpu(1), Bytes::from_mib(2048), 0});
}

TEST_CASE("for any request the size holds it, the parts add up, and no cheaper size would do") {
  std::mt19937 random(20261122);
  const FargateRates rates = linux_rates();
  const auto cost = [&](const FargateSize& size) {
    return rates.vcpu_hour * Rational::ratio(size.cpu_units, 1024) +
           rates.gib_hour * Rational::ratio(size.memory_mib, 1024);
  };
  for (int i = 0; i < 500; ++i) {
    const std::int64_t milli = static_cast<std::int64_t>(random() % 16001);
    const std::int64_t mib = static_cast<std::int64_t>(random() % 122625);
    CAPTURE(milli);
    CAPTURE(mib);
    const FargateTask task =
        size_fargate_task(task_of(Cpu::from_milli(milli), Bytes::from_mib(mib)), ControlPlane::eks, rates);
    const Resources size{Cpu::from_units(task.size.cpu_units), Bytes::from_mib(task.size.memory_mib), 0};
    CHECK(sum(task.parts) == size);
    for (const FargateSize& other : fargate_sizes(OperatingSystem::linux_os, ControlPlane::eks)) {
      const bool holds = other.cpu_units * 1000 >= milli * 1024 && other.memory_mib >= mib + 256;
      if (holds) CHECK_FALSE(cost(other) < cost(task.size));
      if (other == task.size) CHECK(holds);
    }
  }
}

}  // namespace container_tco::fargate_size_test

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "fargate_tasks.hpp"

namespace container_tco::fargate_storage_test {
namespace {

FargateTask with_storage(const std::optional<Bytes>& storage, ControlPlane control_plane) {
  Task task = task_of(Cpu::from_vcpu(1), Bytes::from_gib(2));
  task.ephemeral_storage = storage;
  return size_fargate_task(task, control_plane, linux_rates());
}

}  // namespace

TEST_CASE("20 GiB come with every task and are not billed") {
  for (ControlPlane plane : {ControlPlane::ecs, ControlPlane::eks}) {
    const FargateTask task = with_storage(std::nullopt, plane);
    CHECK(task.ephemeral_storage == Bytes::from_gib(20));
    CHECK(task.billed_ephemeral_storage == Bytes());
  }
  CHECK(with_storage(Bytes::from_gib(5), ControlPlane::ecs).ephemeral_storage == Bytes::from_gib(20));
}

TEST_CASE("ECS bills what is above 20 GiB, in whole GiB") {
  const FargateTask task = with_storage(Bytes::from_gib(30), ControlPlane::ecs);
  CHECK(task.ephemeral_storage == Bytes::from_gib(30));
  CHECK(task.billed_ephemeral_storage == Bytes::from_gib(10));
  CHECK(with_storage(Bytes::from_mib(20 * 1024 + 1), ControlPlane::ecs).billed_ephemeral_storage == Bytes::from_gib(1));
}

TEST_CASE("EKS provisions request + 10 % + 5 GiB: 2 × 50 GiB become 115 GiB") {
  const FargateTask task = with_storage(Bytes::from_gib(2 * 50), ControlPlane::eks);
  CHECK(task.ephemeral_storage == Bytes::from_gib(115));
  CHECK(task.billed_ephemeral_storage == Bytes::from_gib(95));
  // 10 + 1 + 5 = 16 GiB, below what comes with every pod.
  CHECK(with_storage(Bytes::from_gib(10), ControlPlane::eks).ephemeral_storage == Bytes::from_gib(20));
}

TEST_CASE("storage ends at 200 GiB under ECS and at a request of 175 GiB under EKS") {
  CHECK(with_storage(Bytes::from_gib(200), ControlPlane::ecs).ephemeral_storage == Bytes::from_gib(200));
  CHECK_THROWS_AS(with_storage(Bytes::from_gib(201), ControlPlane::ecs), InfeasibleError);
  // 175 + 17.5 + 5 = 197.5, in whole GiB 198.
  CHECK(with_storage(Bytes::from_gib(175), ControlPlane::eks).ephemeral_storage == Bytes::from_gib(198));
  CHECK_THROWS_AS(with_storage(Bytes::from_gib(176), ControlPlane::eks), InfeasibleError);
}

}  // namespace container_tco::fargate_storage_test

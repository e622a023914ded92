// Whole GPUs in strong bounds: what is left of a host's GPUs is no use for an item that asks for more of them.

#include <doctest/doctest.h>

#include "container_tco/packing/fleet.hpp"

namespace fleet_gpu_bound_test {

using namespace container_tco;

namespace {

FleetItem item_with_gpus(const std::string& id, std::int64_t vcpu, std::int64_t gib, std::int64_t gpus,
                         std::int64_t count) {
  FleetItem made;
  made.id = id;
  made.request = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), gpus};
  made.count = count;
  return made;
}

FleetHostType type_with_gpus(const std::string& name, std::int64_t gpus, std::int64_t weight) {
  FleetHostType made;
  made.name = name;
  made.host.allocatable = {Cpu::from_vcpu(16), Bytes::from_gib(64), gpus};
  made.weight = weight;
  return made;
}

const std::vector<FleetHostType> plain_and_gpus = {type_with_gpus("plain", 0, 2000), type_with_gpus("four", 4, 10'000)};

FleetPlan plan_with_strong_bound(const std::vector<FleetItem>& items) {
  FleetOptions options;
  options.strong_bound = true;
  const FleetPlan plan = pack_fleet(items, plain_and_gpus, options);
  CHECK(verify_fleet_plan(plan, items, plain_and_gpus, options) == std::vector<std::string>{});
  REQUIRE(plan.strong_bound.has_value());
  CHECK(check_bound(*plan.strong_bound, items, plain_and_gpus, options) == std::vector<std::string>{});
  FleetBound heavier = *plan.strong_bound;
  heavier.weight = plan.total_weight + 1;
  CHECK_FALSE(check_bound(heavier, items, plain_and_gpus, options).empty());
  return plan;
}

}  // namespace

TEST_CASE("three of four GPUs on each of twenty hosts are bounded by hosts, not by GPUs") {
  // 3 + 3 GPUs are more than 4, so 20 hosts; 60 GPUs as a fluid fill 15.
  const FleetPlan plan = plan_with_strong_bound({item_with_gpus("gpu", 1, 4, 3, 20)});
  CHECK(plan.total_weight == 200'000);
  CHECK(plan.strong_bound->weight > 195'000);
}

TEST_CASE("items without GPUs fill the room that hosts with GPUs have left") {
  // Beside 1 vCPU and 4 GiB a host has room for 3 of 4 vCPU and 16 GiB: 20 hosts take all 40.
  const FleetPlan plan =
      plan_with_strong_bound({item_with_gpus("gpu", 1, 4, 3, 20), item_with_gpus("cpu", 4, 16, 0, 40)});
  CHECK(plan.total_weight == 200'000);
  CHECK(plan.strong_bound->weight > 195'000);
  // Of 80 more, 20 fit beside the others, and the rest four to a plain host.
  const FleetPlan more =
      plan_with_strong_bound({item_with_gpus("gpu", 1, 4, 3, 20), item_with_gpus("cpu", 4, 16, 0, 120)});
  CHECK(more.total_weight == 200'000 + 15 * 2000);
  CHECK(more.strong_bound->weight > 225'000);
}

TEST_CASE("items of one and three GPUs share hosts whole") {
  // 12 threes take a host each and leave one GPU; of 20 ones 12 fit there, and 8 take two hosts.
  const FleetPlan plan =
      plan_with_strong_bound({item_with_gpus("three", 1, 4, 3, 12), item_with_gpus("one", 1, 4, 1, 20)});
  CHECK(plan.total_weight == 140'000);
  CHECK(plan.strong_bound->weight > 139'000);
}

}  // namespace fleet_gpu_bound_test

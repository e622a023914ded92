#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"
#include "plain_limits.hpp"

namespace fleet_exhaustive_test {

using namespace container_tco;

namespace {

/// Whether there was a way to compare with.
bool equals_every_way(const FleetInstance& fleet, std::uint64_t seed) {
  const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
  const std::optional<std::int64_t> least = least_weight(fleet.items, fleet.types, fleet.options);
  CAPTURE(seed);
  CHECK(verify_fleet_plan(plan, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
  if (!least) return false;
  CHECK(plan.total_weight == *least);
  CHECK(plan.lower_bound() <= *least);
  return true;
}

}  // namespace

TEST_CASE("the plan of a few copies is as light as the best of every way") {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) compared += equals_every_way(random_fleet(seed, 7, 5), seed) ? 1 : 0;
  CHECK(compared == 400);
}

TEST_CASE("the plan of ten copies is as light as the best of every way") {
  int compared = 0;
  for (std::uint64_t seed = 1000; seed < 1060; ++seed) {
    compared += equals_every_way(random_fleet(seed, 10, 4), seed) ? 1 : 0;
  }
  CHECK(compared == 60);
}

TEST_CASE("a plan found by trying every way has no gap, and the check tries every way again") {
  int tried = 0;
  for (std::uint64_t seed = 4000; seed < 4120; ++seed) {
    FleetInstance fleet = random_fleet(seed, 8, 4);
    fleet.options.strong_bound = true;
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    CAPTURE(seed);
    if (!plan.strong_bound || plan.strong_bound->by != "exhaustive search") continue;
    ++tried;
    CHECK(plan.gap() == Rational(0));
    CHECK(check_bound(*plan.strong_bound, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
    FleetBound heavier = *plan.strong_bound;
    ++heavier.weight;
    CHECK_FALSE(check_bound(heavier, fleet.items, fleet.types, fleet.options).empty());
  }
  CHECK(tried == 120);
}

TEST_CASE("the plan with a limit on hosts is as light as the best of every way") {
  int compared = 0;
  for (std::uint64_t seed = 2000; seed < 2200; ++seed) {
    FleetInstance fleet = random_fleet(seed, 7, 4);
    const std::int64_t least_hosts = std::max(fleet.options.min_hosts, fleet.options.min_hosts_per_zone);
    fleet.options.max_hosts = std::max<std::int64_t>(least_hosts, 2 + static_cast<std::int64_t>(seed % 4));
    compared += equals_every_way(fleet, seed) ? 1 : 0;
  }
  CHECK(compared > 150);
}

TEST_CASE("the plan with a limit on types is as light as the best of every way") {
  int compared = 0;
  for (std::uint64_t seed = 3000; seed < 3150; ++seed) {
    FleetInstance fleet = random_fleet(seed, 6, 4);
    for (FleetHostType& type : fleet.types) type.existing.clear();
    fleet.options.max_types = 1 + static_cast<std::int64_t>(seed % 2);
    compared += equals_every_way(fleet, seed) ? 1 : 0;
  }
  CHECK(compared > 140);
}

TEST_CASE("the plan of a few copies is as light as the best of every way under all limits, with all that stands by") {
  int complete = 0;
  int impossible = 0;
  int refused = 0;
  int every_way = 0;
  for (std::uint64_t seed = 5000; seed < 5600; ++seed) {
    const FleetInstance fleet = random_limited_fleet(seed);
    const std::optional<std::int64_t> least = least_limited_weight(fleet);
    CAPTURE(seed);
    FleetPlan plan;
    try {
      plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    } catch (const InvalidInputError&) {
      CHECK_FALSE(least.has_value());  // Minima beyond the limits.
      ++refused;
      continue;
    }
    CHECK(verify_fleet_plan(plan, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
    CHECK(check_bound(plan.fast_bound, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
    REQUIRE(plan.left_out_by_limit == !least.has_value());
    if (!least) {
      ++impossible;
      continue;
    }
    ++complete;
    CHECK(plan.total_weight == *least);
    CHECK(plan.lower_bound() <= *least);
    CHECK(plan.stopped_by.empty());
    if (!plan.every_way_tried) continue;
    ++every_way;
    CHECK(plan.lower_bound() == plan.total_weight);
    CHECK(plan.bound_by() == "trying every way");
  }
  CHECK(complete > 300);
  CHECK(impossible > 20);
  CHECK(refused > 5);
  CHECK(every_way > 500);
}

TEST_CASE("the bound of few copies and what proves it belong together") {
  // Five copies of 3 vCPU: two fill a large host for 20, one a small host for 11. Resources alone say 43.
  FleetItem item;
  item.id = "a";
  item.request = {Cpu::from_vcpu(3), Bytes::from_gib(1), 0};
  item.count = 5;
  FleetHostType large;
  large.name = "large";
  large.host.allocatable = {Cpu::from_vcpu(7), Bytes::from_gib(32), 0};
  large.weight = 20;
  FleetHostType small = large;
  small.name = "small";
  small.host.allocatable.cpu = Cpu::from_vcpu(4);
  small.weight = 11;
  FleetPlan plan = pack_fleet({item}, {large, small});
  CHECK(plan.total_weight == 51);
  CHECK(plan.every_way_tried);
  CHECK(plan.lower_bound() == 51);
  CHECK(plan.bound_by() == "trying every way");
  CHECK(plan.gap() == Rational(0));

  plan.every_way_tried = false;
  CHECK(plan.lower_bound() == plan.fast_bound.weight);
  CHECK(plan.bound_by() == plan.fast_bound.by);
  plan.strong_bound = FleetBound{plan.fast_bound.weight + 1, "column generation", {}};
  CHECK(plan.lower_bound() == plan.fast_bound.weight + 1);
  CHECK(plan.bound_by() == "column generation");
  plan.strong_bound->weight = plan.fast_bound.weight;  // Of equal bounds the fast one.
  CHECK(plan.bound_by() == plan.fast_bound.by);
}

}  // namespace fleet_exhaustive_test

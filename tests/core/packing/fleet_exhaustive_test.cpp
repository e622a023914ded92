#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"
#include "plain_limits.hpp"

namespace fleet_exhaustive_test {

using namespace container_tco;

namespace {

void check_equals_every_way(const FleetInstance& fleet, std::uint64_t seed) {
  const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
  const std::optional<std::int64_t> least = least_weight(fleet.items, fleet.types, fleet.options);
  CAPTURE(seed);
  CHECK(verify_fleet_plan(plan, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
  if (!least) return;
  CHECK(plan.total_weight == *least);
  CHECK(plan.lower_bound() <= *least);
}

}  // namespace

TEST_CASE("the plan of a few copies is as light as the best of every way") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) check_equals_every_way(random_fleet(seed, 7, 5), seed);
}

TEST_CASE("the plan of ten copies is as light as the best of every way") {
  for (std::uint64_t seed = 1000; seed < 1060; ++seed) check_equals_every_way(random_fleet(seed, 10, 4), seed);
}

TEST_CASE("a plan found by trying every way has no gap, and the check tries every way again") {
  for (std::uint64_t seed = 4000; seed < 4120; ++seed) {
    FleetInstance fleet = random_fleet(seed, 8, 4);
    fleet.options.strong_bound = true;
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    CAPTURE(seed);
    if (!plan.strong_bound || plan.strong_bound->by != "exhaustive search") continue;
    CHECK(plan.gap() == Rational(0));
    CHECK(check_bound(*plan.strong_bound, fleet.items, fleet.types, fleet.options) == std::vector<std::string>{});
    FleetBound heavier = *plan.strong_bound;
    ++heavier.weight;
    CHECK_FALSE(check_bound(heavier, fleet.items, fleet.types, fleet.options).empty());
  }
}

TEST_CASE("the plan with a limit on hosts is as light as the best of every way") {
  for (std::uint64_t seed = 2000; seed < 2200; ++seed) {
    FleetInstance fleet = random_fleet(seed, 7, 4);
    const std::int64_t least_hosts = std::max(fleet.options.min_hosts, fleet.options.min_hosts_per_zone);
    fleet.options.max_hosts = std::max<std::int64_t>(least_hosts, 2 + static_cast<std::int64_t>(seed % 4));
    check_equals_every_way(fleet, seed);
  }
}

TEST_CASE("the plan with a limit on types is as light as the best of every way") {
  for (std::uint64_t seed = 3000; seed < 3150; ++seed) {
    FleetInstance fleet = random_fleet(seed, 6, 4);
    for (FleetHostType& type : fleet.types) type.existing.clear();
    fleet.options.max_new_types = 1 + static_cast<std::int64_t>(seed % 2);
    check_equals_every_way(fleet, seed);
  }
}

TEST_CASE("the plan of a few copies is as light as the best of every way under all limits, with all that stands by") {
  int complete = 0;
  int impossible = 0;
  int refused = 0;
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
  }
  CHECK(complete > 300);
  CHECK(impossible > 20);
  CHECK(refused > 5);
}

}  // namespace fleet_exhaustive_test

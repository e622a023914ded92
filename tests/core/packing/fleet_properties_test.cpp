#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "container_tco/packing/fleet.hpp"
#include "plain_fleet.hpp"
#include "random_instance.hpp"

namespace fleet_properties_test {

using namespace container_tco;

namespace {

const std::vector<std::string> nothing;

/// Zones, limits and spares on top of `random_fleet`; few steps, to have many cases.
FleetInstance hard_fleet(std::uint64_t seed) {
  FleetInstance fleet = random_fleet(seed, 60, 8);
  std::mt19937_64 random(seed ^ 0x5eed);
  fleet.options.zones = draw(random, 1, 3);
  fleet.options.iteration_limit = 200;
  for (FleetItem& item : fleet.items) {
    if (draw(random, 0, 5) == 0) item.zones = {draw(random, 0, fleet.options.zones - 1)};
  }
  for (FleetHostType& type : fleet.types) {
    if (draw(random, 0, 9) == 0) type.max_new_hosts = draw(random, 0, 5);
  }
  if (draw(random, 0, 4) == 0) fleet.options.survive_host_loss = true;
  if (draw(random, 0, 5) == 0) fleet.options.max_types = draw(random, 1, 3);
  if (draw(random, 0, 5) == 0) fleet.options.max_hosts = draw(random, 18, 40);
  return fleet;
}

}  // namespace

TEST_CASE("every fleet of a random instance passes the independent checks") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    FleetInstance fleet = hard_fleet(seed);
    fleet.options.strong_bound = seed % 5 == 0;
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    CAPTURE(seed);
    for (const std::string& problem : verify_fleet_plan(plan, fleet.items, fleet.types, fleet.options)) {
      FAIL_CHECK(problem);
    }
    for (const std::string& problem : check_bound(plan.fast_bound, fleet.items, fleet.types, fleet.options)) {
      FAIL_CHECK("fast: " << problem);
    }
    if (!plan.strong_bound) continue;
    for (const std::string& problem : check_bound(*plan.strong_bound, fleet.items, fleet.types, fleet.options)) {
      FAIL_CHECK("strong: " << problem);
    }
  }
}

namespace {

/// 240 different items, some of which keep apart, and 60 types of which none is better than another: each has less
/// memory and costs less than the one before.
FleetInstance many_shapes_and_types() {
  std::mt19937_64 random(1);
  FleetInstance fleet;
  for (int i = 0; i < 240; ++i) {
    FleetItem item;
    item.id = std::to_string(i);
    item.request = {Cpu::from_units(100 + i), Bytes::from_mib(draw(random, 200, 1500)), 0};
    item.count = draw(random, 2, 4);
    if (i > 0 && draw(random, 0, 3) == 0) item.apart_from = {std::to_string(draw(random, 0, i - 1))};
    fleet.items.push_back(item);
  }
  for (int t = 0; t < 60; ++t) {
    FleetHostType type;
    type.name = std::to_string(t);
    type.host.allocatable = {Cpu::from_units(4096), Bytes::from_mib(20'000 - 250 * t), 0};
    // Those in the middle, which alone would do, are up to 3 % dearer than a mix of the first and the last.
    type.weight = 10'000 - 80 * t + t * (59 - t) / 4;
    fleet.types.push_back(type);
  }
  return fleet;
}

}  // namespace

TEST_CASE("quick and full plans of many shapes and types are plans, and more steps are worth their time") {
  FleetInstance fleet = many_shapes_and_types();
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t steps : {0, 200, 3'000}) {
    CAPTURE(steps);
    fleet.options.iteration_limit = steps;
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    CHECK(plan.is_complete());
    CHECK(verify_fleet_plan(plan, fleet.items, fleet.types, fleet.options) == nothing);
    CHECK(check_bound(plan.fast_bound, fleet.items, fleet.types, fleet.options) == nothing);
    CHECK(plan.total_weight < before);
    before = plan.total_weight;
  }
}

TEST_CASE("the order of items, types and daemons does not matter to a fleet") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const FleetInstance fleet = hard_fleet(seed);
    FleetInstance other = fleet;
    std::mt19937_64 random(seed);
    for (std::size_t i = other.items.size(); i > 1; --i) {
      std::swap(other.items[i - 1],
                other.items[static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(i) - 1))]);
    }
    std::reverse(other.types.begin(), other.types.end());
    std::reverse(other.options.daemons.begin(), other.options.daemons.end());
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    const FleetPlan mirrored = pack_fleet(other.items, other.types, other.options);
    CAPTURE(seed);
    CHECK(plan.total_weight == mirrored.total_weight);
    CHECK(plan.fast_bound.weight == mirrored.fast_bound.weight);
    REQUIRE(plan.hosts.size() == mirrored.hosts.size());
    for (std::size_t g = 0; g < plan.hosts.size(); ++g) {
      CHECK(fleet.types[plan.hosts[g].type].name == other.types[mirrored.hosts[g].type].name);
      CHECK(plan.hosts[g].count == mirrored.hosts[g].count);
      CHECK(plan.hosts[g].used == mirrored.hosts[g].used);
    }
  }
}

TEST_CASE("a fleet never weighs more than the best single type") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    FleetInstance fleet = random_fleet(seed, 60, 8);
    fleet.options = {};
    fleet.options.iteration_limit = static_cast<std::int64_t>(seed % 3) * 100;
    for (FleetHostType& type : fleet.types) type.existing.clear();
    for (std::size_t i = 0; i < fleet.items.size() && seed % 2 == 1; ++i) {
      if (i % 2 == 0) fleet.items[i].max_copies_per_host = 1 + static_cast<std::int64_t>((seed + i) % 3);
    }
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    if (!plan.is_complete()) continue;
    std::vector<PackItem> plain(fleet.items.begin(), fleet.items.end());
    const bool has_labels = std::any_of(fleet.items.begin(), fleet.items.end(),
                                        [](const FleetItem& item) { return !item.required_labels.empty(); });
    if (has_labels) continue;
    for (const FleetHostType& type : fleet.types) {
      if (!type.taints.empty()) continue;
      const PackingPlan single = pack(plain, type.host);
      CAPTURE(seed);
      if (single.is_complete()) CHECK(plan.total_weight <= single.host_count * type.weight);
    }
  }
}

TEST_CASE("the bounds of a fleet never exceed the best of every way") {
  for (std::uint64_t seed = 5000; seed < 5150; ++seed) {
    FleetInstance fleet = random_fleet(seed, 7, 5);
    fleet.options.strong_bound = true;
    const FleetPlan plan = pack_fleet(fleet.items, fleet.types, fleet.options);
    const std::optional<std::int64_t> least = least_weight(fleet.items, fleet.types, fleet.options);
    CAPTURE(seed);
    if (least) CHECK(plan.fast_bound.weight <= *least);
    if (least && plan.strong_bound) CHECK(plan.strong_bound->weight <= *least);
  }
}

}  // namespace fleet_properties_test

// Limits of groups, of copies per host, and target capacity of a fleet.

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace fleet_groups_test {

using namespace container_tco;

namespace {

FleetItem item(const std::string& id, std::int64_t vcpu, std::int64_t count) {
  FleetItem result;
  result.id = id;
  result.request = {Cpu::from_vcpu(Rational(vcpu)), Bytes::from_gib(Rational(1)), 0};
  result.count = count;
  return result;
}

FleetHostType type(const std::string& name, std::int64_t vcpu, std::int64_t weight, const std::string& group = "") {
  FleetHostType result;
  result.name = name;
  result.host.allocatable = {Cpu::from_vcpu(Rational(vcpu)), Bytes::from_gib(Rational(1000)), 0};
  result.weight = weight;
  result.group = group;
  return result;
}

std::int64_t hosts_of(const FleetPlan& plan, std::size_t type) {
  std::int64_t count = 0;
  for (const FleetHosts& hosts : plan.hosts) {
    if (hosts.type == type) count += hosts.count;
  }
  return count;
}

void require_valid(const FleetPlan& plan, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                   const FleetOptions& options) {
  CHECK(verify_fleet_plan(plan, items, types, options).empty());
  CHECK(check_bound(plan.fast_bound, items, types, options).empty());
}

}  // namespace

// Twelve copies of 1 vCPU fit one host of 16, at 2 on a host they need six.
TEST_CASE("a limit of copies per host opens more hosts") {
  std::vector<FleetItem> items = {item("web", 1, 12)};
  const std::vector<FleetHostType> types = {type("large", 16, 100)};
  CHECK(pack_fleet(items, types).host_count == 1);
  items[0].max_copies_per_host = 2;
  const FleetPlan plan = pack_fleet(items, types);
  CHECK(plan.host_count == 6);
  require_valid(plan, items, types, {});
}

// Two items of two copies a host each: four hosts hold both, as their limits do not add up to one.
TEST_CASE("limits of copies per host count for each item by itself") {
  std::vector<FleetItem> items = {item("a", 1, 8), item("b", 1, 8)};
  for (FleetItem& each : items) each.max_copies_per_host = 2;
  const std::vector<FleetHostType> types = {type("large", 16, 100)};
  const FleetPlan plan = pack_fleet(items, types);
  CHECK(plan.host_count == 4);
  require_valid(plan, items, types, {});
}

TEST_CASE("a limit of copies per host holds in many instances, large and small") {
  for (std::int64_t copies : {3, 10, 40, 2500}) {
    std::vector<FleetItem> items = {item("a", 1, copies), item("b", 2, copies), item("c", 3, copies)};
    items[0].max_copies_per_host = 3;
    items[1].max_copies_per_host = 1;
    const std::vector<FleetHostType> types = {type("s", 4, 10), type("m", 8, 19), type("l", 16, 37)};
    for (const bool strong : {false, true}) {
      FleetOptions options;
      options.iteration_limit = 100;
      options.strong_bound = strong;
      const FleetPlan plan = pack_fleet(items, types, options);
      CHECK(plan.is_complete());
      require_valid(plan, items, types, options);
      if (plan.strong_bound) CHECK(check_bound(*plan.strong_bound, items, types, options).empty());
    }
  }
}

TEST_CASE("equal hosts hold no more copies of an item than allowed") {
  std::vector<PackItem> items = {item("web", 1, 12)};
  items[0].max_copies_per_host = 5;
  const PackHost host{{Cpu::from_vcpu(16), Bytes::from_gib(64), 0}, {}};
  const PackingPlan plan = pack(items, host);
  CHECK(plan.host_count == 3);
  CHECK(plan.lower_bound.hosts == 3);
  CHECK(verify_plan(plan, items, host).empty());
}

TEST_CASE("a limit of no copy per host is refused") {
  std::vector<FleetItem> items = {item("web", 1, 12)};
  items[0].max_copies_per_host = 0;
  CHECK_THROWS_AS(pack_fleet(items, {type("large", 16, 100)}), InvalidInputError);
}

// The cheap group may have two hosts of 4 vCPU; what is left goes to the dear group.
TEST_CASE("a group has no more hosts than its maximum") {
  const std::vector<FleetItem> items = {item("web", 1, 16)};
  const std::vector<FleetHostType> types = {type("cheap", 4, 10, "first"), type("dear", 4, 15, "second")};
  FleetOptions options;
  options.groups = {{"first", 0, 2}, {"second", 0, std::nullopt}};
  const FleetPlan plan = pack_fleet(items, types, options);
  CHECK(hosts_of(plan, 0) == 2);
  CHECK(hosts_of(plan, 1) == 2);
  CHECK(plan.total_weight == 50);
  require_valid(plan, items, types, options);
}

TEST_CASE("a group has its minimum, also where another would be lighter") {
  const std::vector<FleetItem> items = {item("web", 1, 4)};
  const std::vector<FleetHostType> types = {type("cheap", 4, 10, "first"), type("dear", 4, 15, "second")};
  FleetOptions options;
  options.groups = {{"first", 0, std::nullopt}, {"second", 3, std::nullopt}};
  const FleetPlan plan = pack_fleet(items, types, options);
  CHECK(hosts_of(plan, 1) == 3);
  require_valid(plan, items, types, options);
}

TEST_CASE("groups that leave no room are named as the limit") {
  const std::vector<FleetItem> items = {item("web", 1, 16)};
  const std::vector<FleetHostType> types = {type("cheap", 4, 10, "first")};
  FleetOptions options;
  options.groups = {{"first", 0, 2}};
  const FleetPlan plan = pack_fleet(items, types, options);
  CHECK(plan.left_out_by_limit);
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].copies == 8);
  CHECK(plan.unplaced[0].reason.find("group") != std::string::npos);
  require_valid(plan, items, types, options);
}

TEST_CASE("groups that contradict themselves are refused") {
  const std::vector<FleetItem> items = {item("web", 1, 1)};
  FleetOptions options;
  options.groups = {{"first", 3, 2}};
  CHECK_THROWS_AS(pack_fleet(items, {type("cheap", 4, 10, "first")}, options), InvalidInputError);
  options.groups = {{"first", 0, 2}, {"first", 0, 2}};
  CHECK_THROWS_AS(pack_fleet(items, {type("cheap", 4, 10, "first")}, options), InvalidInputError);
  options.groups = {};
  CHECK_THROWS_AS(pack_fleet(items, {type("cheap", 4, 10, "first")}, options), InvalidInputError);
}

// Nine hosts in use at a target of 90 %: 9 × 100 / 90 = 10 (rule S19).
TEST_CASE("target capacity keeps hosts of each type in reserve") {
  const std::vector<FleetItem> items = {item("web", 4, 9)};
  const std::vector<FleetHostType> types = {type("one", 4, 10)};
  FleetOptions options;
  options.target_capacity_percent = 90;
  const FleetPlan plan = pack_fleet(items, types, options);
  CHECK(plan.host_count == 10);
  CHECK(plan.total_weight == 100);
  require_valid(plan, items, types, options);
}

// Hosts of 4 vCPU for copies of 3 and 1: packed, ten hosts hold ten of each. Drawn at random, small copies may open
// hosts that large ones cannot share; never are there fewer.
TEST_CASE("random placement is valid, repeatable and never denser than the bound") {
  const std::vector<PackItem> items = {item("large", 3, 10), item("small", 1, 10)};
  const PackHost host{{Cpu::from_vcpu(4), Bytes::from_gib(64), 0}, {}};
  CHECK(pack(items, host).host_count == 10);
  PackOptions options;
  std::int64_t most = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    options.random_seed = seed;
    const PackingPlan plan = pack(items, host, options);
    CHECK(verify_plan(plan, items, host, options).empty());
    CHECK(plan.host_count == pack(std::vector<PackItem>{items[1], items[0]}, host, options).host_count);
    CHECK(plan.host_count >= 10);
    most = std::max(most, plan.host_count);
  }
  CHECK(most > 10);
}

}  // namespace fleet_groups_test

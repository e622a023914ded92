#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"
#include "plain_fleet.hpp"
#include "random_instance.hpp"

namespace fleet_limits_test {

using namespace container_tco;

namespace {

FleetItem item(const std::string& id, std::int64_t vcpu, std::int64_t gib, std::int64_t count) {
  FleetItem made;
  made.id = id;
  made.request = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), 0};
  made.count = count;
  return made;
}

FleetHostType type(const std::string& name, std::int64_t vcpu, std::int64_t gib, std::int64_t weight,
                   const std::string& group = {}) {
  FleetHostType made;
  made.name = name;
  made.host.allocatable = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), 0};
  made.weight = weight;
  made.group = group;
  return made;
}

FleetPlan checked(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                  const FleetOptions& options) {
  const FleetPlan plan = pack_fleet(items, types, options);
  for (const std::string& problem : verify_fleet_plan(plan, items, types, options)) FAIL_CHECK(problem);
  for (const std::string& problem : check_bound(plan.fast_bound, items, types, options)) FAIL_CHECK(problem);
  return plan;
}

std::int64_t copies_left_out(const FleetPlan& plan) {
  std::int64_t copies = 0;
  for (const UnplacedItem& left : plan.unplaced) copies += left.copies;
  return copies;
}

}  // namespace

TEST_CASE("a limit that leaves no room for a spare leaves items out and names both") {
  FleetOptions options;
  options.survive_host_loss = true;
  options.max_hosts = 1;
  const FleetPlan none = checked({item("web", 2, 4, 3)}, {type("big", 8, 32, 47)}, options);
  CHECK(copies_left_out(none) == 3);
  REQUIRE(none.unplaced.size() == 1);
  CHECK(none.unplaced[0].reason ==
        "fits on a host, but the limit leaves none: max_hosts 1, with a spare for the loss of a host");
  // Three hosts of 8 vCPU hold 12 copies of 2; with one of them as a spare, 8.
  options.max_hosts = 3;
  CHECK(copies_left_out(checked({item("web", 2, 4, 12)}, {type("big", 8, 64, 47)}, options)) == 4);
  options.max_hosts = 4;
  CHECK(checked({item("web", 2, 4, 12)}, {type("big", 8, 64, 47)}, options).is_complete());
}

TEST_CASE("a spare of the only type, of which one host may be opened, leaves items out") {
  FleetOptions options;
  options.survive_host_loss = true;
  std::vector<FleetHostType> types = {type("big", 8, 32, 47)};
  types[0].max_new_hosts = 1;
  CHECK(copies_left_out(checked({item("web", 2, 4, 3)}, types, options)) == 3);
}

TEST_CASE("what a kept host holds is left out where nothing can stand in for it") {
  FleetOptions options;
  options.survive_host_loss = true;
  std::vector<FleetHostType> types = {type("kept", 8, 32, 47), type("small", 2, 8, 12)};
  types[0].existing = {1};
  types[0].max_new_hosts = 0;
  // The kept host alone takes a copy of 4 vCPU, and no host may be opened that takes it as well.
  const FleetPlan plan = checked({item("large", 4, 8, 1), item("small", 1, 2, 2)}, types, options);
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].item == 0);
}

// At 50 %, two hosts for each in use, of which one may be opened.
TEST_CASE("a target capacity that a limit does not allow leaves items out") {
  FleetOptions options;
  options.target_capacity_percent = 50;
  std::vector<FleetHostType> types = {type("big", 8, 32, 47)};
  types[0].max_new_hosts = 1;
  CHECK(copies_left_out(checked({item("web", 2, 4, 3)}, types, options)) == 3);
  types[0].max_new_hosts = 2;
  CHECK(checked({item("web", 2, 4, 3)}, types, options).total_weight == 94);
}

TEST_CASE("a group has its minimum within a limit on types and on hosts") {
  const std::vector<FleetHostType> types = {type("sys", 4, 16, 40, "sys"), type("app", 8, 16, 60)};
  FleetOptions options;
  options.groups = {{"sys", 2, std::nullopt}};
  options.max_types = 1;
  // Two hosts of the group are there anyhow, and hold three copies of 2 vCPU.
  CHECK(checked({item("web", 2, 4, 3)}, types, options).total_weight == 80);
  options.max_types = std::nullopt;
  options.max_hosts = 2;
  CHECK(checked({item("web", 2, 4, 3)}, types, options).total_weight == 80);
}

TEST_CASE("minima that limits contradict are refused") {
  const auto refused = [](std::vector<FleetHostType> types, const FleetOptions& options) {
    try {
      pack_fleet({item("web", 2, 4, 3)}, types, options);
    } catch (const InvalidInputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  FleetOptions options;
  options.min_hosts = 5;
  std::vector<FleetHostType> limited = {type("big", 8, 32, 47)};
  limited[0].max_new_hosts = 3;
  CHECK(refused(limited, options).find("min_hosts: expected at most 3") == 0);
  options.groups = {{"g", 0, 2}};
  CHECK(refused({type("big", 8, 32, 47, "g")}, options).find("min_hosts: expected at most 2") == 0);
  options = {};
  options.groups = {{"empty", 3, std::nullopt}};
  CHECK(refused({type("big", 8, 32, 47)}, options).find("groups[0].min_hosts: expected at most 0") == 0);
  options.groups = {{"a", 1, std::nullopt}, {"b", 1, std::nullopt}};
  options.max_types = 1;
  CHECK(refused({type("x", 8, 32, 47, "a"), type("y", 8, 32, 47, "b")}, options).find("groups with min_hosts") == 0);
}

// The two copies need 8 GiB hosts: the kept one, and the one that may be opened. The copy of 1 vCPU has type t1.
TEST_CASE("kept and limited hosts go to what no other host takes") {
  std::vector<FleetHostType> types = {type("t1", 1, 4, 13), type("t2", 1, 8, 11)};
  types[1].existing = {1};
  types[1].max_new_hosts = 1;
  std::vector<FleetItem> items = {item("memory", 0, 5, 2), item("cpu", 1, 1, 1)};
  items[0].request.cpu = Cpu::from_milli(500);
  const FleetPlan plan = checked(items, types, {});
  CHECK(plan.is_complete());
  CHECK(plan.total_weight == 24);
}

// One host holds both copies when they are in one zone.
TEST_CASE("single copies are dealt to the zones where they cost least") {
  FleetOptions options;
  options.zones = 2;
  const std::vector<FleetItem> items = {item("a", 2, 8, 1), item("b", 2, 8, 1)};
  const FleetPlan plan = checked(items, {type("host", 4, 16, 10)}, options);
  CHECK(plan.total_weight == 10);
  CHECK(plan.stopped_by.empty());
  options.max_hosts = 1;
  CHECK(checked(items, {type("host", 4, 16, 10)}, options).is_complete());
}

// A host of 8 vCPU and its spare cost 80; three of 2 vCPU with a spare 4 × 14 = 56.
TEST_CASE("hosts are smaller where one must stand by for the largest") {
  FleetOptions options;
  options.survive_host_loss = true;
  const std::vector<FleetHostType> types = {type("large", 8, 32, 40), type("small", 2, 8, 14)};
  CHECK(checked({item("a", 1, 2, 6)}, types, options).total_weight == 56);
}

// At 50 % each type in use is there twice: 2 × 40 for both copies on a large host; 2 × 30 + 2 × 8 = 76 on a host each.
TEST_CASE("fewer types are in use where each keeps hosts of its own in reserve") {
  FleetOptions options;
  options.target_capacity_percent = 50;
  const std::vector<FleetHostType> types = {type("large", 8, 32, 40), type("medium", 6, 24, 30),
                                            type("small", 2, 8, 8)};
  CHECK(checked({item("a", 6, 8, 1), item("b", 2, 8, 1)}, types, options).total_weight == 76);
}

// Copies a and b beside each other in the zone of the third b: one host of t in each zone; u would need four hosts.
TEST_CASE("a limit on types finds the dealing that its types want") {
  FleetOptions options;
  options.zones = 2;
  options.max_types = 1;
  const std::vector<FleetItem> items = {item("a", 1, 1, 1), item("b", 2, 1, 3)};
  CHECK(checked(items, {type("t", 4, 32, 10), type("u", 2, 8, 6)}, options).total_weight == 20);
}

TEST_CASE("a limit on types, in several zones, is never worse than any type by itself") {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    FleetInstance fleet = random_fleet(seed, 40, 4);
    fleet.options.zones = 2 + static_cast<std::int64_t>(seed % 2);
    fleet.options.max_types = 1 + static_cast<std::int64_t>(seed % 3);
    for (FleetHostType& one : fleet.types) one.existing.clear();
    const FleetPlan plan = checked(fleet.items, fleet.types, fleet.options);
    for (const FleetHostType& one : fleet.types) {
      const FleetPlan single = checked(fleet.items, {one}, fleet.options);
      if (single.unplaced.size() > plan.unplaced.size() || !plan.is_complete()) continue;
      CAPTURE(seed);
      CHECK(plan.total_weight <= single.total_weight);
      ++compared;
    }
  }
  CHECK(compared > 20);
}

TEST_CASE("of a limited number of types those are chosen that no two others are lighter than") {
  // Hosts of 2 to 16 vCPU in three ratios to memory; weights grow a little faster than sizes, so that large hosts pay
  // only when they are full.
  std::vector<FleetHostType> types;
  for (const std::int64_t vcpu : {2, 4, 8, 16}) {
    for (const std::int64_t ratio : {2, 4, 8}) {
      const std::string name = std::to_string(vcpu) + "x" + std::to_string(ratio);
      types.push_back(type(name, vcpu, vcpu * ratio, vcpu * (30 + 5 * ratio) + vcpu * vcpu / 8));
    }
  }
  for (const std::uint64_t seed : {3, 4}) {
    std::mt19937_64 random(seed);
    std::vector<FleetItem> items;
    for (int i = 0; i < 18; ++i) {
      items.push_back(item(std::to_string(i), draw(random, 1, 7), draw(random, 1, 30), draw(random, 1, 2)));
    }
    for (const std::int64_t zones : {1, 3}) {
      CAPTURE(seed);
      CAPTURE(zones);
      FleetOptions options;
      options.zones = zones;
      options.max_types = 2;
      const FleetPlan chosen = checked(items, types, options);
      REQUIRE(chosen.is_complete());
      options.max_types.reset();
      options.iteration_limit = 100;
      for (std::size_t a = 0; a < types.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
          const FleetPlan named = pack_fleet(items, {types[a], types[b]}, options);
          if (named.is_complete()) CHECK(chosen.total_weight <= named.total_weight);
        }
      }
    }
  }
}

}  // namespace fleet_limits_test

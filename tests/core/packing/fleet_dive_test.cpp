// Whole hosts out of fractional plans: every copy is placed once, on hosts that hold it and that may be opened, and
// small plans that need just the right partners weigh what arithmetic says.

#include "container_tco/packing/fleet_dive.hpp"

#include <doctest/doctest.h>

#include <map>

#include "container_tco/packing/fleet_plan.hpp"

namespace fleet_dive_test {

using namespace container_tco;
using namespace container_tco::detail;

namespace {

constexpr std::int64_t much_work = 10'000'000;

FleetItem item_of(const std::string& id, std::int64_t vcpu, std::int64_t count) {
  FleetItem made;
  made.id = id;
  made.request = {Cpu::from_vcpu(vcpu), Bytes::from_gib(vcpu), 0};
  made.count = count;
  return made;
}

FleetHostType type_of(const std::string& name, std::int64_t vcpu, std::int64_t weight,
                      std::optional<std::int64_t> most = std::nullopt) {
  FleetHostType made;
  made.name = name;
  made.host.allocatable = {Cpu::from_vcpu(vcpu), Bytes::from_gib(vcpu), 0};
  made.weight = weight;
  made.max_new_hosts = most;
  return made;
}

struct Dived {
  std::int64_t weight = 0;
  std::int64_t left = 0;
};

FleetBag bag_of(const FleetInput& input) {
  FleetBag bag(input.shapes.size());
  for (std::size_t s = 0; s < input.shapes.size(); ++s) bag.add(s, input.shapes[s].count);
  return bag;
}

Dived dived(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types, std::int64_t work) {
  const FleetOptions options;
  const FleetInput input = prepare_fleet_input(items, types, options);
  FleetBudget budget = full_budget(input, options);
  FleetBag bag = bag_of(input);
  std::vector<FleetHost> hosts;
  dive(input, {}, {work, 1}, bag, budget, hosts);
  Dived result;
  std::map<std::size_t, std::int64_t> held;
  for (const FleetHost& host : hosts) {
    for (const HeldCopies& part : host.held) held[part.shape] += part.copies * host.count;
    FleetHost bare;
    bare.type = host.type;
    for (const HeldCopies& part : host.held) {
      CHECK(copies_that_fit(input, bare, part.shape, part.copies) == part.copies);
      put(input, bare, part.shape, part.copies);
    }
    CHECK(bare.used == host.used);
    result.weight += weight_of(input, host);
  }
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    CHECK(held[s] + bag.counts[s] == input.shapes[s].count);
    result.left += bag.counts[s];
  }
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    std::int64_t opened = 0;
    for (const FleetHost& host : hosts) opened += host.type == t ? host.count : 0;
    CHECK(opened <= input.types[t].max_new);
  }
  return result;
}

}  // namespace

TEST_CASE("a dive puts together what fills hosts") {
  // 6 + 4, 7 + 3 and 5 + 5 of 10 vCPU: nothing is left free on 40 + 30 + 10 hosts.
  const Dived plan =
      dived({item_of("a", 6, 40), item_of("b", 4, 40), item_of("c", 7, 30), item_of("d", 3, 30), item_of("e", 5, 20)},
            {type_of("ten", 10, 1000)}, much_work);
  CHECK(plan.left == 0);
  CHECK(plan.weight == 80 * 1000);
}

TEST_CASE("a dive opens no more hosts of a type than may be opened") {
  // Ten fit on five of the cheap hosts; the others go one to a dear host.
  const Dived plan = dived({item_of("a", 5, 16)}, {type_of("cheap", 10, 1000, 5), type_of("dear", 6, 900)}, much_work);
  CHECK(plan.left == 0);
  CHECK(plan.weight == 5 * 1000 + 6 * 900);
}

TEST_CASE("a dive leaves what no host may be opened for") {
  CHECK(dived({item_of("a", 5, 16)}, {type_of("only", 10, 1000, 5)}, much_work).left == 6);
  CHECK(dived({item_of("a", 5, 16)}, {type_of("only", 10, 1000)}, 0).left == 16);
}

TEST_CASE("hosts of a pattern are taken while what is left of them is worth their weight") {
  const FleetInput input =
      prepare_fleet_input({item_of("a", 6, 3), item_of("b", 4, 2)}, {type_of("ten", 10, 1000)}, FleetOptions{});
  FleetPattern pattern;
  put(input, pattern, 0, 1);
  put(input, pattern, 1, 1);
  for (const double worth_of_large : {1000.0, 600.0}) {
    FleetBudget budget = full_budget(input, FleetOptions{});
    FleetBag bag = bag_of(input);
    std::vector<FleetHost> hosts;
    CHECK(take_hosts(input, pattern, 5, {worth_of_large, 400.0}, bag, budget, hosts));
    // Two full hosts; a third one with the large item alone only where that pays for it.
    std::int64_t count = 0;
    for (const FleetHost& host : hosts) count += host.count;
    CHECK(count == (worth_of_large == 1000.0 ? 3 : 2));
    CHECK(bag.counts[0] == 3 - count);
    CHECK(bag.counts[1] == 0);
  }
}

}  // namespace fleet_dive_test

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <thread>

#include "container_tco/packing/fleet.hpp"
#include "random_instance.hpp"

namespace fleet_determinism_test {

using namespace container_tco;

namespace {

/// Hosts of three families, 2 to 32 vCPU with 2, 4 and 8 GiB for each, at prices that do not grow evenly.
std::vector<FleetHostType> three_families() {
  std::vector<FleetHostType> types;
  for (const std::int64_t ratio : {2, 4, 8}) {
    for (const std::int64_t vcpu : {2, 4, 8, 16, 32}) {
      FleetHostType type;
      type.name = "family " + std::to_string(ratio) + " of " + std::to_string(vcpu);
      type.host.allocatable = {Cpu::from_milli(vcpu * 1000 - 100), Bytes::from_mib(vcpu * ratio * 1024 - 700), 0};
      type.host.network_slots = 8 * vcpu;
      type.weight = vcpu * (34 + 4 * ratio) * 1000 + vcpu % 3;
      types.push_back(type);
    }
  }
  return types;
}

/// Sizes to the millicore and MiB when `is_fine`, else of 250 millicores and 512 MiB.
std::vector<FleetItem> items_of(std::uint64_t seed, std::int64_t count, bool is_fine) {
  std::mt19937_64 random(seed);
  std::vector<FleetItem> items;
  for (std::int64_t i = 0; i < count; ++i) {
    FleetItem item;
    item.id = std::to_string(i * 7919 % 10'007) + "-" + std::to_string(i);
    item.count = 1;
    item.network_slots = 1;
    const std::int64_t milli = is_fine ? draw(random, 50, 4000) : 250 * draw(random, 1, 16);
    const std::int64_t mib = milli * draw(random, 1, 8);
    item.request = {Cpu::from_milli(milli), Bytes::from_mib(is_fine ? mib : (mib + 511) / 512 * 512), 0};
    items.push_back(item);
  }
  return items;
}

/// Everything of a plan, by names, as text.
std::string text_of(const FleetPlan& plan, const std::vector<FleetItem>& items,
                    const std::vector<FleetHostType>& types) {
  std::string text = std::to_string(plan.total_weight) + "/" + std::to_string(plan.fast_bound.weight);
  if (plan.strong_bound) text += "/" + std::to_string(plan.strong_bound->weight);
  for (const FleetHosts& hosts : plan.hosts) {
    text += "\n" + std::to_string(hosts.zone) + " " + std::to_string(hosts.count) + " " + types[hosts.type].name + ":";
    std::vector<std::string> parts;
    for (const Placement& placement : hosts.placements) {
      parts.push_back(std::to_string(placement.copies) + " of " + items[placement.item].id);
    }
    std::sort(parts.begin(), parts.end());
    for (const std::string& part : parts) text += " " + part;
  }
  return text;
}

template <typename Thing>
void shuffle(std::vector<Thing>& things, std::mt19937_64& random) {
  for (std::size_t i = things.size(); i > 1; --i) {
    std::swap(things[i - 1], things[static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(i) - 1))]);
  }
}

/// With column generation, which starts at 2,000 copies; few steps.
FleetOptions some_steps() {
  FleetOptions options;
  options.iteration_limit = 300;
  options.zones = 2;
  return options;
}

}  // namespace

TEST_CASE("two runs give the same fleet, as do shuffled items and types") {
  const std::vector<FleetHostType> types = three_families();
  for (const bool is_fine : {false, true}) {
    const std::vector<FleetItem> items = items_of(3, 2100, is_fine);
    const std::string first = text_of(pack_fleet(items, types, some_steps()), items, types);
    CHECK(text_of(pack_fleet(items, types, some_steps()), items, types) == first);
    std::mt19937_64 random(11);
    for (int round = 0; round < 2; ++round) {
      std::vector<FleetItem> other_items = items;
      std::vector<FleetHostType> other_types = types;
      shuffle(other_items, random);
      shuffle(other_types, random);
      const FleetPlan plan = pack_fleet(other_items, other_types, some_steps());
      CHECK(text_of(plan, other_items, other_types) == first);
    }
  }
}

TEST_CASE("fleets planned at the same time on two threads are those planned alone") {
  const std::vector<FleetHostType> types = three_families();
  FleetOptions options = some_steps();
  options.strong_bound = true;
  const std::vector<FleetItem> coarse = items_of(5, 60, false);
  const std::vector<FleetItem> other = items_of(6, 50, false);
  const std::string alone = text_of(pack_fleet(coarse, types, options), coarse, types);
  const std::string other_alone = text_of(pack_fleet(other, types, options), other, types);
  std::string beside;
  std::string other_beside;
  std::thread one([&] { beside = text_of(pack_fleet(coarse, types, options), coarse, types); });
  std::thread two([&] { other_beside = text_of(pack_fleet(other, types, options), other, types); });
  one.join();
  two.join();
  CHECK(beside == alone);
  CHECK(other_beside == other_alone);
}

TEST_CASE("nine hundred types give the plan of those that no other dominates") {
  std::vector<FleetHostType> many = three_families();
  const std::vector<FleetHostType> few = many;
  std::mt19937_64 random(17);
  while (many.size() < 900) {
    FleetHostType worse = few[static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(few.size()) - 1))];
    worse.name += ", worse " + std::to_string(many.size());
    worse.weight += draw(random, 1, 50'000);
    worse.host.allocatable.memory =
        Bytes::from_bytes(worse.host.allocatable.memory.bytes() - draw(random, 0, 1) * 1024);
    many.push_back(worse);
  }
  for (const bool is_fine : {false, true}) {
    for (const std::int64_t count : {3, 40, 300}) {
      const std::vector<FleetItem> items = items_of(19, count, is_fine);
      FleetOptions options = some_steps();
      options.zones = 1;
      const FleetPlan of_few = pack_fleet(items, few, options);
      const FleetPlan of_many = pack_fleet(items, many, options);
      CAPTURE(count);
      CHECK(of_many.total_weight == of_few.total_weight);
      CHECK(of_many.fast_bound.weight == of_few.fast_bound.weight);
      CHECK(text_of(of_many, items, many) == text_of(of_few, items, few));
      for (const std::string& problem : check_bound(of_many.fast_bound, items, many, options)) FAIL_CHECK(problem);
    }
  }
}

}  // namespace fleet_determinism_test

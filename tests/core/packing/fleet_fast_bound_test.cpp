#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "container_tco/packing/fleet.hpp"

namespace fleet_fast_bound_test {

using namespace container_tco;

namespace {

FleetItem item_of(const std::string& id, std::int64_t milli, std::int64_t gib, std::int64_t count) {
  FleetItem item;
  item.id = id;
  item.request = {Cpu::from_milli(milli), Bytes::from_gib(gib), 0};
  item.count = count;
  return item;
}

FleetHostType type_of(const std::string& name, std::int64_t milli, std::int64_t gib, std::int64_t weight) {
  FleetHostType type;
  type.name = name;
  type.host.allocatable = {Cpu::from_milli(milli), Bytes::from_gib(gib), 0};
  type.weight = weight;
  return type;
}

}  // namespace

TEST_CASE("the fast bound knows that no item fills the memory of a host with much of it") {
  // 40 × 1 vCPU with 5 GiB, of which only 15 of 16 GiB and 30 of 32 GiB can be filled. As a heap of resources 6⅔ small
  // hosts and 3⅓ large ones do: 6⅔ × 100 + 3⅓ × 150 = 1,166⅔. But 15 / 5 = 3 copies at 100 are 33⅓ each and 4 copies
  // at 150 are 37.5 each: 40 × 33⅓ = 1,333⅓.
  const std::vector<FleetItem> items = {item_of("a", 1000, 5, 40)};
  const std::vector<FleetHostType> types = {type_of("small", 4000, 16, 100), type_of("large", 4000, 32, 150)};
  const FleetPlan plan = pack_fleet(items, types);
  CHECK(plan.fast_bound.weight == 1334);
  CHECK(check_bound(plan.fast_bound, items, types).empty());
}

TEST_CASE("the fast bound counts no room beyond whole units of what a type takes") {
  // 30 × 500m with 1 GiB, and perhaps one of 3.3 vCPU that fits on the large type alone. Of 3.9 vCPU the small type can
  // fill 3.5, 7 copies: 30 / 7 hosts at 70 weigh 300. The large type is no cheaper per copy: 27 copies at 400.
  const std::vector<FleetHostType> types = {type_of("small", 3900, 16, 70), type_of("large", 13'900, 64, 400)};
  std::vector<FleetItem> items = {item_of("a", 500, 1, 30), item_of("odd", 3300, 20, 0)};
  CHECK(pack_fleet(items, types).fast_bound.weight == 300);
  items.back().count = 1;
  const FleetPlan plan = pack_fleet(items, types);
  CHECK(plan.fast_bound.weight > 300);
  CHECK(check_bound(plan.fast_bound, items, types).empty());
  // One more cannot be proven.
  FleetBound higher = plan.fast_bound;
  ++higher.weight;
  CHECK_FALSE(check_bound(higher, items, types).empty());
}

TEST_CASE("the fast bound does not give room of small hosts to what fits on large ones alone") {
  // "large" and "b" both want 6 GiB for a vCPU, but 12 GiB fit on the host with 16 alone. Values that no host exceeds:
  // - rich, 120: at 60 for a vCPU "large" is worth 120 and "c" 60; "a" and "b" are worth less than they pay;
  // - plain, 70: at 8.75 for a GiB "a" is worth 26.25 and "b" 52.5; "c", 60, is worth less than it pays.
  // 16 × 26.25 + 16 × 52.5 + 8 × 60 + 8 × 120 = 2,700.
  const std::vector<FleetItem> items = {item_of("a", 1000, 3, 16), item_of("b", 1000, 6, 16), item_of("c", 1000, 7, 8),
                                        item_of("large", 2000, 12, 8)};
  const std::vector<FleetHostType> types = {type_of("rich", 2000, 16, 120), type_of("plain", 2000, 8, 70)};
  const FleetPlan plan = pack_fleet(items, types);
  CHECK(plan.fast_bound.weight == 2700);
  CHECK(check_bound(plan.fast_bound, items, types).empty());
}

}  // namespace fleet_fast_bound_test

#include "container_tco/packing/reachable_capacity.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace reachable_capacity_test {

using namespace container_tco::detail;

namespace {

FleetShape shape_of(const PackAmounts& need) {
  FleetShape shape;
  shape.need = need;
  shape.count = 1;
  return shape;
}

}  // namespace

TEST_CASE("room that comes with no more of another resource is out of reach") {
  // Slots of one each; at most 16 of memory for 2 of cpu, 8 for each: 4 of cpu reach 32 of 64. At most one slot for 1
  // of cpu: 4 of 110. Nothing asks for GPUs or volumes.
  const std::vector<FleetShape> shapes = {shape_of({1, 2, 0, 1, 0}), shape_of({2, 16, 0, 1, 0})};
  const PackAmounts capacity = {4, 64, 8, 110, no_host_limit};
  CHECK(reachable_capacity(capacity, most_per_units(shapes, {1, 1})) == PackAmounts{4, 32, 0, 4, 0});
  // Of the first shape alone 4 of cpu come with 8 of memory; of none, with nothing.
  CHECK(reachable_capacity(capacity, most_per_units(shapes, {1, 0})) == PackAmounts{4, 8, 0, 4, 0});
  CHECK(reachable_capacity(capacity, most_per_units(shapes, {0, 0})) == PackAmounts{0, 0, 0, 0, 0});
}

TEST_CASE("what a shape asks for alone is bounded by its own room only") {
  // The second shape takes memory without cpu: any memory is within reach, and cpu 3 for 6 of memory, rounded down.
  const std::vector<FleetShape> shapes = {shape_of({1, 2, 0, 0, 0}), shape_of({0, 5, 0, 0, 0})};
  const MostPerUnits most = most_per_units(shapes, {1, 1});
  CHECK(reachable_capacity({4, 64, 0, 0, 0}, most) == PackAmounts{4, 64, 0, 0, 0});
  CHECK(reachable_capacity({4, 7, 0, 0, 0}, most) == PackAmounts{3, 7, 0, 0, 0});
}

TEST_CASE("the resource that comes with least of another is the one that is used up") {
  // GPUs: at most 1 for 1 of cpu and for 3 of memory. Memory: 3 for 1 of cpu. Cpu: 2 for 3 of memory; the second shape
  // takes both without GPUs. Of 4 of cpu and 90 of memory memory is 3 × 4 = 12 and GPUs 4; of 9 and 4, cpu 2 × 4 / 3
  // and GPUs 4 / 3, rounded down.
  const std::vector<FleetShape> shapes = {shape_of({1, 3, 1, 0, 0}), shape_of({2, 3, 0, 0, 0})};
  const MostPerUnits most = most_per_units(shapes, {1, 1});
  CHECK(reachable_capacity({4, 90, 9, 0, 0}, most) == PackAmounts{4, 12, 4, 0, 0});
  CHECK(reachable_capacity({9, 4, 9, 0, 0}, most) == PackAmounts{2, 4, 1, 0, 0});
}

}  // namespace reachable_capacity_test

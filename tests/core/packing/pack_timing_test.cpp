#include <doctest/doctest.h>

#include <chrono>
#include <random>

#include "container_tco/packing/pack.hpp"
#include "random_instance.hpp"

namespace pack_timing_test {

using namespace container_tco;

namespace {

/// Services of the usual task sizes, every fifth with a static port.
std::vector<PackItem> services(std::int64_t item_count, std::int64_t copies) {
  std::mt19937_64 random(1);
  std::vector<PackItem> items;
  for (std::int64_t i = 0; i < item_count; ++i) {
    PackItem item;
    item.id = "service " + std::to_string(i);
    const std::int64_t units = std::int64_t{128} << draw(random, 0, 5);
    item.request = {Cpu::from_units(units), Bytes::from_mib(units * draw(random, 1, 8) + draw(random, 0, 511)), 0};
    item.count = copies;
    item.network_slots = 1;
    if (i % 5 == 0) item.exclusive = {"port " + std::to_string(i % 3)};
    items.push_back(item);
  }
  return items;
}

double microseconds(std::int64_t item_count, std::int64_t copies, std::int64_t zones, int repeats) {
  const std::vector<PackItem> items = services(item_count, copies);
  const PackHost host{{Cpu::from_units(8092), Bytes::from_mib(31000), 0}, 30};
  PackOptions options;
  options.zones = zones;
  const auto start = std::chrono::steady_clock::now();
  std::int64_t hosts = 0;
  for (int i = 0; i < repeats; ++i) hosts += pack(items, host, options).host_count;
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
  REQUIRE(hosts > 0);
  return taken.count() / repeats;
}

}  // namespace

// Run with --no-skip to see the times of this machine.
TEST_CASE("time of packing" * doctest::skip()) {
  MESSAGE("10 items x 10 copies, 1 zone: " << microseconds(10, 10, 1, 2000) << " us");
  MESSAGE("10 items x 10 copies, 3 zones: " << microseconds(10, 10, 3, 2000) << " us");
  MESSAGE("50 items x 1,000 copies, 1 zone: " << microseconds(50, 1000, 1, 200) << " us");
  MESSAGE("50 items x 1,000 copies, 3 zones: " << microseconds(50, 1000, 3, 200) << " us");
  MESSAGE("2 items x 5,000,000 copies, 3 zones: " << microseconds(2, 5'000'000, 3, 200) << " us");
}

TEST_CASE("hostile numbers of items stay within a moment") {
  // 2,000 items with 2,000 names shared in pairs; a quadratic step for each copy would take hours.
  std::vector<PackItem> items = services(2000, 5000);
  for (std::size_t i = 0; i < items.size(); ++i) items[i].exclusive = {"name " + std::to_string(i / 2)};
  const auto start = std::chrono::steady_clock::now();
  const PackingPlan plan = pack(items, {{Cpu::from_units(8092), Bytes::from_mib(31000), 0}, {}});
  CHECK(plan.host_count >= 10'000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

}  // namespace pack_timing_test

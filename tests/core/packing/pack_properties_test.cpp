#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "container_tco/packing/pack.hpp"
#include "plain_pack.hpp"
#include "random_instance.hpp"

namespace pack_properties_test {

using namespace container_tco;

namespace {

/// Fails with the seed in view.
void check_equals_plain(std::uint64_t seed, std::int64_t most_items, std::int64_t most_count) {
  const PackInstance instance = random_instance(seed, most_items, most_count);
  const PackingPlan plan = pack(instance.items, instance.host, instance.options);
  CAPTURE(seed);
  if (!plan.unusable.empty()) {
    CHECK_FALSE(holds({}, instance.items, instance.host, instance.options));
    return;
  }
  const auto expected = plain_pack(instance.items, instance.host, instance.options);
  CHECK(host_contents(plan, instance.options.zones) == expected);
}

}  // namespace

TEST_CASE("packing runs of hosts equals placing copy after copy") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) check_equals_plain(seed, 8, 9);
}

TEST_CASE("packing many copies equals placing copy after copy") {
  for (std::uint64_t seed = 10'000; seed < 10'060; ++seed) check_equals_plain(seed, 6, 60);
}

TEST_CASE("packing many items equals placing copy after copy") {
  for (std::uint64_t seed = 20'000; seed < 20'040; ++seed) check_equals_plain(seed, 30, 5);
}

TEST_CASE("every plan of a random instance passes the independent check") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const PackInstance instance = random_instance(seed, 20, seed % 10 == 0 ? 100'000 : 40);
    const PackingPlan plan = pack(instance.items, instance.host, instance.options);
    CAPTURE(seed);
    CHECK(verify_plan(plan, instance.items, instance.host, instance.options) == std::vector<std::string>{});
    CHECK(plan.lower_bound.hosts <= plan.host_count);
    CHECK_FALSE(plan.gap().is_negative());
  }
}

TEST_CASE("the order of the input does not matter") {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const PackInstance instance = random_instance(seed, 12, 30);
    std::mt19937_64 random(seed);
    std::vector<std::size_t> order(instance.items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(i) - 1))]);
    }
    std::vector<PackItem> shuffled;
    for (const std::size_t i : order) shuffled.push_back(instance.items[i]);
    PackOptions options = instance.options;
    std::reverse(options.daemons.begin(), options.daemons.end());

    const PackingPlan plan = pack(instance.items, instance.host, instance.options);
    const PackingPlan other = pack(shuffled, instance.host, options);
    auto contents = host_contents(other, options.zones);
    for (auto& zone : contents) {
      for (HostContent& content : zone) {
        HostContent renamed;
        for (const auto& [item, copies] : content) renamed[order[item]] = copies;
        content = renamed;
      }
    }
    CAPTURE(seed);
    CHECK(contents == host_contents(plan, options.zones));
    CHECK(other.host_count == plan.host_count);
    CHECK(other.used == plan.used);
    CHECK(other.lower_bound.hosts == plan.lower_bound.hosts);
    CHECK(other.lower_bound.by == plan.lower_bound.by);
    CHECK(other.unplaced.size() == plan.unplaced.size());
  }
}

TEST_CASE("equal neighbours are merged and placements are listed by item") {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const PackInstance instance = random_instance(seed, 12, 200);
    const PackingPlan plan = pack(instance.items, instance.host, instance.options);
    CAPTURE(seed);
    for (std::size_t g = 0; g < plan.hosts.size(); ++g) {
      const auto by_item = [](const Placement& a, const Placement& b) { return a.item < b.item; };
      CHECK(std::is_sorted(plan.hosts[g].placements.begin(), plan.hosts[g].placements.end(), by_item));
      if (g == 0 || plan.hosts[g].zone != plan.hosts[g - 1].zone) continue;
      const auto same = [](const Placement& a, const Placement& b) { return a.item == b.item && a.copies == b.copies; };
      CHECK_FALSE(std::equal(plan.hosts[g].placements.begin(), plan.hosts[g].placements.end(),
                             plan.hosts[g - 1].placements.begin(), plan.hosts[g - 1].placements.end(), same));
    }
  }
}

TEST_CASE("the lower bound grows with the copies") {
  // First fit decreasing is not monotone; the bound is.
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    PackInstance instance = random_instance(seed, 8, 20);
    instance.options.zones = 1;
    const std::int64_t before = pack(instance.items, instance.host, instance.options).lower_bound.hosts;
    for (PackItem& item : instance.items) item.count += item.count > 0 ? 1 : 0;
    CAPTURE(seed);
    CHECK(pack(instance.items, instance.host, instance.options).lower_bound.hosts >= before);
  }
}

}  // namespace pack_properties_test

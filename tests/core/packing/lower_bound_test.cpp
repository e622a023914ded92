#include <doctest/doctest.h>

#include "container_tco/packing/pack.hpp"
#include "plain_pack.hpp"
#include "random_instance.hpp"

namespace lower_bound_test {

using namespace container_tco;

namespace {

/// Items of one copy each, of these memory sizes, on hosts of 100 MiB.
PackingPlan pack_sizes(const std::vector<std::int64_t>& sizes) {
  std::vector<PackItem> items;
  for (const std::int64_t size : sizes) {
    PackItem item;
    item.id = "item " + std::to_string(items.size());
    item.request.memory = Bytes::from_mib(size);
    item.count = 1;
    items.push_back(item);
  }
  return pack(items, {{Cpu::from_vcpu(1), Bytes::from_mib(100), 0}, {}});
}

/// The sum over the zones of the plan of the fewest hosts for the copies that the zone has.
std::int64_t fewest_hosts_of(const PackingPlan& plan, const PackInstance& instance) {
  std::int64_t fewest = 0;
  for (const std::vector<HostContent>& zone : host_contents(plan, instance.options.zones)) {
    std::vector<std::size_t> copies;
    for (const HostContent& content : zone) {
      for (const auto& [item, count] : content) copies.insert(copies.end(), static_cast<std::size_t>(count), item);
    }
    fewest += fewest_hosts(copies, instance.items, instance.host, instance.options);
  }
  return fewest;
}

}  // namespace

TEST_CASE("the bound by sums counts whole hosts") {
  // 60 + 40 + 30 = 130 of 100: two hosts.
  const PackingPlan plan = pack_sizes({60, 40, 30});
  CHECK(plan.lower_bound.hosts == 2);
  CHECK(plan.lower_bound.by == "memory");
}

TEST_CASE("the bound by large items sends the middle ones elsewhere") {
  // 60, 60, 50, 50, 50 = 270: three hosts by sum. No 50 goes beside a 60, so two hosts and ceil(150 / 100) = 2 more.
  const PackingPlan plan = pack_sizes({60, 60, 50, 50, 50});
  CHECK(plan.host_count == 4);
  CHECK(plan.lower_bound.hosts == 4);
  CHECK(plan.lower_bound.by == "items above half a host (memory)");
}

TEST_CASE("the bound by whole shares counts how many fit on a host") {
  // 40, 39, 38, 37, 36 = 190: two hosts by sum. Above a third each, so two a host: three hosts.
  const PackingPlan plan = pack_sizes({40, 39, 38, 37, 36});
  CHECK(plan.host_count == 3);
  CHECK(plan.lower_bound.hosts == 3);
  CHECK(plan.lower_bound.by == "whole copies per host (memory)");
}

TEST_CASE("a gap is told as a fraction of the bound") {
  // 2 × 40 + 4 × 30 = 200: 40 + 30 + 30 twice would do, so two hosts is all one can prove. Largest first takes
  // 40 + 40 | 30 + 30 + 30 | 30, three hosts: (3 − 2) / 2.
  const PackingPlan plan = pack_sizes({40, 40, 30, 30, 30, 30});
  CHECK(plan.host_count == 3);
  CHECK(plan.lower_bound.hosts == 2);
  CHECK(plan.gap() == Rational::ratio(1, 2));
}

TEST_CASE("the bound is never above, and the plan never below, the best of all ways") {
  int compared = 0;
  int tight = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    PackInstance instance = random_instance(seed, 5, 3);
    instance.options.min_hosts = 0;
    instance.options.target_capacity_percent = 100;
    std::int64_t copies = 0;
    for (const PackItem& item : instance.items) copies += item.count;
    const PackingPlan plan = pack(instance.items, instance.host, instance.options);
    if (copies > 8 || copies < 2 || !plan.unusable.empty()) continue;
    const std::int64_t fewest = fewest_hosts_of(plan, instance);
    CAPTURE(seed);
    CHECK(plan.lower_bound.hosts <= fewest);
    CHECK(fewest <= plan.host_count);
    ++compared;
    tight += plan.lower_bound.hosts == fewest ? 1 : 0;
  }
  // Enough instances took part, and the bound is more than a formality.
  CHECK(compared > 2000);
  CHECK(tight * 10 > compared * 9);
}

TEST_CASE("bounds hold where items are a few large parts of a host") {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    std::mt19937_64 random(seed);
    PackInstance instance;
    instance.host = {{Cpu::from_units(60), Bytes::from_mib(60), 0}, {}};
    for (int i = 0; i < 7; ++i) {
      PackItem item;
      item.id = std::to_string(i);
      item.request = {Cpu::from_units(draw(random, 6, 45)), Bytes::from_mib(draw(random, 6, 45)), 0};
      item.count = 1;
      instance.items.push_back(item);
    }
    const PackingPlan plan = pack(instance.items, instance.host, instance.options);
    const std::int64_t fewest = fewest_hosts_of(plan, instance);
    CAPTURE(seed);
    CHECK(plan.lower_bound.hosts <= fewest);
    CHECK(fewest <= plan.host_count);
  }
}

}  // namespace lower_bound_test

#include <doctest/doctest.h>

#include "container_tco/packing/pack.hpp"
#include "plain_pack.hpp"

namespace pack_zones_test {

using namespace container_tco;

namespace {

PackItem item(const std::string& id, std::int64_t cpu_units, std::int64_t count) {
  PackItem made;
  made.id = id;
  made.request.cpu = Cpu::from_units(cpu_units);
  made.count = count;
  return made;
}

PackHost host(std::int64_t cpu_units) { return {{Cpu::from_units(cpu_units), Bytes(), 0}, {}}; }

PackOptions with_zones(std::int64_t zones) {
  PackOptions options;
  options.zones = zones;
  return options;
}

/// Hosts of each zone, standby included.
std::vector<std::int64_t> hosts_by_zone(const PackingPlan& plan, std::int64_t zones) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(zones));
  for (const PackedHosts& hosts : plan.hosts) counts.at(static_cast<std::size_t>(hosts.zone)) += hosts.count;
  return counts;
}

}  // namespace

TEST_CASE("copies are dealt evenly and remainders go on round the zones") {
  // Larger first: a 4 = 2 + 1 + 1 (next: zone 1), b 2 = 0 + 1 + 1 (next: zone 0), c 1 = 1 + 0 + 0. Zones 3, 2, 2.
  const PackingPlan plan = pack({item("c", 1, 1), item("b", 2, 2), item("a", 3, 4)}, host(100), with_zones(3));
  const auto contents = host_contents(plan, 3);
  CHECK(contents[0] == std::vector<HostContent>{{{0, 1}, {2, 2}}});
  CHECK(contents[1] == std::vector<HostContent>{{{1, 1}, {2, 1}}});
  CHECK(contents[2] == std::vector<HostContent>{{{1, 1}, {2, 1}}});
}

TEST_CASE("every zone is packed by itself") {
  // One zone: 4 × 25 of 100 on one host. Two zones: 2 × 25 each, a host each.
  CHECK(pack({item("web", 25, 4)}, host(100)).host_count == 1);
  const PackingPlan plan = pack({item("web", 25, 4)}, host(100), with_zones(2));
  CHECK(plan.host_count == 2);
  // The bound is for these two zones, not for one.
  CHECK(plan.lower_bound.hosts == 2);
  CHECK(plan.gap().is_zero());
}

TEST_CASE("more zones than copies leave zones empty") {
  const PackingPlan plan = pack({item("a", 2, 1), item("b", 1, 2)}, host(100), with_zones(5));
  CHECK(hosts_by_zone(plan, 5) == std::vector<std::int64_t>{1, 1, 1, 0, 0});
  CHECK(plan.lower_bound.hosts == 3);
}

TEST_CASE("minimum hosts are added empty to the zones that have fewest") {
  PackOptions options = with_zones(3);
  options.min_hosts = 8;
  // 5 copies, one a host: 2 + 2 + 1. Three more: zone 2 first (2, 2, 2), then zones 0 and 1.
  const PackingPlan plan = pack({item("web", 60, 5)}, host(100), options);
  CHECK(hosts_by_zone(plan, 3) == std::vector<std::int64_t>{3, 3, 2});
  CHECK(plan.host_count == 8);
  CHECK(plan.standby_hosts == 3);
  CHECK(plan.lower_bound.hosts == 8);
  CHECK(plan.lower_bound.by == "minimum hosts");
}

TEST_CASE("standby hosts carry daemons") {
  PackOptions options;
  options.min_hosts = 3;
  options.daemons = {item("agent", 10, 0)};
  const PackingPlan plan = pack({}, host(100), options);
  CHECK(plan.host_count == 3);
  CHECK(plan.standby_hosts == 3);
  REQUIRE(plan.hosts.size() == 1);
  CHECK(plan.hosts[0].used.cpu == Cpu::from_units(10));
  CHECK(plan.used.cpu == Cpu::from_units(30));
}

TEST_CASE("a target capacity of 90 percent keeps ten hosts for nine") {
  // Rule S19: ceil(100 × 9 / 90) = 10.
  PackOptions options;
  options.target_capacity_percent = 90;
  const PackingPlan plan = pack({item("web", 60, 9)}, host(100), options);
  CHECK(plan.host_count == 10);
  CHECK(plan.standby_hosts == 1);
  CHECK(plan.lower_bound.hosts == 10);
  CHECK(plan.lower_bound.by == "copies per host");
}

TEST_CASE("target capacity counts over the whole plan, not zone by zone") {
  // Three zones of three hosts: ceil(900 / 90) = 10, where zone by zone it would be 3 × ceil(300 / 90) = 12.
  PackOptions options = with_zones(3);
  options.target_capacity_percent = 90;
  const PackingPlan plan = pack({item("web", 60, 9)}, host(100), options);
  CHECK(plan.host_count == 10);
  CHECK(hosts_by_zone(plan, 3) == std::vector<std::int64_t>{4, 3, 3});
}

TEST_CASE("the larger of minimum hosts and target capacity counts") {
  PackOptions options;
  options.target_capacity_percent = 50;
  options.min_hosts = 3;
  CHECK(pack({item("web", 60, 1)}, host(100), options).host_count == 3);
  CHECK(pack({item("web", 60, 2)}, host(100), options).host_count == 4);
  // Two hosts for ceil(120 / 100), doubled by the target: above the minimum, so the need names the bound.
  CHECK(pack({item("web", 60, 2)}, host(100), options).lower_bound.by == "cpu");
}

TEST_CASE("no target capacity asks for hosts when none is needed") {
  PackOptions options;
  options.target_capacity_percent = 1;
  CHECK(pack({}, host(100), options).host_count == 0);
}

TEST_CASE("a hundred zones and a target of one percent stay quick") {
  PackOptions options = with_zones(100);
  options.target_capacity_percent = 1;
  const PackingPlan plan = pack({item("web", 60, 10'000'000)}, host(100), options);
  CHECK(plan.host_count == 1'000'000'000);
  CHECK(plan.standby_hosts == 990'000'000);
  for (const std::int64_t hosts : hosts_by_zone(plan, 100)) CHECK(hosts == 10'000'000);
}

}  // namespace pack_zones_test

#include <doctest/doctest.h>

#include <functional>
#include <limits>

#include "container_tco/packing/pack.hpp"

namespace verify_plan_test {

using namespace container_tco;

namespace {

PackItem item(const std::string& id, std::int64_t cpu_units, std::int64_t count) {
  PackItem made;
  made.id = id;
  made.request = {Cpu::from_units(cpu_units), Bytes::from_mib(cpu_units), 0};
  made.count = count;
  made.network_slots = 1;
  return made;
}

struct Case {
  std::vector<PackItem> items = {item("web", 40, 6), item("api", 20, 4), item("huge", 900, 2)};
  PackHost host{{Cpu::from_units(110), Bytes::from_mib(110), 0}, 4};
  PackOptions options;
  PackingPlan plan;

  Case() {
    items[1].exclusive = {"port 80/tcp"};
    options.zones = 2;
    options.target_capacity_percent = 80;
    options.daemons = {item("agent", 5, 0)};
    plan = pack(items, host, options);
  }
  bool is_fine() const { return verify_plan(plan, items, host, options).empty(); }
};

bool is_caught(const std::function<void(Case&)>& change) {
  Case changed;
  change(changed);
  return !changed.is_fine();
}

}  // namespace

TEST_CASE("a true plan passes the check") { CHECK(Case().is_fine()); }

TEST_CASE("every kind of false plan is caught") {
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).placements.at(0).copies += 1; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).placements.at(0).copies = 0; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).placements.at(0).item = 77; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).placements.push_back(c.plan.hosts.at(0).placements.at(0)); }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).placements.pop_back(); }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).count += 1; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).count = -1; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).zone = 2; }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.at(0).used.cpu = Cpu(); }));
  CHECK(is_caught([](Case& c) { c.plan.hosts.erase(c.plan.hosts.begin()); }));
  CHECK(is_caught([](Case& c) { c.plan.host_count -= 1; }));
  CHECK(is_caught([](Case& c) { c.plan.standby_hosts += 1; }));
  CHECK(is_caught([](Case& c) { c.plan.used.memory = Bytes(); }));
  CHECK(is_caught([](Case& c) { c.plan.lower_bound.hosts = 99; }));
  CHECK(is_caught([](Case& c) { c.plan.unplaced.clear(); }));
  CHECK(is_caught([](Case& c) { c.plan.unplaced.at(0).reason.clear(); }));
  CHECK(is_caught([](Case& c) { c.plan.unplaced.at(0).item = 0; }));
  CHECK(is_caught([](Case& c) { c.plan.unplaced.at(0).item = 99; }));
  CHECK(is_caught([](Case& c) { c.plan.unusable = "made up"; }));
}

TEST_CASE("a plan is caught when its input was another") {
  CHECK(is_caught([](Case& c) { c.items[0].count = 7; }));
  CHECK(is_caught([](Case& c) { c.items[0].exclusive = {"port 80/tcp"}; }));
  CHECK(is_caught([](Case& c) { c.items[0].apart_from = {c.items[1].id}; }));
  CHECK(is_caught([](Case& c) { c.items[1].apart_from = {c.items[0].id}; }));
  CHECK(is_caught([](Case& c) { c.host.network_slots = 2; }));
  CHECK(is_caught([](Case& c) { c.host.allocatable.memory = Bytes::from_mib(90); }));
  CHECK(is_caught([](Case& c) { c.host.allocatable = {Cpu::from_units(1000), Bytes::from_mib(1000), 0}; }));
  CHECK(is_caught([](Case& c) { c.options.daemons.clear(); }));
  CHECK(is_caught([](Case& c) { c.options.daemons[0].exclusive = {"port 80/tcp"}; }));
  CHECK(is_caught([](Case& c) { c.options.min_hosts = 9; }));
  CHECK(is_caught([](Case& c) { c.options.target_capacity_percent = 100; }));
  CHECK(is_caught([](Case& c) { c.options.target_capacity_percent = 0; }));
  CHECK(is_caught([](Case& c) { c.options.zones = 1; }));
  CHECK(is_caught([](Case& c) { c.options.zones = 3; }));
}

TEST_CASE("a plan with all copies in one zone is not even") {
  CHECK(is_caught([](Case& c) {
    for (PackedHosts& hosts : c.plan.hosts) hosts.zone = 0;
  }));
}

TEST_CASE("the largest numbers do not upset the check") {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  CHECK(is_caught([&](Case& c) {
    for (PackedHosts& hosts : c.plan.hosts) {
      hosts.count = huge;
      for (Placement& placement : hosts.placements) placement.copies = huge;
    }
    c.plan.unplaced.at(0).copies = huge;
    c.plan.host_count = huge;
  }));
}

}  // namespace verify_plan_test

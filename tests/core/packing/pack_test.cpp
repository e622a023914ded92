#include "container_tco/packing/pack.hpp"

#include <doctest/doctest.h>

#include "plain_pack.hpp"

namespace pack_test {

using namespace container_tco;

namespace {

PackItem item(const std::string& id, std::int64_t cpu_units, std::int64_t memory_mib, std::int64_t count) {
  PackItem made;
  made.id = id;
  made.request = {Cpu::from_units(cpu_units), Bytes::from_mib(memory_mib), 0};
  made.count = count;
  return made;
}

PackHost host(std::int64_t cpu_units, std::int64_t memory_mib) {
  PackHost made;
  made.allocatable = {Cpu::from_units(cpu_units), Bytes::from_mib(memory_mib), 0};
  return made;
}

using Contents = std::vector<HostContent>;

Contents only_zone(const PackingPlan& plan) { return host_contents(plan, 1).at(0); }

}  // namespace

TEST_CASE("nothing to place needs no host") {
  const PackingPlan plan = pack({}, host(1024, 1024));
  CHECK(plan.host_count == 0);
  CHECK(plan.hosts.empty());
  CHECK(plan.is_complete());
  CHECK(plan.lower_bound.hosts == 0);
  CHECK(plan.lower_bound.by == "nothing to place");
  CHECK(plan.gap().is_zero());
  CHECK(plan.used == Resources{});
}

TEST_CASE("an item without copies is neither placed nor unplaced") {
  const PackingPlan plan = pack({item("web", 256, 512, 0), item("too large", 4096, 512, 0)}, host(1024, 1024));
  CHECK(plan.host_count == 0);
  CHECK(plan.unplaced.empty());
}

TEST_CASE("equal copies fill hosts by the tightest resource") {
  // CPU: floor(2000 / 500) = 4 a host; memory: floor(3584 / 1024) = 3 a host. Ten copies: 3 + 3 + 3 + 1, four hosts.
  const PackingPlan plan = pack({item("web", 500, 1024, 10)}, host(2000, 3584));
  REQUIRE(plan.hosts.size() == 2);
  CHECK(plan.hosts[0].count == 3);
  CHECK(plan.hosts[0].placements.at(0).copies == 3);
  CHECK(plan.hosts[0].used == Resources{Cpu::from_units(1500), Bytes::from_mib(3072), 0});
  CHECK(plan.hosts[1].count == 1);
  CHECK(plan.hosts[1].placements.at(0).copies == 1);
  CHECK(plan.host_count == 4);
  CHECK(plan.used == Resources{Cpu::from_units(5000), Bytes::from_mib(10240), 0});
  // ceil(10 / 3) = 4: what by sums alone would be ceil(10 × 1024 / 3584) = ceil(2.86) = 3.
  CHECK(plan.lower_bound.hosts == 4);
  CHECK(plan.gap().is_zero());
}

TEST_CASE("large items come first and small ones fill the gaps") {
  // Host 10. Sizes 6 × 2, 4 × 1, 3 × 3. Decreasing: 6 | 6, then 4 on the first (10 full), then 3 on the second (9),
  // 3 and 3 on a third. Sum 12 + 4 + 9 = 25, so three hosts are the fewest.
  const std::vector<PackItem> items = {item("small", 3, 1, 3), item("middle", 4, 1, 1), item("large", 6, 1, 2)};
  const PackingPlan plan = pack(items, host(10, 1000));
  CHECK(only_zone(plan) == Contents{{{2, 1}, {1, 1}}, {{2, 1}, {0, 1}}, {{0, 2}}});
  CHECK(plan.lower_bound.hosts == 3);
  CHECK(plan.lower_bound.by == "cpu");
}

TEST_CASE("a run of equal hosts splits where an item runs out") {
  // Host 10. Five of size 6 open five hosts. Three of size 2 fit twice beside a 6: hosts 1 gets 2, host 2 gets 1.
  const PackingPlan plan = pack({item("a", 6, 1, 5), item("b", 2, 1, 3)}, host(10, 1000));
  REQUIRE(plan.hosts.size() == 3);
  CHECK(plan.hosts[0].count == 1);
  CHECK(plan.hosts[0].placements.at(1).copies == 2);
  CHECK(plan.hosts[1].count == 1);
  CHECK(plan.hosts[1].placements.at(1).copies == 1);
  CHECK(plan.hosts[2].count == 3);
  CHECK(plan.hosts[2].placements.size() == 1);
}

TEST_CASE("another order is kept when it needs fewer hosts") {
  // Host 10 CPU, 10 memory. p (5, 4), q (5, 1), r (1, 5), s (4, 4), t (1, 3).
  // By dominant share (.5 .5 .5 .4 .3): p + q = (10, 5); r + s = (5, 9); t has no CPU left on the first (11) and no
  // memory on the second (12): three hosts. By sum of shares: p .9, s .8, q .6, r .6, t .4: p + s = (9, 8); q + r + t =
  // (7, 9): two hosts.
  const std::vector<PackItem> items = {item("p", 5, 4, 1), item("q", 5, 1, 1), item("r", 1, 5, 1), item("s", 4, 4, 1),
                                       item("t", 1, 3, 1)};
  CHECK(only_zone(pack(items, host(10, 10))) == Contents{{{0, 1}, {3, 1}}, {{1, 1}, {2, 1}, {4, 1}}});
}

TEST_CASE("equal items are told apart by id, not by place in the input") {
  const PackingPlan plan = pack({item("b", 6, 1, 1), item("a", 6, 1, 1)}, host(10, 1000));
  CHECK(only_zone(plan) == Contents{{{1, 1}}, {{0, 1}}});
}

TEST_CASE("daemons take their share of every host first") {
  // Host 1024 − 124 = 900 after the daemon: floor(900 / 300) = 3 copies instead of 3.41; 4 copies need two hosts.
  PackOptions options;
  options.daemons = {item("agent", 124, 64, 0)};
  const PackingPlan plan = pack({item("web", 300, 10, 4)}, host(1024, 1024), options);
  CHECK(plan.host_count == 2);
  // 4 × 300 + 2 × 124 = 1448 units; 4 × 10 + 2 × 64 = 168 MiB.
  CHECK(plan.used == Resources{Cpu::from_units(1448), Bytes::from_mib(168), 0});
  CHECK(plan.hosts.at(0).used == Resources{Cpu::from_units(1024), Bytes::from_mib(94), 0});
}

TEST_CASE("network slots limit the copies of a host, daemons included") {
  // m5.large holds 3 network interfaces, 2 of them for tasks (rule S12); with a daemon that takes one, 1 is left.
  PackItem task = item("task", 1, 1, 4);
  task.network_slots = 1;
  PackHost small = host(1000, 1000);
  small.network_slots = 2;
  CHECK(pack({task}, small).host_count == 2);
  CHECK(pack({task}, small).lower_bound.by == "network slots");
  PackOptions options;
  options.daemons = {item("agent", 1, 1, 0)};
  options.daemons[0].network_slots = 1;
  CHECK(pack({task}, small, options).host_count == 4);
}

TEST_CASE("GPUs are whole and limit a host") {
  PackItem train = item("train", 1, 1, 3);
  train.request.gpu_count = 3;
  PackHost gpu_host = host(1000, 1000);
  gpu_host.allocatable.gpu_count = 4;
  // 3 of 4 GPUs: one copy a host; the fourth GPU stays idle. Sum alone: ceil(9 / 4) = 3.
  CHECK(pack({train}, gpu_host).host_count == 3);
  CHECK(pack({train}, gpu_host).lower_bound.by == "gpu");
}

TEST_CASE("a host holds one carrier of an exclusive name") {
  PackItem web = item("web", 1, 1, 3);
  web.exclusive = {"port 80/tcp"};
  PackItem api = item("api", 1, 1, 2);
  api.exclusive = {"port 80/tcp", "port 443/tcp"};
  const PackingPlan plan = pack({web, api, item("free", 1, 1, 4)}, host(1000, 1000));
  // 3 + 2 carriers of port 80; the free ones all go to the first host.
  CHECK(plan.host_count == 5);
  CHECK(plan.lower_bound.hosts == 5);
  CHECK(plan.lower_bound.by == "exclusive: port 80/tcp");
  CHECK(only_zone(plan).at(0) == HostContent{{1, 1}, {2, 4}});
}

TEST_CASE("items that share names only in pairs still never meet") {
  std::vector<PackItem> items = {item("a", 1, 1, 1), item("b", 1, 1, 1), item("c", 1, 1, 1)};
  items[0].exclusive = {"x", "y"};
  items[1].exclusive = {"y", "z"};
  items[2].exclusive = {"z", "x"};
  const PackingPlan plan = pack(items, host(10, 10));
  CHECK(plan.host_count == 3);
  // Each name alone has two carriers.
  CHECK(plan.lower_bound.hosts == 3);
  CHECK(plan.lower_bound.by == "items that cannot share a host");
}

TEST_CASE("more than 64 shared names are kept apart") {
  std::vector<PackItem> items;
  for (int i = 0; i < 70; ++i) {
    for (const char* side : {"left ", "right "}) {
      items.push_back(item(side + std::to_string(i), 1, 1, 1));
      items.back().exclusive = {"name " + std::to_string(i)};
    }
  }
  // All lefts fit on one host and all rights on another.
  const PackingPlan plan = pack(items, host(100, 100));
  CHECK(plan.host_count == 2);
  CHECK(verify_plan(plan, items, host(100, 100)).empty());
}

TEST_CASE("a task without a CPU reservation is bound by memory only") {
  // Rule S14. 10 × 300 MiB on hosts of 1000 MiB: 3 a host, four hosts.
  CHECK(pack({item("worker", 0, 300, 10)}, host(0, 1000)).host_count == 4);
}

TEST_CASE("items that ask for nothing share one host") {
  const PackingPlan plan = pack({item("idle", 0, 0, 10'000'000)}, host(1000, 1000));
  CHECK(plan.host_count == 1);
  CHECK(plan.lower_bound.hosts == 1);
}

TEST_CASE("items that ask for nothing but a slot are bound by slots only") {
  PackItem idle = item("idle", 0, 0, 10);
  idle.network_slots = 1;
  PackHost small = host(0, 0);
  CHECK(pack({idle}, small).host_count == 1);
  small.network_slots = 4;
  CHECK(pack({idle}, small).host_count == 3);
}

TEST_CASE("five million copies are placed without counting them one by one") {
  // floor(4096 / 250) = 16 CPU-wise, floor(15000 / 900) = 16 memory-wise: 5,000,000 / 16 = 312,500 hosts.
  const PackingPlan plan = pack({item("web", 250, 900, 5'000'000)}, host(4096, 15000));
  CHECK(plan.host_count == 312'500);
  CHECK(plan.hosts.size() == 1);
  CHECK(plan.used.memory == Bytes::from_mib(4'500'000'000));
}

}  // namespace pack_test

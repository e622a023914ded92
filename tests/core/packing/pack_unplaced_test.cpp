#include <doctest/doctest.h>

#include "container_tco/packing/pack.hpp"

namespace pack_unplaced_test {

using namespace container_tco;

namespace {

PackItem item(const std::string& id, std::int64_t vcpu, std::int64_t gib, std::int64_t count) {
  PackItem made;
  made.id = id;
  made.request = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), 0};
  made.count = count;
  return made;
}

PackHost host(std::int64_t cpu_milli, std::int64_t memory_mib) {
  PackHost made;
  made.allocatable = {Cpu::from_milli(cpu_milli), Bytes::from_mib(memory_mib), 0};
  return made;
}

std::string only_reason(const PackingPlan& plan) {
  REQUIRE(plan.unplaced.size() == 1);
  return plan.unplaced[0].reason;
}

}  // namespace

TEST_CASE("an item that is too large is listed with all its copies and the rest is placed") {
  const PackingPlan plan = pack({item("small", 1, 1, 2), item("large", 1, 40, 5)}, host(8000, 29184));
  CHECK_FALSE(plan.is_complete());
  CHECK(plan.host_count == 1);
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].item == 1);
  CHECK(plan.unplaced[0].copies == 5);
  // 29184 / 1024 = 28.5
  CHECK(plan.unplaced[0].reason == "needs 40 GiB of memory; the host offers 28.5 GiB");
}

TEST_CASE("the reason names every resource that is too small") {
  PackItem large = item("large", 8, 40, 1);
  large.request.gpu_count = 2;
  large.network_slots = 3;
  PackHost small = host(7500, 29184);
  small.allocatable.gpu_count = 1;
  small.network_slots = 2;
  CHECK(only_reason(pack({large}, small)) ==
        "needs 8 vCPU, 40 GiB of memory, 2 GPUs and 3 network slots; "
        "the host offers 7.5 vCPU, 28.5 GiB, 1 GPU and 2 network slots");
}

TEST_CASE("a shortfall of one byte shows two numbers that differ") {
  PackHost small = host(1000, 1024);
  small.allocatable.memory = Bytes::from_bytes(1073741823);
  CHECK(only_reason(pack({item("web", 1, 1, 1)}, small)) == "needs 1 GiB of memory; the host offers 0.999 GiB");
}

TEST_CASE("the reason says what is left after daemons") {
  PackOptions options;
  options.daemons = {item("agent", 1, 1, 0)};
  CHECK(only_reason(pack({item("web", 2, 1, 1)}, host(2000, 4096), options)) ==
        "needs 2 vCPU; the host offers 1 vCPU after daemons");
}

TEST_CASE("a host that daemons fill holds nothing but what asks for nothing") {
  PackOptions options;
  options.daemons = {item("agent", 2, 4, 0)};
  const PackingPlan plan = pack({item("web", 1, 0, 1), item("idle", 0, 0, 3)}, host(2000, 4096), options);
  CHECK(plan.host_count == 1);
  CHECK(only_reason(plan) == "needs 1 vCPU; the host offers 0 vCPU after daemons");
}

TEST_CASE("a name that a daemon holds keeps an item off every host") {
  PackOptions options;
  options.daemons = {item("proxy", 0, 0, 0)};
  options.daemons[0].exclusive = {"port 80/tcp"};
  PackItem web = item("web", 1, 1, 1);
  web.exclusive = {"port 80/tcp", "port 80/tcp"};
  CHECK(only_reason(pack({web}, host(2000, 4096), options)) ==
        "the daemon \"proxy\" holds \"port 80/tcp\" on every host");
}

TEST_CASE("daemons that do not fit make the type unusable") {
  PackOptions options;
  options.daemons = {item("agent", 2, 1, 0), item("proxy", 1, 1, 0)};
  options.min_hosts = 2;
  const PackingPlan plan = pack({item("web", 0, 0, 1)}, host(2000, 4096), options);
  CHECK(plan.unusable == "the daemons of each host together: needs 3 vCPU; the host offers 2 vCPU");
  CHECK(only_reason(plan) == plan.unusable);
  CHECK(plan.host_count == 0);
  CHECK_FALSE(plan.is_complete());
  CHECK_FALSE(pack({}, host(2000, 4096), options).is_complete());
}

TEST_CASE("two daemons that want the same name make the type unusable") {
  PackOptions options;
  options.daemons = {item("a", 0, 0, 0), item("b", 0, 0, 0)};
  options.daemons[0].exclusive = {"port 9100/tcp"};
  options.daemons[1].exclusive = {"port 9100/tcp"};
  CHECK(pack({}, host(2000, 4096), options).unusable ==
        "the daemons \"a\" and \"b\" both want \"port 9100/tcp\" on every host");
}

TEST_CASE("a host with more overhead than memory is unusable") {
  const PackingPlan plan = pack({item("idle", 0, 0, 1)}, host(2000, -100));
  CHECK(plan.unusable == "a host after its overhead: needs 0 GiB of memory; the host offers less than 0 GiB");
  CHECK(plan.host_count == 0);
}

TEST_CASE("minimum hosts run even when no item fits") {
  PackOptions options;
  options.min_hosts = 2;
  const PackingPlan plan = pack({item("large", 9, 1, 1)}, host(2000, 4096), options);
  CHECK(plan.host_count == 2);
  CHECK_FALSE(plan.is_complete());
}

}  // namespace pack_unplaced_test

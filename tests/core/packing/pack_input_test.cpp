#include <doctest/doctest.h>

#include <functional>
#include <limits>

#include "container_tco/error.hpp"
#include "container_tco/packing/pack.hpp"

namespace pack_input_test {

using namespace container_tco;

namespace {

PackItem item(const std::string& id, std::int64_t cpu_units, std::int64_t count) {
  PackItem made;
  made.id = id;
  made.request.cpu = Cpu::from_units(cpu_units);
  made.count = count;
  return made;
}

const PackHost host{{Cpu::from_vcpu(4), Bytes::from_gib(16), 0}, {}};

/// The field that an InvalidInputError names; empty when nothing is thrown.
std::string refused_field(const std::vector<PackItem>& items, const PackOptions& options = {}) {
  try {
    pack(items, host, options);
  } catch (const InvalidInputError& error) {
    return error.field();
  }
  return {};
}

std::string refused_item(const std::function<void(PackItem&)>& change) {
  PackItem changed = item("b", 1, 1);
  change(changed);
  return refused_field({item("a", 1, 1), changed});
}

std::string refused_option(const std::function<void(PackOptions&)>& change) {
  PackOptions options;
  change(options);
  return refused_field({item("a", 1, 1)}, options);
}

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("two items with one id are refused") {
  CHECK(refused_field({item("a", 1, 1), item("b", 1, 1), item("a", 2, 0)}) == "items[2].id");
  PackOptions options;
  options.daemons = {item("a", 1, 1), item("a", 1, 1)};
  CHECK(refused_field({}, options) == "daemons[1].id");
  // A daemon may bear the name of an item.
  options.daemons.pop_back();
  CHECK(refused_field({item("a", 1, 1)}, options).empty());
}

TEST_CASE("negative and absurd amounts of an item are refused") {
  for (const std::int64_t value : {std::int64_t{-1}, lowest, huge}) {
    CHECK(refused_item([&](PackItem& i) { i.request.cpu = Cpu::from_ticks(value); }) == "items[1].cpu");
    CHECK(refused_item([&](PackItem& i) { i.request.memory = Bytes::from_bytes(value); }) == "items[1].memory");
    CHECK(refused_item([&](PackItem& i) { i.request.gpu_count = value; }) == "items[1].gpu_count");
    CHECK(refused_item([&](PackItem& i) { i.network_slots = value; }) == "items[1].network_slots");
    CHECK(refused_item([&](PackItem& i) { i.count = value; }) == "items[1].count");
  }
}

TEST_CASE("daemons are checked like items") {
  CHECK(refused_option([](PackOptions& o) { o.daemons = {item("d", -1, 1)}; }) == "daemons[0].cpu");
}

TEST_CASE("options out of range are refused") {
  CHECK(refused_option([](PackOptions& o) { o.zones = 0; }) == "zones");
  CHECK(refused_option([](PackOptions& o) { o.zones = 101; }) == "zones");
  CHECK(refused_option([](PackOptions& o) { o.min_hosts = -1; }) == "min_hosts");
  CHECK(refused_option([](PackOptions& o) { o.min_hosts = 10'000'001; }) == "min_hosts");
  CHECK(refused_option([](PackOptions& o) { o.target_capacity_percent = 0; }) == "target_capacity_percent");
  CHECK(refused_option([](PackOptions& o) { o.target_capacity_percent = 101; }) == "target_capacity_percent");
  CHECK(refused_option([](PackOptions& o) {
          o.zones = 100;
          o.target_capacity_percent = 1;
        }).empty());
}

TEST_CASE("more than ten million copies are refused") {
  CHECK(refused_field({item("a", 1, 10'000'000)}).empty());
  CHECK(refused_field({item("a", 1, 10'000'001)}) == "items[0].count");
  CHECK(refused_field({item("a", 1, 9'999'999), item("b", 1, 2)}) == "items, all counts together");
}

TEST_CASE("memory that 64 bits could not add up is refused") {
  // 1 PiB × 5,000 copies = 5,000 PiB, above 4 EiB = 4,096 PiB.
  PackItem vast = item("vast", 1, 5000);
  vast.request.memory = Bytes::from_bytes(std::int64_t{1} << 50);
  CHECK(refused_field({vast}) == "items, all memory together");
  vast.count = 4096;
  CHECK(refused_field({vast}).empty());
}

TEST_CASE("daemons that 64 bits could not add up over all hosts are refused") {
  PackHost vast_host = host;
  vast_host.allocatable.memory = Bytes::from_bytes(huge);
  PackOptions options;
  options.min_hosts = 10'000'000;
  options.daemons = {item("d", 0, 0)};
  options.daemons[0].request.memory = Bytes::from_bytes(std::int64_t{1} << 50);
  CHECK_THROWS_AS(pack({}, vast_host, options), InvalidInputError);
}

TEST_CASE("the largest accepted amounts do not overflow") {
  PackHost vast_host{{Cpu::from_ticks(huge), Bytes::from_bytes(huge), huge}, huge};
  PackItem vast = item("vast", 0, 4096);
  vast.request = {Cpu::from_vcpu(100'000), Bytes::from_bytes(std::int64_t{1} << 50), 1'000'000};
  vast.network_slots = 1'000'000;
  // Memory binds: floor((2^63 − 1) / 2^50) = 8191 copies would fit on one host.
  CHECK(pack({vast}, vast_host).host_count == 1);
  vast_host.allocatable.memory = Bytes::from_bytes((std::int64_t{1} << 50) + 1);
  CHECK(pack({vast}, vast_host).host_count == 4096);
}

TEST_CASE("text of any kind in ids and names is shown safely") {
  PackItem odd = item(std::string("a\0\n\xff", 4), -1, 1);
  try {
    pack({odd}, host);
    FAIL("a negative request was accepted");
  } catch (const InvalidInputError& error) {
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

}  // namespace pack_input_test

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "container_tco/error.hpp"
#include "container_tco/packing/type_table.hpp"
#include "plain_single_type.hpp"
#include "random_instance.hpp"

namespace single_type_test {

using namespace container_tco;

namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

WeighedHost host(const std::string& name, std::int64_t vcpu, std::int64_t memory_gib, std::int64_t weight,
                 std::optional<std::int64_t> slots = 100, std::int64_t gpus = 0) {
  return {name, {{Cpu::from_vcpu(vcpu), Bytes::from_gib(memory_gib), gpus}, slots}, weight};
}

EqualTasks tasks(std::int64_t vcpu, std::int64_t memory_gib, std::int64_t copies) {
  return {{Cpu::from_vcpu(vcpu), Bytes::from_gib(memory_gib), 0}, copies};
}

TypeChoice chosen(std::size_t type, std::int64_t hosts, std::int64_t weight) {
  return {TypeOutcome::chosen, type, hosts, weight};
}

/// How amounts of a random instance are drawn: few different small ones make ties, wide ones make overflow.
struct Shape {
  std::int64_t most_amount;
  std::int64_t most_weight;
  std::int64_t most_copies;
};
constexpr Shape shapes[] = {{6, 4, 12},
                            {1000, 1000, 1000},
                            {std::int64_t{1} << 50, 1'000'000'000'000'000, 10'000'000},
                            {largest - 1, 1'000'000'000'000'000, largest - 1},
                            {3, 1'000'000'000'000'000, largest - 1}};

/// Of every order of magnitude alike; sometimes nothing.
std::int64_t draw_amount(std::mt19937_64& random, std::int64_t most) {
  std::int64_t ceiling = most;
  for (std::int64_t halvings = draw(random, 0, 62); halvings > 0 && ceiling > 6; --halvings) ceiling /= 2;
  return draw(random, 0, ceiling);
}

std::vector<WeighedHost> random_hosts(std::mt19937_64& random, const Shape& shape) {
  std::vector<WeighedHost> hosts;
  const std::int64_t count = draw(random, 0, 3) == 0 ? draw(random, 60, 200) : draw(random, 0, 12);
  for (std::int64_t i = 0; i < count; ++i) {
    WeighedHost made;
    made.name = "type " + std::to_string(draw(random, 100, 999)) + "." + std::to_string(i);
    made.host.allocatable = {
        Cpu::from_ticks(draw_amount(random, shape.most_amount) - (draw(random, 0, 9) == 0 ? 1 : 0)),
        Bytes::from_bytes(draw_amount(random, shape.most_amount)),
        draw(random, 0, 2) == 0 ? draw_amount(random, shape.most_amount) : 0};
    if (draw(random, 0, 3) > 0) made.host.network_slots = draw_amount(random, shape.most_amount);
    made.weight = std::max<std::int64_t>(1, draw_amount(random, shape.most_weight));
    hosts.push_back(std::move(made));
  }
  return hosts;
}

EqualTasks random_tasks(std::mt19937_64& random, const Shape& shape) {
  EqualTasks row;
  row.request = {Cpu::from_ticks(draw_amount(random, shape.most_amount)),
                 Bytes::from_bytes(draw_amount(random, shape.most_amount)),
                 draw(random, 0, 3) == 0 ? draw_amount(random, shape.most_amount) : 0};
  row.network_slots = draw(random, 0, 1) == 0 ? draw_amount(random, shape.most_amount) : 0;
  row.copies = draw_amount(random, shape.most_copies);
  if (draw(random, 0, 3) == 0)
    row.max_copies_per_host = std::max<std::int64_t>(1, draw_amount(random, shape.most_copies));
  if (draw(random, 0, 3) == 0) row.min_hosts = draw_amount(random, shape.most_copies);
  if (draw(random, 0, 2) == 0) row.zones = draw(random, 2, 7);
  return row;
}

struct Columns {
  std::vector<std::int64_t> cpu, memory, copies, gpus, slots, most, fewest;
  std::int64_t zones = 1;

  void add(const EqualTasks& row) {
    cpu.push_back(row.request.cpu.ticks());
    memory.push_back(row.request.memory.bytes());
    copies.push_back(row.copies);
    gpus.push_back(row.request.gpu_count);
    slots.push_back(row.network_slots);
    most.push_back(row.max_copies_per_host);
    fewest.push_back(row.min_hosts);
  }
  TaskColumns spans() const { return {cpu, memory, copies, gpus, slots, most, fewest, zones}; }
};

}  // namespace

TEST_CASE("the cheapest type of a random row is that of the plain loop, one by one and in columns") {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2500; ++round) {
    const Shape& shape = shapes[round % 5];
    const std::vector<WeighedHost> hosts = random_hosts(random, shape);
    const TypeTable table(hosts);
    const std::vector<PlainType> plain = plain_types(hosts);
    Columns columns;
    columns.zones = draw(random, 1, 5);
    std::vector<TypeChoice> expected;
    for (int i = 0; i < 60; ++i) {
      EqualTasks row = random_tasks(random, shape);
      row.zones = columns.zones;
      columns.add(row);
      expected.push_back(plain_cheapest(plain, row));
      if (i % 6 == 0) REQUIRE(table.cheapest(row) == expected.back());
      if (expected.back().outcome == TypeOutcome::chosen) REQUIRE_FALSE(table.nearest(row).has_value());
    }
    std::vector<TypeChoice> choices(expected.size());
    table.cheapest(columns.spans(), choices);
    CAPTURE(round);
    REQUIRE(choices == expected);
  }
}

TEST_CASE("requests at the edges of what a type holds are counted exactly") {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    const Shape& shape = shapes[round % 5];
    std::vector<WeighedHost> hosts = random_hosts(random, shape);
    if (hosts.empty()) continue;
    const TypeTable table(hosts);
    const std::vector<PlainType> plain = plain_types(hosts);
    for (int i = 0; i < 200; ++i) {
      const auto of = static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(hosts.size()) - 1));
      const Resources& whole = hosts[of].host.allocatable;
      // The k-th part, or one unit more or less.
      const auto part = [&](std::int64_t amount) {
        const std::int64_t share = std::max<std::int64_t>(amount, 0) / draw(random, 1, 5);
        return std::max<std::int64_t>(0, share + (share < largest ? draw(random, -1, 1) : 0));
      };
      EqualTasks row = random_tasks(random, shape);
      row.request = {Cpu::from_ticks(part(whole.cpu.ticks())), Bytes::from_bytes(part(whole.memory.bytes())),
                     part(whole.gpu_count)};
      REQUIRE(table.cheapest(row) == plain_cheapest(plain, row));
    }
  }
}

TEST_CASE("weights that single precision cannot tell apart are told apart") {
  std::mt19937_64 random(3);
  std::size_t chosen_late = 0;
  for (int round = 0; round < 300; ++round) {
    // Every size costs about the same for each vCPU, to one part in 10^12.
    std::vector<WeighedHost> hosts;
    for (const std::int64_t vcpu : {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64}) {
      hosts.push_back(
          host("of " + std::to_string(vcpu), vcpu, 4 * vcpu, vcpu * 10'000'000'000'000 + draw(random, 0, 10)));
    }
    const TypeTable table(hosts);
    const std::vector<PlainType> plain = plain_types(hosts);
    for (int i = 0; i < 20; ++i) {
      EqualTasks row = tasks(draw(random, 1, 3), 1, draw(random, 1, 5000));
      row.network_slots = draw(random, 0, 1);
      row.zones = draw(random, 1, 3);
      const TypeChoice expected = plain_cheapest(plain, row);
      REQUIRE(table.cheapest(row) == expected);
      chosen_late += expected.type > 3 ? 1 : 0;
    }
  }
  CHECK(chosen_late > 100);
}

// Larger types cost less for what they hold, so that none beats another, and more than are weighed for every row.
TEST_CASE("the cheapest type is found among the first and the last of many") {
  std::mt19937_64 random(20);
  std::vector<WeighedHost> hosts;
  for (std::int64_t size = 1; size <= 60; ++size) {
    const std::string name = "type " + std::to_string(100 + size);
    hosts.push_back(host(name, size, 4 * size, 1000 + 100 * size + draw(random, 0, 90)));
  }
  const TypeTable table(hosts);
  REQUIRE(table.types_kept(false, true) == hosts.size());
  const std::vector<PlainType> plain = plain_types(hosts);
  std::array<int, 2> found{};
  for (int i = 0; i < 4000; ++i) {
    EqualTasks row = tasks(draw(random, 1, 12), draw(random, 3, 50), draw(random, 1, 80));
    row.network_slots = draw(random, 0, 2);
    row.zones = draw(random, 1, 7);
    row.min_hosts = draw(random, 0, 1) * draw(random, 0, 12);
    const TypeChoice expected = plain_cheapest(plain, row);
    REQUIRE(table.cheapest(row) == expected);
    ++found[expected.type < detail::first_lanes ? 0 : 1];
  }
  CHECK(found[0] > 500);
  CHECK(found[1] > 500);
}

TEST_CASE("rows are chosen for alike whatever stands beside them") {
  std::mt19937_64 random(4);
  const std::vector<WeighedHost> hosts = random_hosts(random, shapes[1]);
  const TypeTable table(hosts);
  const std::vector<PlainType> plain = plain_types(hosts);
  Columns columns;
  std::vector<TypeChoice> expected;
  for (int i = 0; i < 1000; ++i) {
    // Rows that lanes count, that they cannot count, that ask for nothing, and that are invalid.
    EqualTasks row = random_tasks(random, shapes[draw(random, 0, 4)]);
    row.zones = 1;
    const bool is_invalid = draw(random, 0, 9) == 0;
    expected.push_back(is_invalid ? TypeChoice{TypeOutcome::invalid} : plain_cheapest(plain, row));
    if (is_invalid) row.min_hosts = -1;
    columns.add(row);
  }
  std::vector<TypeChoice> choices(expected.size());
  table.cheapest(columns.spans(), choices);
  REQUIRE(choices == expected);
}

TEST_CASE("equal types are told apart by fewer hosts, then by name") {
  // Two tasks: one host of weight 6, or two of weight 3: both weigh 6, and one host is fewer.
  CHECK(TypeTable({host("a", 1, 1, 3), host("b", 2, 2, 6)}).cheapest(tasks(1, 1, 2)) == chosen(1, 1, 6));
  CHECK(TypeTable({host("z", 2, 2, 6), host("b", 2, 2, 6)}).cheapest(tasks(1, 1, 2)) == chosen(1, 1, 6));
  // The larger type of a later name must not hide the smaller one of the same weight.
  CHECK(TypeTable({host("z", 4, 4, 6), host("b", 2, 2, 6)}).cheapest(tasks(1, 1, 2)) == chosen(1, 1, 6));
  CHECK(TypeTable({host("z", 4, 4, 6), host("b", 2, 2, 6)}).cheapest(tasks(1, 1, 4)) == chosen(0, 1, 6));
}

TEST_CASE("a type that another beats for every row is not looked at") {
  const TypeTable table({host("a", 2, 8, 5), host("b", 2, 4, 6), host("c", 4, 8, 5, {}), host("g", 2, 4, 9, 100, 1)});
  CHECK(table.types_kept(false, false) == 2);  // a and c: b and g have no more, for more
  CHECK(table.types_kept(false, true) == 1);   // a
  CHECK(table.types_kept(true, false) == 1);   // g
  CHECK(table.types_kept(true, true) == 1);
}

TEST_CASE("minimum hosts and copies per host count") {
  const TypeTable table({host("small", 2, 4, 10), host("large", 4, 8, 19)});
  // 8 copies of 1 vCPU: 4 × 10 = 40 or 2 × 19 = 38.
  CHECK(table.cheapest(tasks(1, 1, 8)) == chosen(1, 2, 38));
  EqualTasks spread = tasks(1, 1, 8);
  spread.max_copies_per_host = 1;
  CHECK(table.cheapest(spread) == chosen(0, 8, 80));
  EqualTasks steady = tasks(1, 1, 8);
  steady.min_hosts = 4;
  CHECK(table.cheapest(steady) == chosen(0, 4, 40));
  EqualTasks idle = tasks(1000, 1, 0);
  idle.min_hosts = 3;
  CHECK(table.cheapest(idle) == chosen(0, 3, 30));
}

TEST_CASE("no host stands in two zones") {
  const TypeTable table({host("small", 2, 4, 10), host("large", 4, 8, 19)});
  // 9 copies of 1 vCPU over 2 zones: 5 and 4 copies. Small: 3 + 2 hosts, 50; large: 2 + 1, 57.
  EqualTasks zoned = tasks(1, 1, 9);
  zoned.zones = 2;
  CHECK(table.cheapest(zoned) == chosen(0, 5, 50));
  // Over 3 zones 3 copies each: small 2 a zone, 60; large 1 a zone, 57.
  zoned.zones = 3;
  CHECK(table.cheapest(zoned) == chosen(1, 3, 57));
  zoned.zones = 0;
  CHECK_THROWS_AS(table.cheapest(zoned), InvalidInputError);
  zoned.zones = 101;
  CHECK_THROWS_AS(table.cheapest(zoned), InvalidInputError);
}

TEST_CASE("a type that cannot say how many tasks it may run is passed over only when slots are needed") {
  const TypeTable table({host("known", 2, 4, 10, 3), host("unknown", 2, 4, 9, {})});
  CHECK(table.cheapest(tasks(1, 1, 2)) == chosen(1, 1, 9));
  EqualTasks with_slots = tasks(1, 1, 2);
  with_slots.network_slots = 2;
  CHECK(table.cheapest(with_slots) == chosen(0, 2, 20));
}

TEST_CASE("a task that asks for nothing shares one host with all others") {
  CHECK(TypeTable({host("a", 0, 0, 7)}).cheapest(tasks(0, 0, largest)) == chosen(0, 1, 7));
}

TEST_CASE("nothing to place is no type, and an empty table holds nothing") {
  const TypeTable empty({});
  CHECK(empty.cheapest(tasks(1, 1, 0)).outcome == TypeOutcome::nothing_to_place);
  CHECK(empty.cheapest(tasks(1, 1, 1)).outcome == TypeOutcome::fits_nowhere);
  CHECK_FALSE(empty.nearest(tasks(1, 1, 1)).has_value());
  CHECK(TypeTable({host("negative", -1, 4, 1)}).cheapest(tasks(0, 1, 1)).outcome == TypeOutcome::fits_nowhere);
}

TEST_CASE("a row that fits nowhere names the type that came closest, the resource and both amounts") {
  const TypeTable table({host("small", 2, 4, 1), host("large", 64, 256, 40), host("unknown", 96, 384, 50, {}),
                         host("gpu", 8, 32, 60, 50, 1)});
  EqualTasks wide = tasks(1, 400, 3);
  CHECK(table.cheapest(wide).outcome == TypeOutcome::fits_nowhere);
  CHECK(table.nearest(wide)->type == 2);
  CHECK(table.nearest(wide)->resource == "memory");
  CHECK(table.nearest(wide)->reason == "needs 400 GiB of memory; the host offers 384 GiB");
  wide.network_slots = 1;
  CHECK(table.nearest(wide)->type == 1);
  CHECK(table.nearest(wide)->reason == "needs 400 GiB of memory; the host offers 256 GiB");
  EqualTasks graphics = tasks(16, 8, 1);
  graphics.request.gpu_count = 1;
  CHECK(table.nearest(graphics)->type == 3);
  CHECK(table.nearest(graphics)->resource == "cpu");
  EqualTasks slots = tasks(1, 1, 1);
  slots.network_slots = 101;
  CHECK(table.nearest(slots)->type == 0);
  CHECK(table.nearest(slots)->reason == "needs 101 network slots; the host offers 100 network slots");
  const TypeTable silent({host("unknown", 96, 384, 50, {})});
  CHECK(silent.nearest(slots)->resource == "network slots");
  CHECK(silent.nearest(slots)->reason == "how many network slots the host offers is unknown");
}

TEST_CASE("a weight beyond 64 bits is never the answer, and said when there is no other") {
  constexpr std::int64_t heavy = 1'000'000'000'000'000;
  // One copy a host: 10,000 × 10^15 exceeds 64 bits; a hundred a host do not.
  const TypeTable table({host("one", 1, 1, heavy), host("hundred", 100, 100, heavy, {})});
  CHECK(table.cheapest(tasks(1, 1, 10'000)) == chosen(1, 100, 100 * heavy));
  EqualTasks with_slots = tasks(1, 1, 10'000);
  with_slots.network_slots = 1;
  CHECK(table.cheapest(with_slots).outcome == TypeOutcome::too_heavy);
  CHECK_FALSE(table.nearest(with_slots).has_value());
}

TEST_CASE("rows and tables that make no sense are refused") {
  CHECK_THROWS_AS(TypeTable({host("a", 1, 1, 1), host("a", 2, 2, 1)}), InvalidInputError);
  CHECK_THROWS_AS(TypeTable({host("a", 1, 1, 0)}), InvalidInputError);
  CHECK_THROWS_AS(TypeTable({host("a", 1, 1, 1'000'000'000'000'001)}), InvalidInputError);
  const TypeTable table({host("a", 1, 1, 1)});
  CHECK_THROWS_AS((void)table.cheapest(tasks(-1, 1, 1)), InvalidInputError);
  EqualTasks none_per_host = tasks(1, 1, 1);
  none_per_host.max_copies_per_host = 0;
  CHECK_THROWS_AS((void)table.cheapest(none_per_host), InvalidInputError);

  // In columns, the other rows still count.
  const std::vector<std::int64_t> one = {1, 1};
  const std::vector<std::int64_t> copies = {-1, 2};
  std::vector<TypeChoice> choices(2);
  table.cheapest({one, one, copies, {}, {}, {}, {}}, choices);
  CHECK(choices[0].outcome == TypeOutcome::invalid);
  CHECK(choices[1] == chosen(0, 1, 1));
  choices.resize(3);
  CHECK_THROWS_AS(table.cheapest({one, one, copies, {}, {}, {}, {}}, choices), InvalidInputError);
}

}  // namespace single_type_test

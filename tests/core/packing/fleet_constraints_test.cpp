#include <doctest/doctest.h>

#include <limits>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet.hpp"

namespace fleet_constraints_test {

using namespace container_tco;

namespace {

FleetItem item(const std::string& id, std::int64_t vcpu, std::int64_t gib, std::int64_t count) {
  FleetItem made;
  made.id = id;
  made.request = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), 0};
  made.count = count;
  return made;
}

FleetHostType type(const std::string& name, std::int64_t vcpu, std::int64_t gib, std::int64_t weight) {
  FleetHostType made;
  made.name = name;
  made.host.allocatable = {Cpu::from_vcpu(vcpu), Bytes::from_gib(gib), 0};
  made.weight = weight;
  return made;
}

/// The plan, after both independent checks.
FleetPlan checked(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                  const FleetOptions& options = {}) {
  const FleetPlan plan = pack_fleet(items, types, options);
  for (const std::string& problem : verify_fleet_plan(plan, items, types, options)) FAIL_CHECK(problem);
  for (const std::string& problem : check_bound(plan.fast_bound, items, types, options)) FAIL_CHECK(problem);
  if (plan.strong_bound) {
    for (const std::string& problem : check_bound(*plan.strong_bound, items, types, options)) FAIL_CHECK(problem);
  }
  return plan;
}

}  // namespace

TEST_CASE("a mix of types is lighter than any one of them") {
  // 10 vCPU: one large and one small make 4 + 1; three large 12, ten halves of small 5 × 1.2.
  const std::vector<FleetHostType> types = {type("large", 8, 32, 40), type("small", 2, 8, 12)};
  const FleetPlan plan = checked({item("a", 1, 1, 10)}, types);
  CHECK(plan.total_weight == 52);
  CHECK(plan.host_count == 2);
  CHECK(plan.stopped_by.empty());
}

// 20 copies that keep apart need 20 hosts, of which the small one weighs 280: 5,600 at the least, where resources ask
// for 5 hosts' worth.
TEST_CASE("copies that keep apart bound the weight by the hosts that they need") {
  const std::vector<FleetHostType> types = {type("medium", 4, 8, 536), type("small", 2, 8, 280)};
  std::vector<FleetItem> limited = {item("a", 1, 1, 40)};
  limited[0].request.cpu = Cpu::from_milli(250);
  limited[0].max_copies_per_host = 2;
  std::vector<FleetItem> named = {item("a", 1, 1, 12), item("b", 1, 1, 8)};
  for (FleetItem& one : named) {
    one.request.cpu = Cpu::from_milli(250);
    one.exclusive = {"port 80"};
  }
  for (const std::vector<FleetItem>& items : {limited, named}) {
    const FleetPlan plan = checked(items, types);
    CHECK(plan.total_weight == 5600);
    CHECK(plan.fast_bound.weight == 5600);
    CHECK(plan.fast_bound.by == "copies per host");
    FleetBound higher = plan.fast_bound;
    ++higher.weight;
    CHECK_FALSE(check_bound(higher, items, types).empty());
  }
  std::vector<FleetHostType> kept = types;
  kept[1].existing = {5};
  CHECK(checked(named, kept).fast_bound.weight == 15 * 280);
}

// Ten copies of 1 vCPU keep apart, and ten of 2 vCPU do not: ten hosts, and 30 vCPU. By vCPU alone 30 × 10 / 4 = 75, by
// hosts alone 10 × 6 = 60. Where a host earns 2 for holding one that keeps apart, a vCPU costs (10 − 2) / 4 = 2 or (6 −
// 2) / 2 = 2: 30 × 2 + 10 × 2 = 80.
TEST_CASE("copies that keep apart and others bound the weight together") {
  const std::vector<FleetHostType> types = {type("large", 4, 64, 10'000), type("small", 2, 64, 6'000)};
  std::vector<FleetItem> limited = {item("apart", 1, 1, 10), item("other", 2, 1, 10)};
  limited[0].max_copies_per_host = 1;
  std::vector<FleetItem> named = {item("a", 1, 1, 7), item("b", 1, 1, 3), item("other", 2, 1, 10)};
  named[0].exclusive = {"port 80", "port 81"};
  named[1].exclusive = {"port 80"};
  for (const std::vector<FleetItem>& items : {limited, named}) {
    const FleetPlan plan = checked(items, types);
    CHECK(plan.total_weight >= 80'000);
    CHECK(plan.fast_bound.by == "resources and copies per host");
    CHECK(plan.fast_bound.weight <= 80'000);
    CHECK(plan.fast_bound.weight > 79'000);
    FleetBound higher = plan.fast_bound;
    ++higher.weight;
    CHECK_FALSE(check_bound(higher, items, types).empty());
    // Items that do not keep apart may not be worth more than their resources.
    FleetBound wrong = plan.fast_bound;
    wrong.certificate.item_values.back() += wrong.certificate.item_values.back() / 10;
    CHECK_FALSE(check_bound(wrong, items, types).empty());
    // Nor may those that do, once nothing keeps them apart.
    std::vector<FleetItem> free = items;
    for (FleetItem& one : free) {
      one.exclusive.clear();
      one.max_copies_per_host.reset();
    }
    CHECK_FALSE(check_bound(plan.fast_bound, free, types).empty());
  }
}

// Eight of these copies keep apart, so eight small hosts (8 × 280) are a plan, whatever else could be bought.
TEST_CASE("further types to choose from do not make copies that keep apart dearer") {
  std::vector<FleetItem> items = {item("plain", 1, 2, 10), item("apart", 1, 1, 8), item("memory", 1, 3, 1),
                                  item("large", 1, 3, 1)};
  const std::int64_t milli[] = {500, 250, 250, 1500};
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].request.cpu = Cpu::from_milli(milli[i]);
    if (i > 0) items[i].max_copies_per_host = 1;
  }
  std::vector<FleetHostType> types = {type("medium", 4, 8, 536), type("small", 2, 8, 280)};
  CHECK(checked(items, types).total_weight <= 8 * 280);
  for (const std::int64_t vcpu : {2, 4, 8}) {
    std::vector<FleetHostType> more = types;
    more.push_back(type("further", vcpu, 4 * vcpu, 100 * vcpu));
    CHECK_MESSAGE(checked(items, more).total_weight <= 8 * 280, vcpu);
  }
}

TEST_CASE("a plan as heavy as its bound has no gap") {
  const FleetPlan plan = checked({item("a", 4, 1, 3)}, {type("only", 4, 8, 7)});
  CHECK(plan.total_weight == 21);
  CHECK(plan.fast_bound.weight == 21);
  REQUIRE(plan.gap().has_value());
  CHECK(*plan.gap() == Rational(0));
}

TEST_CASE("labels and taints decide which type takes an item") {
  FleetItem arm = item("arm", 1, 1, 1);
  arm.required_labels = {"arch=arm64"};
  FleetItem spot = item("spot", 1, 1, 1);
  spot.tolerated_taints = {"spot"};
  FleetHostType graviton = type("graviton", 1, 4, 5);
  graviton.labels = {"arch=arm64"};
  FleetHostType cheap = type("cheap", 1, 4, 1);
  cheap.taints = {"spot"};
  const FleetPlan plan = checked({arm, spot, item("plain", 1, 1, 1)}, {graviton, cheap, type("plain", 1, 4, 6)});
  // arm 5, spot 1, and the plain item takes graviton as well: 5.
  CHECK(plan.total_weight == 11);
}

TEST_CASE("an exclusive name is on a host once, and daemons hold theirs") {
  FleetItem web = item("web", 1, 1, 3);
  web.exclusive = {"port 80"};
  CHECK(checked({web}, {type("t", 8, 8, 5)}).total_weight == 15);
  FleetOptions options;
  FleetItem daemon = item("proxy", 1, 1, 0);
  daemon.exclusive = {"port 80"};
  options.daemons = {daemon};
  const FleetPlan plan = checked({web}, {type("t", 8, 8, 5)}, options);
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].reason == "no host type takes it; closest is \"t\": a daemon holds \"port 80\"");
}

// Four vCPU a host: without the rule 3 + 3 copies of 2 vCPU take three hosts, with it two for each.
TEST_CASE("items that keep apart never share a host, whichever of them says so") {
  std::vector<FleetItem> items = {item("web", 2, 1, 3), item("batch", 2, 1, 3)};
  CHECK(checked(items, {type("t", 4, 8, 5)}).total_weight == 15);
  for (const std::size_t says : {0U, 1U}) {
    std::vector<FleetItem> apart = items;
    apart[says].apart_from = {items[1 - says].id};
    const FleetPlan plan = checked(apart, {type("t", 4, 8, 5)});
    CHECK(plan.total_weight == 20);
    CHECK(pack({apart.begin(), apart.end()}, type("t", 4, 8, 5).host).host_count == 4);
    const FleetPlan shared = pack_fleet(items, {type("t", 4, 8, 5)});
    CHECK_FALSE(verify_fleet_plan(shared, apart, {type("t", 4, 8, 5)}).empty());
    CHECK(plan.lower_bound() == 20);
  }
}

TEST_CASE("a third item may stand beside both of those that keep apart") {
  std::vector<FleetItem> items = {item("a", 2, 1, 40), item("b", 2, 1, 40), item("small", 1, 1, 80)};
  items[0].apart_from = {"b"};
  // Hosts of 5 vCPU hold two of one kind and a small one: 40 of them.
  const FleetPlan plan = checked(items, {type("t", 5, 50, 7)});
  CHECK(plan.total_weight == 48 * 7);
}

TEST_CASE("what an item keeps apart from must be another item, and daemons keep apart from nothing") {
  std::vector<FleetItem> items = {item("a", 1, 1, 1)};
  for (const char* id : {"a", "b"}) {
    items[0].apart_from = {id};
    CHECK_THROWS_WITH_AS(pack_fleet(items, {type("t", 4, 8, 5)}), doctest::Contains("items[0].apart_from[0]"),
                         InvalidInputError);
    CHECK_THROWS_AS(pack({items.begin(), items.end()}, type("t", 4, 8, 5).host), InvalidInputError);
  }
  items[0].apart_from.clear();
  FleetOptions options;
  options.daemons = {item("agent", 1, 1, 0)};
  options.daemons[0].apart_from = {"a"};
  CHECK_THROWS_WITH_AS(pack_fleet(items, {type("t", 4, 8, 5)}, options), doctest::Contains("daemons[0].apart_from"),
                       InvalidInputError);
}

TEST_CASE("network slots and GPUs limit a host") {
  FleetItem pod = item("pod", 1, 1, 6);
  pod.network_slots = 1;
  FleetHostType few = type("few", 16, 16, 10);
  few.host.network_slots = 2;
  CHECK(checked({pod}, {few}).total_weight == 30);
  FleetItem gpu = item("gpu", 1, 1, 3);
  gpu.request.gpu_count = 1;
  FleetHostType accelerated = type("accelerated", 16, 16, 100);
  accelerated.host.allocatable.gpu_count = 2;
  CHECK(checked({gpu}, {accelerated, type("plain", 16, 16, 1)}).total_weight == 200);
}

TEST_CASE("daemons take room on the types that they accept") {
  FleetItem daemon = item("agent", 1, 1, 0);
  daemon.required_labels = {"monitored"};
  FleetOptions options;
  options.daemons = {daemon};
  FleetHostType monitored = type("monitored", 4, 8, 10);
  monitored.labels = {"monitored"};
  // 3 copies to a monitored host: 2 hosts.
  CHECK(checked({item("a", 1, 1, 6)}, {monitored}, options).total_weight == 20);
  CHECK(checked({item("a", 1, 1, 6)}, {type("plain", 6, 8, 10)}, options).total_weight == 10);
}

TEST_CASE("existing hosts are filled first and weigh nothing") {
  FleetHostType old = type("old", 4, 8, 10);
  old.existing = {1};
  const FleetPlan plan = checked({item("a", 1, 1, 6)}, {old, type("new", 2, 8, 6)});
  CHECK(plan.total_weight == 6);
  CHECK(plan.host_count == 2);
}

TEST_CASE("minima are filled up with the lightest type") {
  FleetOptions options;
  options.zones = 3;
  options.min_hosts_per_zone = 2;
  const FleetPlan plan = checked({item("a", 1, 1, 3)}, {type("t", 4, 8, 10), type("small", 1, 2, 4)}, options);
  CHECK(plan.total_weight == 24);
  CHECK(plan.fast_bound.weight == 24);
  CHECK(plan.fast_bound.by == "minimum hosts");
  options.min_hosts = 8;
  CHECK(checked({item("a", 1, 1, 3)}, {type("small", 1, 2, 4)}, options).total_weight == 32);
}

TEST_CASE("items stay in their zones") {
  FleetItem pinned = item("pinned", 1, 1, 4);
  pinned.zones = {1};
  FleetOptions options;
  options.zones = 2;
  const FleetPlan plan = checked({pinned}, {type("t", 4, 8, 10)}, options);
  CHECK(plan.total_weight == 10);
  CHECK(plan.hosts.front().zone == 1);
}

TEST_CASE("headroom is kept free on every host") {
  FleetOptions options;
  options.headroom_percent = 25;
  // 4 vCPU × 100 / 125 = 3.2: three copies.
  CHECK(checked({item("a", 1, 1, 6)}, {type("t", 4, 80, 10)}, options).total_weight == 20);
}

TEST_CASE("the loss of a host leaves room for what it held") {
  FleetOptions options;
  options.survive_host_loss = true;
  // Two full hosts and a spare of the same size.
  CHECK(checked({item("a", 1, 1, 8)}, {type("t", 4, 8, 10)}, options).total_weight == 30);
  // One zone each: a spare in both.
  options.zones = 2;
  CHECK(checked({item("a", 1, 1, 8)}, {type("t", 4, 8, 10)}, options).total_weight == 40);
}

TEST_CASE("the number of types and of hosts of a type may be limited") {
  const std::vector<FleetHostType> types = {type("large", 8, 32, 40), type("small", 2, 8, 12)};
  FleetOptions options;
  options.max_types = 1;
  // Five small hosts 60, two large 80.
  CHECK(checked({item("a", 1, 1, 10)}, types, options).total_weight == 60);
  std::vector<FleetHostType> limited = types;
  limited[0].max_new_hosts = 0;
  CHECK(checked({item("a", 1, 1, 10)}, limited).total_weight == 60);
}

TEST_CASE("too few hosts leave items out, with the limit as reason") {
  FleetOptions options;
  options.max_hosts = 1;
  const FleetPlan plan = checked({item("a", 1, 1, 10)}, {type("t", 4, 8, 10)}, options);
  CHECK(plan.left_out_by_limit);
  CHECK(plan.stopped_by == "max_hosts 1");
  CHECK_FALSE(plan.gap().has_value());
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].copies == 6);
  CHECK(plan.unplaced[0].reason == "fits on a host, but the limit leaves none: max_hosts 1");
}

TEST_CASE("an item that fits nowhere names the type that comes closest") {
  const FleetPlan plan = checked({item("big", 9, 1, 2)}, {type("large", 8, 32, 40), type("small", 2, 8, 12)});
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].reason == "no host type takes it; closest is \"large\": needs 9 vCPU; the host offers 8 vCPU");
  CHECK(plan.total_weight == 0);
  CHECK_FALSE(plan.left_out_by_limit);
}

TEST_CASE("nothing to place and no types are plans too") {
  CHECK(checked({}, {type("t", 4, 8, 10)}).total_weight == 0);
  CHECK(checked({}, {}).total_weight == 0);
  const FleetPlan plan = checked({item("a", 1, 1, 1)}, {});
  REQUIRE(plan.unplaced.size() == 1);
  CHECK(plan.unplaced[0].reason == "there is no host type to place it on");
}

TEST_CASE("contradictions and hostile numbers of a fleet are refused") {
  const std::vector<FleetHostType> types = {type("t", 4, 8, 10)};
  const auto refuse = [&](const std::vector<FleetItem>& items, const std::vector<FleetHostType>& hosts,
                          const FleetOptions& options = {}) {
    CHECK_THROWS_AS(pack_fleet(items, hosts, options), InvalidInputError);
  };
  constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  refuse({item("a", 1, 1, 1), item("a", 1, 1, 1)}, types);
  refuse({item("a", 1, 1, -1)}, types);
  refuse({item("a", 1, 1, huge)}, types);
  FleetItem wide = item("a", 1, 1, 1);
  wide.request.memory = Bytes::from_bytes(huge);
  refuse({wide}, types);
  refuse({}, {type("t", 4, 8, 0)});
  refuse({}, {type("t", 4, 8, huge)});
  refuse({}, {type("t", 4, 8, 1), type("t", 4, 8, 1)});
  refuse({item("a", 1, 1, 10'000'000)}, {type("t", 4, 8, 1'000'000'000'000'000)});
  FleetOptions options;
  options.min_hosts = 3;
  options.max_hosts = 2;
  refuse({}, types, options);
  options = {};
  options.zones = 0;
  refuse({}, types, options);
  options = {};
  options.headroom_percent = -1;
  refuse({}, types, options);
  FleetItem lost = item("a", 1, 1, 1);
  lost.zones = {1};
  refuse({lost}, types);
}

TEST_CASE("the largest amounts are planned without overflow") {
  FleetItem largest = item("a", 100'000, 1, 1000);
  largest.request.memory = Bytes::from_bytes(std::int64_t{1} << 50);
  FleetHostType host = type("t", 100'000, 1, 1'000'000'000'000);
  host.host.allocatable.memory = Bytes::from_bytes(std::int64_t{1} << 50);
  FleetOptions options;
  options.strong_bound = true;
  const FleetPlan plan = checked({largest}, {host}, options);
  CHECK(plan.total_weight == 1'000'000'000'000'000);
  CHECK(checked({item("b", 1, 1, 10'000'000)}, {type("u", 100, 100, 1000)}).total_weight == 100'000'000);
}

TEST_CASE("twenty thousand items of different sizes end at the limit with a plan") {
  std::vector<FleetItem> items;
  for (std::int64_t i = 0; i < 20'000; ++i) {
    FleetItem one = item(std::to_string(i), 0, 0, 1);
    one.request = {Cpu::from_ticks(10'000 + i * 7919 % 100'003), Bytes::from_mib(100 + i * 104'729 % 8'009), 0};
    items.push_back(one);
  }
  FleetOptions options;
  options.iteration_limit = 50;
  const FleetPlan plan = pack_fleet(items, {type("large", 32, 128, 100), type("small", 8, 32, 27)}, options);
  CHECK(verify_fleet_plan(plan, items, {type("large", 32, 128, 100), type("small", 8, 32, 27)}, options) ==
        std::vector<std::string>{});
  CHECK(plan.stopped_by == "iteration_limit 50");
  REQUIRE(plan.gap().has_value());
  CHECK(*plan.gap() < Rational::ratio(1, 4));
}

TEST_CASE("a certificate that claims too much is found out") {
  const std::vector<FleetItem> items = {item("a", 1, 1, 40), item("b", 3, 2, 20)};
  const std::vector<FleetHostType> types = {type("large", 8, 32, 40), type("small", 2, 8, 12)};
  FleetOptions options;
  options.strong_bound = true;
  const FleetPlan plan = checked(items, types, options);
  REQUIRE(plan.strong_bound.has_value());
  for (FleetBound bound : {plan.fast_bound, *plan.strong_bound}) {
    FleetBound heavier = bound;
    heavier.weight += 1 + heavier.weight / 100;
    CHECK_FALSE(check_bound(heavier, items, types, options).empty());
    FleetBound smaller = bound;
    for (FleetCertificate::TypeProof& proof : smaller.certificate.types) proof.value = proof.value / 2;
    CHECK_FALSE(check_bound(smaller, items, types, options).empty());
    FleetBound worthier = bound;
    for (std::int64_t& value : worthier.certificate.item_values) value *= 2;
    CHECK_FALSE(check_bound(worthier, items, types, options).empty());
  }
}

}  // namespace fleet_constraints_test

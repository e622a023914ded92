#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/report/fleet_report.hpp"

namespace packed_fleet_test {

using namespace container_tco;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

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

/// 10 vCPU on a large (8) and a small (2): 40 + 12.
PackedFleet mixed() {
  return PackedFleet::of({item("web", 1, 1, 10)}, {type("large", 8, 32, 40), type("small", 2, 8, 12)});
}

}  // namespace

TEST_CASE("a fleet plan passes its own checks") {
  const PackedFleet fleet = mixed();
  CHECK(fleet.plan.total_weight == 52);
  CHECK(fleet.verify().empty());
  CHECK(fleet.check_bounds().empty());
}

TEST_CASE("the text of a fleet plan says what it holds and how good it is") {
  const std::string text = render(mixed(), ReportFormat::table);
  CHECK(contains(text, "2 hosts of 2 types hold 10 copies of 1 item."));
  CHECK(contains(text, "Total weight 52; "));
  CHECK(contains(text, "web × 8"));
  CHECK(contains(text, "seed 1"));
  const PackedFleet one = PackedFleet::of({item("web", 8, 1, 1)}, {type("large", 8, 32, 40)});
  CHECK(contains(render(one, ReportFormat::markdown), "1 host holds 1 copy of 1 item"));
  CHECK(contains(render(one, ReportFormat::table), "Total weight 40; no plan weighs less (by "));
}

TEST_CASE("weights are shown in the unit that they stand for") {
  FleetReportOptions options;
  options.weight_unit = Rational::ratio(1, 100);
  CHECK(contains(render(mixed(), ReportFormat::table, options), "Total weight 0.52; "));
  CHECK(to_json(mixed(), options).find("total_weight")->text() == "0.52");
}

TEST_CASE("what found no host is listed with its reason") {
  const PackedFleet fleet = PackedFleet::of({item("big", 9, 1, 2), item("web", 1, 1, 1)}, {type("large", 8, 32, 40)});
  const std::string reason = "no host type takes it; closest is \"large\": needs 9 vCPU; the host offers 8 vCPU";
  CHECK(contains(render(fleet, ReportFormat::table), "1 host holds 1 of 3 copies of 2 items."));
  CHECK(contains(render(fleet, ReportFormat::html), "1 item found no host."));
  CHECK(to_json(fleet).find("unplaced")->items().at(0).find("reason")->text() == reason);
  CHECK(contains(render(fleet, ReportFormat::csv), "0,big,0,2,"));
}

TEST_CASE("a fleet plan in CSV has a row for each item on each group of hosts") {
  const std::string csv = render(mixed(), ReportFormat::csv);
  CHECK(csv.starts_with("host_type,zone,existing,hosts,item,copies_per_host,copies,reason\r\n"));
  CHECK(contains(csv, "\r\nlarge,0,false,1,web,8,8,\r\n"));
  CHECK(contains(csv, "\r\nsmall,0,false,1,web,2,2,\r\n"));
}

TEST_CASE("hosts that stand by and hosts that are kept are named so") {
  FleetHostType kept = type("kept", 2, 8, 12);
  kept.existing = {1, 0};
  FleetOptions options;
  options.zones = 2;
  options.min_hosts_per_zone = 2;
  FleetReportOptions shown;
  shown.zone_names = {"east", "west"};
  const std::string text = render(PackedFleet::of({item("web", 1, 1, 2)}, {kept}, options), ReportFormat::table, shown);
  CHECK(contains(text, "kept (existing)"));
  CHECK(contains(text, "nothing: stands by"));
  CHECK(contains(text, "west"));
  CHECK(contains(text, "at least 2 hosts a zone"));
}

TEST_CASE("names of items and types are harmless in every format") {
  const std::string hostile = "<script>\x1b[31m|=1+1\n# x";
  const PackedFleet fleet = PackedFleet::of({item(hostile, 1, 1, 1)}, {type(hostile, 8, 32, 40)});
  for (const ReportFormat format : {ReportFormat::table, ReportFormat::markdown, ReportFormat::html}) {
    CHECK_FALSE(contains(render(fleet, format), "\x1b"));
  }
  CHECK_FALSE(contains(render(fleet, ReportFormat::html), "<script"));
  CHECK_FALSE(contains(render(fleet, ReportFormat::markdown), "<script"));
}

TEST_CASE("a plan of other items is refused") {
  PackedFleet fleet = mixed();
  fleet.items.clear();
  CHECK_THROWS_AS((void)render(fleet, ReportFormat::table), InvalidInputError);
  CHECK_THROWS_AS((void)to_json(fleet), InvalidInputError);
}

TEST_CASE("the JSON of a fleet plan holds its input and its proof") {
  const JsonValue json = to_json(mixed());
  CHECK(json.find("kind")->text() == "fleet_plan");
  CHECK(json.find("input")->find("items")->items().at(0).find("vcpu")->text() == "1");
  CHECK(json.find("input")->find("types")->items().size() == 2);
  CHECK(json.find("fast_bound")->find("item_values")->items().size() == 1);
  CHECK(json.find("strong_bound")->is_null());
  CHECK(json.find("stopped_by")->is_null());
}

}  // namespace packed_fleet_test

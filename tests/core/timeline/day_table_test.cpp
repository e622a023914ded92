#include "container_tco/timeline/day_table.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace day_table_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Timeline of(const char* deployment, std::int64_t days = 2) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  TaskProfile profile{1'000'000'800, 3600, {}, true};
  for (std::int64_t hour = 0; hour < 24 * days; ++hour) profile.counts.push_back(hour % 24 == 12 ? 8 : 4);
  return timeline(workload_of({service("web", "0.5", "1", 1)}), {{"web", profile}}, Deployment::parse(deployment),
                  PriceBook::bundled(), options);
}

}  // namespace

// Four tasks on a host, and eight on two from 12 to 13 o'clock.
TEST_CASE("a day can be followed") {
  const Timeline fargate = of("ecs-fargate");
  const Timeline hosts = of("ecs-ec2");
  const DayTable table = day_table("web", 1, &fargate, &hosts);
  REQUIRE(table.rows.size() == 24);
  CHECK(table.rows[0].start_utc_seconds == 1'000'000'800 + 86'400);
  CHECK(table.rows[0].task_hours == Rational(4));
  // 4 × (0.5 × 0.04048 + 0.004445)
  CHECK(*table.rows[0].fargate_cost == usd("0.09874"));
  // Two hosts, as told below: 0.096 + 30 GiB × 0.08 / 730 for each.
  CHECK(*table.rows[0].hosts_cost == Rational(2) * (usd("0.096") + usd("2.4") / Rational(730)));
  CHECK(table.rows[11].standby == 4);
  CHECK(table.rows[12].hosts_running == 2);
  // The four tasks stay on two hosts when the other four are gone: spread, S20.
  CHECK(table.rows[13].hosts_needed == 1);
  CHECK(table.rows[13].hosts_running == 2);
  const DayRow total = table.total();
  CHECK(total.wanted == 8);
  CHECK(*total.hosts_cost == hosts.total() / Rational(2));
  CHECK(*total.fargate_cost == fargate.total() / Rational(2));
}

// Quarters: 1, 2, 3 and 4 tasks, then none; two hosts would carry them.
TEST_CASE("steps of an hour become a row") {
  TaskProfile quarters{900, 900, std::vector<std::int64_t>(96), true};
  for (std::int64_t i = 0; i < 4; ++i) quarters.counts[static_cast<std::size_t>(i)] = i + 1;
  TimelineOptions at_once;
  at_once.pull_seconds = at_once.start_seconds = at_once.stop_seconds = at_once.provisioning_seconds = 0;
  const Timeline made = timeline(workload_of({service("web", "0.5", "1", 1)}), {{"web", quarters}},
                                 Deployment::parse("ecs-fargate"), PriceBook::bundled(), plain_options(), at_once);
  const DayTable steps = day_table("web", 0, &made, nullptr);
  const DayTable hourly = steps.by_hour();
  REQUIRE(steps.rows.size() == 96);
  REQUIRE(hourly.rows.size() == 24);
  // 10 quarters of 0.024685 an hour, from a quarter past on.
  CHECK(hourly.rows[0].start_utc_seconds == 900);
  CHECK(hourly.rows[0].wanted == 4);
  CHECK(hourly.rows[0].task_hours == Rational::parse("2.5"));
  CHECK(*hourly.rows[0].fargate_cost == usd("0.0617125"));
  CHECK(hourly.rows[1].start_utc_seconds == 4500);
  CHECK(hourly.rows[1].wanted == 0);
  CHECK(*hourly.total().fargate_cost == *steps.total().fargate_cost);
}

TEST_CASE("one side will do") {
  const Timeline fargate = of("ecs-fargate");
  const DayTable table = day_table("web", 0, &fargate, nullptr);
  CHECK_FALSE(table.rows[0].hosts_cost);
  CHECK(table.total().fargate_cost);
}

TEST_CASE("bad input of days") {
  const Timeline fargate = of("ecs-fargate");
  const Timeline longer = of("ecs-ec2", 3);
  CHECK_THROWS_AS(day_table("web", 2, &fargate, nullptr), InvalidInputError);
  CHECK_THROWS_AS(day_table("web", -1, &fargate, nullptr), InvalidInputError);
  CHECK_THROWS_AS(day_table("wbe", 0, &fargate, nullptr), InvalidInputError);
  CHECK_THROWS_AS(day_table("web", 0, nullptr, nullptr), InvalidInputError);
  CHECK_THROWS_AS(day_table("web", 0, &fargate, &longer), InvalidInputError);
}

}  // namespace day_table_test

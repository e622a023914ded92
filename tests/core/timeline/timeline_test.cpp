#include "container_tco/timeline/timeline.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "container_tco/error.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/timeline_usage.hpp"
#include "workloads.hpp"

namespace timeline_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions only_m5_large() {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  return options;
}

TaskProfile hourly(std::vector<std::int64_t> counts) { return {0, 3600, std::move(counts), true}; }

Timeline over_time(const char* deployment, const Workload& workload, const TaskProfile& profile,
                   const TimelineOptions& how = {}) {
  return timeline(workload, {{"web", profile}}, Deployment::parse(deployment), PriceBook::bundled(), only_m5_large(),
                  how);
}

Workload web(std::int64_t count = 1) { return workload_of({service("web", "0.5", "1", count)}); }

// Ten by day, two by night.
TaskProfile day_and_night() {
  std::vector<std::int64_t> counts(24, 2);
  std::fill(counts.begin() + 8, counts.begin() + 20, 10);
  return hourly(counts);
}

}  // namespace

// As in estimate_hosts_test: 3 × 730 × 0.096 + 3 × 30 GiB × 0.08 = 217.44.
TEST_CASE("constant demand costs what the estimate says") {
  const TaskProfile constant = hourly(std::vector<std::int64_t>(730, 10));
  const Timeline hosts = over_time("ecs-ec2", web(), constant);
  REQUIRE(hosts.hosts.size() == 1);
  CHECK(hosts.hosts[0].running[0] == 3);
  CHECK(hosts.total() == usd("217.44"));
  // 10 × 730 × (0.5 × 0.04048 + 1 × 0.004445) = 180.2005
  const Timeline fargate = over_time("ecs-fargate", web(), constant);
  CHECK(fargate.total() == usd("180.2005"));
  CHECK(fargate.total() == cost_of(on("ecs-fargate", web(10)), "compute/web/vcpu") +
                               cost_of(on("ecs-fargate", web(10)), "compute/web/memory"));
}

// Two tasks on two hosts by night: spread leaves one on each (S20). Packed together, one host does.
TEST_CASE("a night of two tasks") {
  const Timeline spread = over_time("ecs-ec2", web(), day_and_night());
  CHECK(spread.hosts[0].needed[0] == 1);
  CHECK(spread.hosts[0].running[0] == 2);
  CHECK(spread.hosts[0].running[8] == 3);
  Workload packing = web();
  packing.services[0].placement = PlacementStrategy::binpack;
  CHECK(over_time("ecs-ec2", packing, day_and_night()).hosts[0].running[0] == 1);
  CHECK(over_time("ecs-ec2", packing, day_and_night()).total() < spread.total());
  CHECK(spread.levels == 2);
  CHECK(spread.planned_levels == 2);
}

// Of the image 0.413 GB at 95 s: 40 s, rounded up, and 5 s to start; 23 s to stop. 8 tasks, queued by 0, then seven
// times 1 s: 8 × 68 + 7 = 551 s beside 24 × 2 + 12 × 8 = 144 task-hours.
TEST_CASE("usage comes by the hour, for commitments") {
  const std::vector<BilledUsage> usage = over_time("ecs-fargate", web(), day_and_night()).billed_usage();
  REQUIRE(usage.size() == 2);
  CHECK(usage[0].price_key == "fargate/ecs/linux/x86_64/memory");
  CHECK(usage[1].price_key == "fargate/ecs/linux/x86_64/vcpu");
  CHECK(usage[1].hours.size() == 24);
  CHECK(usage[1].hours[0] == Rational(1));
  const Rational total = std::accumulate(usage[1].hours.begin(), usage[1].hours.end(), Rational());
  CHECK(total == Rational::parse("0.5") * (Rational(144) + Rational::ratio(551, 3600)));
  CHECK(usage[1].unit_price == usd("0.04048"));
}

// The same usage as above for commitments: on demand it costs what the timeline costs.
TEST_CASE("billed usage becomes a profile that commitments apply to") {
  const Timeline fargate = over_time("ecs-fargate", web(), day_and_night());
  const UsageProfile profile = usage_profile(fargate);
  CHECK(profile.hours() == 24);
  CHECK(profile.kinds[1].key == "fargate/ecs/linux/x86_64/vcpu");
  CHECK(profile.kinds[1].unit == "vCPU-Hours");
  CHECK(profile.on_demand_cost() == fargate.total().amount());
  const Timeline hosts = over_time("ecs-ec2", web(), day_and_night());
  CHECK(usage_profile({fargate, hosts}).kinds.size() == profile.kinds.size() + 1);
  CHECK(usage_profile({fargate, fargate}).on_demand_cost() == profile.on_demand_cost() * Rational(2));
  CHECK_THROWS_AS(usage_profile(std::vector<Timeline>{}), InvalidInputError);
  const Timeline longer = over_time("ecs-fargate", web(), hourly(std::vector<std::int64_t>(48, 1)));
  CHECK_THROWS_AS(usage_profile({fargate, longer}), InvalidInputError);
}

TEST_CASE("steps within an hour add up to it") {
  const TaskProfile quarters{0, 900, {1, 2, 3, 4, 4, 4, 4, 4, 4}, true};
  const Timeline result = over_time("ecs-ec2", web(), quarters);
  const std::vector<BilledUsage> usage = result.billed_usage();
  REQUIRE(usage.size() == 1);
  CHECK(usage[0].price_key == "ec2/linux/on_demand/m5.large");
  CHECK(usage[0].hours == std::vector<Rational>{Rational(1), Rational(1), Rational::parse("0.25")});
}

TEST_CASE("nothing runs when nothing is wanted") {
  const Timeline result = over_time("ecs-ec2", web(), hourly({0, 0, 4, 0, 0, 0}));
  CHECK(result.hosts[0].running == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0});
  CHECK(result.cost_of_step(5) == usd("0"));
  CHECK_THROWS_AS(result.cost_of_step(6), InvalidInputError);
}

// Every hour 20 s of one task: 730 × 60 s = 12.16… h, by the timeline and by the estimate.
TEST_CASE("short runs cost the same over time and on average") {
  TaskProfile profile{0, 20, std::vector<std::int64_t>(std::size_t{730} * 180), true, {}};
  for (std::int64_t hour = 0; hour < 730; ++hour) {
    profile.counts[static_cast<std::size_t>(hour) * 180] = 1;
    profile.runs.push_back({hour * 3600, 20, 1});
  }
  Workload workload = web();
  workload.services[0].demand = ProfileDemand{profile, "", "UTC"};
  const Timeline made = timeline(workload, {}, Deployment::parse("ecs-fargate"), PriceBook::bundled(), only_m5_large());
  CHECK(made.total() == usd("0.024685") * Rational::ratio(730 * 60, 3600));
  const Estimate estimated = on("ecs-fargate", workload);
  CHECK(made.total() == cost_of(estimated, "compute/web/vcpu") + cost_of(estimated, "compute/web/memory"));
  CHECK(made.services[0].tasks.task_starts == 730);
}

// Three tasks all the time beside one that runs for ten minutes of each hour: 24 × 3 + 4 task-hours.
TEST_CASE("services of one span in different steps share the longest step that is whole in each") {
  const Workload workload = workload_of({service("web", "0.5", "1", 1), service("job", "0.5", "1", 1)});
  TaskProfile ten{0, 600, std::vector<std::int64_t>(144), true, {}};
  for (std::int64_t hour = 0; hour < 24; ++hour) {
    ten.counts[static_cast<std::size_t>(hour) * 6] = 1;
    ten.runs.push_back({hour * 3600, 600, 1});
  }
  const auto made = [&](const TaskProfile& of_web) {
    return timeline(workload, {{"web", of_web}, {"job", ten}}, Deployment::parse("ecs-fargate"), PriceBook::bundled(),
                    only_m5_large());
  };
  const Timeline quarters = made({0, 900, std::vector<std::int64_t>(96, 3), true});
  CHECK(quarters.step_seconds == 300);
  CHECK(quarters.steps == 288);
  CHECK(quarters.total() == usd("0.024685") * Rational(24 * 3 + 4));
  CHECK(made(hourly(std::vector<std::int64_t>(24, 3))).step_seconds == 600);
  CHECK_THROWS_WITH_AS(made(hourly({3, 3})), doctest::Contains("different spans"), InvalidInputError);
  TaskProfile once = hourly(std::vector<std::int64_t>(24, 3));
  once.repeats = false;
  CHECK_THROWS_WITH_AS(made(once), doctest::Contains("different spans"), InvalidInputError);
}

// A day of UTC beside one of a zone half an hour ahead of it, which begins half an hour before.
TEST_CASE("days that repeat and begin at different times run side by side") {
  const Workload workload = workload_of({service("late", "0.5", "1", 1), service("web", "0.5", "1", 1)});
  TaskProfile late{0, 3600, std::vector<std::int64_t>(24), true, {{23 * 3600, 3600, 1}}};
  late.counts[23] = 1;
  TaskProfile ahead{-1800, 3600, std::vector<std::int64_t>(24), true, {{-1800, 3600, 2}}};
  ahead.counts[0] = 2;
  const Timeline made = timeline(workload, {{"late", late}, {"web", ahead}}, Deployment::parse("ecs-fargate"),
                                 PriceBook::bundled(), only_m5_large());
  CHECK(made.start_utc_seconds == 0);
  CHECK(made.step_seconds == 1800);
  const std::vector<std::int64_t>& of_web = made.services[1].tasks.billed_seconds;
  // From 23:30 to 00:30 UTC.
  CHECK(of_web.front() == 3600);
  CHECK(of_web.back() == 3600);
  CHECK(std::accumulate(of_web.begin(), of_web.end(), std::int64_t{0}) == 7200);
  CHECK(made.services[1].tasks.wanted.back() == 2);
  CHECK(made.services[0].tasks.billed_seconds[46] == 1800);
  CHECK(made.services[0].tasks.starts[46] == 1);
  // Where nothing repeats, both must begin together.
  late.runs.clear();
  ahead.runs.clear();
  late.repeats = ahead.repeats = false;
  CHECK_THROWS_WITH_AS(timeline(workload, {{"late", late}, {"web", ahead}}, Deployment::parse("ecs-fargate"),
                                PriceBook::bundled(), only_m5_large()),
                       doctest::Contains("the same start unless they repeat"), InvalidInputError);
}

TEST_CASE("many levels share fleets that carry each of them") {
  std::vector<CopyCounts> steps;
  for (std::int64_t i = 0; i < 100; ++i) steps.push_back({i % 7 * 3, i % 11});
  const Levels levels = join_levels(steps, 5);
  CHECK(levels.distinct == 77);
  CHECK(levels.levels.size() == 5);
  for (std::size_t step = 0; step < steps.size(); ++step) {
    for (std::size_t service = 0; service < 2; ++service) {
      CHECK(levels.levels[levels.of_step[step]][service] >= steps[step][service]);
    }
  }
  CHECK(join_levels({{4}, {4}}, 5).levels == std::vector<CopyCounts>{{4}});
  CHECK(join_levels({{4}, {1}}, 1).levels == std::vector<CopyCounts>{{4}});
}

TEST_CASE("fewer fleets are never cheaper, and always enough") {
  std::vector<std::int64_t> counts;
  for (std::int64_t hour = 0; hour < 24; ++hour) counts.push_back(1 + hour * 2);
  TimelineOptions few;
  few.max_levels = 3;
  const Timeline all = over_time("ecs-ec2", web(), hourly(counts));
  const Timeline joined = over_time("ecs-ec2", web(), hourly(counts), few);
  CHECK(joined.total() >= all.total());
  for (std::size_t step = 0; step < 24; ++step) {
    CHECK(all.hosts[0].running[step] >= all.hosts[0].needed[step]);
    CHECK(joined.hosts[0].needed[step] >= all.hosts[0].needed[step]);
    CHECK(all.hosts[0].needed[step] == (counts[step] + 3) / 4);  // Four on a host.
  }
}

TEST_CASE("bad input of timelines") {
  const auto with = [](std::map<std::string, TaskProfile> profiles, const char* deployment = "ecs-ec2") {
    return timeline(web(), profiles, Deployment::parse(deployment), PriceBook::bundled(), only_m5_large());
  };
  CHECK_THROWS_AS(with({}), InvalidInputError);
  CHECK_THROWS_AS(with({{"wbe", hourly({1})}}), InvalidInputError);
  CHECK_THROWS_AS(with({{"web", hourly({})}}), InvalidInputError);
  CHECK_THROWS_AS(with({{"web", hourly({0, 0})}}), InvalidInputError);
  Workload two = workload_of({service("web", "0.5", "1", 1), service("job", "0.5", "1", 1)});
  CHECK_THROWS_AS(timeline(two, {{"web", hourly({1})}, {"job", hourly({1, 2})}}, Deployment::parse("ecs-ec2"),
                           PriceBook::bundled(), only_m5_large()),
                  InvalidInputError);
  two.services[1].demand = RunDemand{Rational(2), Rational(60), 1};
  CHECK_THROWS_AS(
      timeline(two, {{"web", hourly({1})}}, Deployment::parse("ecs-ec2"), PriceBook::bundled(), only_m5_large()),
      InvalidInputError);
}

}  // namespace timeline_test

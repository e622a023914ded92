// Deployments in several parts over time: capacity provider strategies, and Spot with an on-demand base.

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/timeline/day_table.hpp"
#include "container_tco/timeline/spot_range.hpp"
#include "container_tco/timeline/timeline_usage.hpp"
#include "workloads.hpp"

namespace parts_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

CapacityShare share(const char* provider, CapacityKind kind, std::int64_t base, std::int64_t weight) {
  return {provider, kind, kind == CapacityKind::fargate_spot, base, weight, std::nullopt};
}

Workload on_providers(std::vector<CapacityShare> strategy, std::int64_t count = 1) {
  Workload workload = workload_of({service("web", "1", "2", count)});
  workload.services[0].capacity_strategy = std::move(strategy);
  return workload;
}

std::vector<CapacityShare> mostly_spot() {
  return {share("FARGATE", CapacityKind::fargate, 2, 1), share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 3)};
}

EstimateOptions options_with(std::vector<std::string> types = {"m5.large"}) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = std::move(types);
  options.spot.min_types = static_cast<std::int64_t>(options.hosts.candidates.instance_types.size());
  return options;
}

// As a what-if, since no service may name both.
EstimateOptions hosts_then_fargate() {
  EstimateOptions options = options_with();
  options.capacity_strategy = {share("hosts", CapacityKind::auto_scaling_group, 4, 0),
                               share("FARGATE", CapacityKind::fargate, 0, 1)};
  return options;
}

// Tasks that are there at once, so that what is billed is what is wanted.
TimelineOptions at_once() {
  TimelineOptions how;
  how.provisioning_seconds = 0;
  how.pull_seconds = 0;
  how.start_seconds = 0;
  how.stop_seconds = 0;
  return how;
}

Timeline over_time(const char* deployment, const Workload& workload, std::vector<std::int64_t> counts,
                   const EstimateOptions& options = options_with(), const TimelineOptions& how = {}) {
  const TaskProfile profile{0, 3600, std::move(counts), true};
  return timeline(workload, {{"web", profile}}, Deployment::parse(deployment), PriceBook::bundled(), options, how);
}

Money compute_of(const Estimate& estimate) {
  Money sum = usd("0");
  for (const LineItem& line : estimate.lines) {
    if (line.category == CostCategory::compute || line.category == CostCategory::storage) sum += line.cost;
  }
  return sum;
}

// What ten tasks for a month of 730 hours cost over time, and by the estimate.
void check_constant(const char* deployment, const Workload& workload, const EstimateOptions& options) {
  const Timeline made = over_time(deployment, workload, std::vector<std::int64_t>(730, 10), options);
  Workload constant = workload;
  constant.services[0].demand = ConstantDemand{10};
  const Estimate estimated = on(deployment, constant, options);
  REQUIRE(estimated.is_complete());
  CHECK(made.total() == compute_of(estimated));
  REQUIRE(made.parts.size() == estimated.parts.size());
  Money sum = usd("0");
  for (std::size_t i = 0; i < made.parts.size(); ++i) {
    CHECK(made.parts[i].name == estimated.parts[i].name);
    sum += made.parts[i].total;
  }
  CHECK(sum == made.total());
}

std::vector<std::int64_t> wanted_in(const Timeline& made, const std::string& part) {
  for (const ServiceTimeline& service : made.services) {
    if (service.part == part) return service.tasks.wanted;
  }
  return {};
}

}  // namespace

// Base 2, weights 1 : 3 (rule S21). Of 2 tasks both are the base; of 6 the other 4 go 1 and 3; of 10 the other 8 go 2
// and 6; of 5 the other 3 are 0.75 and 2.25, of which the larger remainder gets the third. Each for an hour: on FARGATE
// 2 + 3 + 4 + 3 = 12 task-hours × (0.04048 + 2 × 0.004445) = 12 × 0.04937 = 0.59244. On FARGATE_SPOT 0 + 3 + 6 + 2 =
// 11 task-hours and, as three more start in each of two hours and the service launches 500 a minute, two of them a
// second early: 11 h + 4 s, × 11.4750525 / 730 an hour (see strategy_test).
TEST_CASE("each level of demand is split by base and weight") {
  const Timeline made =
      over_time("ecs-strategy", on_providers(mostly_spot()), {2, 6, 10, 5}, options_with(), at_once());
  CHECK(wanted_in(made, "FARGATE") == std::vector<std::int64_t>{2, 3, 4, 3});
  CHECK(wanted_in(made, "FARGATE_SPOT") == std::vector<std::int64_t>{0, 3, 6, 2});
  REQUIRE(made.parts.size() == 2);
  CHECK(made.parts[0].name == "FARGATE");
  CHECK(made.parts[0].deployment.name() == "ecs-fargate");
  CHECK(made.parts[0].total == usd("0.59244"));
  const Rational spot_hours = Rational(11) + Rational::ratio(4, 3600);
  CHECK(made.parts[1].total == usd("11.4750525") / Rational(730) * spot_hours);
  CHECK(made.total() == made.parts[0].total + made.parts[1].total);
}

TEST_CASE("constant demand in parts costs what the estimate says") {
  check_constant("ecs-strategy", on_providers(mostly_spot()), options_with());
  check_constant("ecs-strategy", on_providers({}), hosts_then_fargate());
  EstimateOptions with_base = options_with({"m5.large", "m5a.large"});
  with_base.spot.on_demand_base_percent = 25;
  check_constant("ecs-ec2-spot", on_providers({}), with_base);
  check_constant("ecs-fargate-spot", on_providers({}), with_base);
  check_constant("eks-ec2-spot", on_providers({}), with_base);
  // The hosts that overlap when AWS replaces one are of estimates alone.
  with_base.resilience.host_replacements_per_month = Rational(0);
  check_constant("ecs-managed-instances-spot", on_providers({}), with_base);
  check_constant("eks-auto-mode-spot", on_providers({}), with_base);
}

// A base of two at the least, and a quarter: of 2, 4 and 10 tasks 2, 2 and 3 are on demand.
TEST_CASE("Spot over an on-demand base") {
  EstimateOptions options = options_with();
  options.spot.on_demand_base_percent = 25;
  options.spot.on_demand_base_count = 2;
  const Timeline made = over_time("ecs-ec2-spot", on_providers({}), {2, 4, 10}, options);
  CHECK(wanted_in(made, "on-demand base") == std::vector<std::int64_t>{2, 2, 3});
  CHECK(wanted_in(made, "spot") == std::vector<std::int64_t>{0, 2, 7});
  REQUIRE(made.hosts.size() == 2);
  CHECK(made.hosts[0].price_key == "ec2/linux/on_demand/m5.large");
  CHECK(made.hosts[1].price_key == "ec2/linux/spot/m5.large");
  // An m5.large holds 2 tasks of 1 vCPU.
  CHECK(made.hosts[0].needed == std::vector<std::int64_t>{1, 1, 2});
  CHECK(made.hosts[1].needed == std::vector<std::int64_t>{0, 1, 4});
  const SpotRange range = spot_range(made, PriceBook::bundled());
  REQUIRE(range.capacities.size() == 1);
  CHECK(range.types == 1);
  CHECK(range.most_lost_at_once == *std::max_element(made.hosts[1].running.begin(), made.hosts[1].running.end()));
}

// Up to 4 tasks on hosts of 2, and up to 6 on Fargate.
TEST_CASE("a day of a deployment on hosts and Fargate shows both, and each part") {
  const Timeline made = over_time("ecs-strategy", on_providers({}), {3, 10, 10, 4, 4, 4}, hosts_then_fargate());
  const DayTable table = day_table("web", 0, &made, &made);
  REQUIRE(table.rows.size() == 6);
  CHECK(table.rows[0].wanted == 3);
  CHECK(table.rows[1].wanted == 10);
  REQUIRE(table.rows[1].parts.size() == 2);
  const DayPart& fargate = table.rows[1].parts[0];
  const DayPart& hosts = table.rows[1].parts[1];
  CHECK(fargate.name == "FARGATE");
  CHECK(fargate.wanted == 6);
  CHECK(fargate.task_hours == table.rows[1].task_hours);
  CHECK(hosts.name == "hosts");
  CHECK(hosts.wanted == 4);
  CHECK(hosts.hosts_running == 2);
  CHECK(hosts.task_hours == Rational(0));
  CHECK(fargate.cost == *table.rows[1].fargate_cost);
  CHECK(hosts.cost == *table.rows[1].hosts_cost);
  const DayRow total = table.total();
  CHECK(*total.fargate_cost + *total.hosts_cost == made.total());
  for (std::size_t i = 0; i < made.parts.size(); ++i) CHECK(total.parts[i].cost == made.parts[i].total);
  CHECK(total.parts[0].wanted == 6);
  CHECK(usage_profile(made).on_demand_cost() + Rational::parse("2.4") / Rational(730) * total.host_hours ==
        made.total().amount());
}

TEST_CASE("a day of one side alone has no cost of the other") {
  const Timeline hosts = over_time("ecs-ec2", on_providers({}), {2, 2});
  const DayTable table = day_table("web", 0, &hosts, &hosts);
  CHECK_FALSE(table.rows[0].fargate_cost);
  CHECK(table.rows[0].hosts_cost);
  CHECK(table.rows[0].parts.empty());
}

TEST_CASE("parts of one name say their kind") {
  Workload workload = workload_of({service("web", "1", "2", 1), service("api", "1", "2", 1)});
  workload.services[0].capacity_strategy = {share("own", CapacityKind::auto_scaling_group, 0, 1)};
  workload.services[1].capacity_strategy = {share("own", CapacityKind::managed_instances, 0, 1)};
  const Timeline made = over_time("ecs-strategy", workload, {1, 2});
  REQUIRE(made.parts.size() == 2);
  CHECK(made.parts[0].name == "own (ecs-ec2)");
  CHECK(made.parts[1].name == "own (ecs-managed-instances)");
}

// Ten more a minute take 18 s each (13 s of provisioning, 5 s to start): 3 stand by. A fifth of the rise falls to the
// base of 2 in 10 tasks: ceil(2 × 18 / 60) = 1; the rest to Spot: ceil(8 × 18 / 60) = 3.
TEST_CASE("an unforeseen rise falls to the parts as the tasks at the peak do") {
  TimelineOptions how;
  how.ramp_tasks_per_minute = Rational(10);
  how.pull_seconds = 0;
  const std::vector<CapacityShare> strategy = {share("FARGATE", CapacityKind::fargate, 2, 0),
                                               share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 1)};
  const Timeline made = over_time("ecs-strategy", on_providers(strategy), {10, 10}, options_with(), how);
  CHECK(made.services[0].tasks.standing_tasks == 1);
  CHECK(made.services[1].tasks.standing_tasks == 3);
  CHECK(std::any_of(made.assumptions.begin(), made.assumptions.end(),
                    [](const Assumption& assumption) { return assumption.id == "ramp_shares"; }));
}

TEST_CASE("bad input of parts") {
  // No service names a provider.
  CHECK_THROWS_AS(over_time("ecs-strategy", on_providers({}), {1, 2}), Error);
  CHECK_THROWS_AS(over_time("ecs-strategy", on_providers(mostly_spot()), {0, 0}), InvalidInputError);
  CHECK_THROWS_AS(
      over_time("ecs-strategy",
                on_providers({share("a", CapacityKind::fargate, 1, 0), share("b", CapacityKind::fargate, 1, 0)}),
                {1, 2}),
      InvalidInputError);
}

}  // namespace parts_test

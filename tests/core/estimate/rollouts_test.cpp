// Extra capacity during rollouts and replacements, in hand arithmetic. us-east-1: m5.large 0.096 an hour with 2 vCPU
// and 8 GiB, a root disk of 30 GiB at 0.08 a month; Fargate 0.04048 a vCPU-hour and 0.004445 a GB-hour.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_room.hpp"
#include "workloads.hpp"

namespace rollouts_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Service released(Service service, const char* releases) {
  service.usage.releases_per_month = Rational::parse(releases);
  return service;
}

EstimateOptions on_m5_large() {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  return options;
}

const LineItem* find_line(const Estimate& estimate, const std::string& id) {
  for (const LineItem& line : estimate.lines) {
    if (line.id == id) return &line;
  }
  return nullptr;
}

bool mentions(const std::vector<std::string>& texts, const std::string& part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& t) { return t.find(part) != std::string::npos; });
}

bool assumes(const Estimate& estimate, const std::string& id) {
  return std::any_of(estimate.assumptions.begin(), estimate.assumptions.end(),
                     [&](const Assumption& a) { return a.id == id; });
}

const char* const pool_rollout = "compute/pool/linux/x86_64/rollout";

}  // namespace

// 4 releases × 6 tasks × 10 min = 4 task-hours: 4 × 0.5 × 0.04048 and 4 × 1 × 0.004445.
TEST_CASE("Fargate bills both versions of the tasks during a rollout") {
  const Estimate result =
      on("ecs-fargate", workload_of({released(service("web", "0.5", "1", 6), "4")}), plain_options());
  CHECK(cost_of(result, "compute/web/vcpu/rollout") == usd("0.08096"));
  CHECK(cost_of(result, "compute/web/memory/rollout") == usd("0.01778"));
  const LineItem* line = find_line(result, "compute/web/vcpu/rollout");
  REQUIRE(line != nullptr);
  CHECK(line->purpose == "rollout");
  CHECK(line->service == "web");
  CHECK(line->derivation == "4 releases × 6 extra tasks × 10 min / 60 × 0.5 vCPU");
  CHECK(result.resilience.rollout_task_hours == Rational(4));
  CHECK(result.resilience_cost() == usd("0.09874"));
  CHECK(assumes(result, "rollout_minutes"));
}

// 3 vCPU run, 6 during the rollout (F26); all at once: 3 + 2 + 3 + 2.
TEST_CASE("the Fargate quota covers the vCPU in flight") {
  Workload workload = workload_of({service("web", "0.5", "1", 6), service("api", "1", "2", 2)});
  EstimateOptions options = plain_options();
  CHECK(on("ecs-fargate", workload, options).resilience.fargate_peak_vcpu == Rational(8));
  options.resilience.rollouts_at_once = true;
  CHECK(on("ecs-fargate", workload, options).resilience.fargate_peak_vcpu == Rational(10));
  CHECK_FALSE(on("ecs-ec2", workload, on_m5_large()).resilience.fargate_peak_vcpu.has_value());
}

// Three hosts hold ten tasks and two more. The other eight extra tasks take two hosts for 10 + 10 minutes, four times:
// 4 × 2 × 20 / 60 h × 0.096 = 0.256, and 8/3 h of a disk for 2.40 a month: 2.4 × 8/3 / 730 = 6.4 / 730.
TEST_CASE("hosts are added for the extra tasks that find no room") {
  const Estimate result = on("ecs-ec2", workload_of({released(service("web", "0.5", "1", 10), "4")}), on_m5_large());
  CHECK(cost_of(result, pool_rollout) == usd("0.256"));
  CHECK(cost_of(result, "storage/hosts/root_disk/linux/x86_64/rollout") == usd("6.4") / Rational(730));
  CHECK(find_line(result, pool_rollout)->derivation == "web: 4 releases × 2 hosts × 20 min / 60");
  CHECK(result.resilience.rollout_hosts == 2);
  CHECK(result.resilience.rollout_host_hours == Rational::ratio(8, 3));
  CHECK(result.pools[0].hosts == 3);
}

TEST_CASE("an added host is billed for a minute at the least") {
  EstimateOptions options = on_m5_large();
  options.resilience.rollout_minutes = Rational::ratio(1, 4);
  options.resilience.host_minutes = Rational::ratio(1, 4);
  const Estimate result = on("ecs-ec2", workload_of({released(service("web", "0.5", "1", 10), "4")}), options);
  CHECK(result.resilience.rollout_host_hours == Rational(4 * 2) / Rational(60));
}

// Five at a time: room for two, one host for the other three; two waves and the host's own ten minutes.
TEST_CASE("waves need fewer hosts for longer") {
  Service web = released(service("web", "0.5", "1", 10), "1");
  web.rollout.surge = {50, true, false};
  const Estimate result = on("ecs-ec2", workload_of({web}), on_m5_large());
  CHECK(result.resilience.rollout_hosts == 1);
  CHECK(result.resilience.rollout_host_hours == Rational::ratio(30, 60));
}

TEST_CASE("room that is there already costs nothing more") {
  const Estimate result = on("ecs-ec2", workload_of({released(service("web", "0.5", "1", 2), "30")}), on_m5_large());
  CHECK(find_line(result, pool_rollout) == nullptr);
  CHECK(result.resilience.rollout_hosts == 0);
  CHECK(assumes(result, "rollout_capacity"));
}

// A second copy of a task with a port of the host finds no place beside the first, however much room there is.
TEST_CASE("a port of the host keeps the new copy from the host of the old one") {
  Service web = released(service("web", "0.25", "0.5", 1), "1");
  web.task.network_mode = NetworkMode::host;
  web.task.static_host_ports = {"80/tcp"};
  CHECK(on("ecs-ec2", workload_of({web}), on_m5_large()).resilience.rollout_hosts == 1);
}

// web alone needs two hosts more, api (1 vCPU × 4 on two full hosts) two: one after the other two, together four.
// Five hosts run: three for ten halves (room for two) and two for api.
TEST_CASE("rollouts one after the other share hosts, rollouts at once do not") {
  Workload workload =
      workload_of({released(service("web", "0.5", "1", 10), "2"), released(service("api", "1", "2", 4), "2")});
  EstimateOptions options = on_m5_large();
  options.resilience.rollout_capacity = RolloutCapacity::standing;
  const Estimate one = on("ecs-ec2", workload, options);
  CHECK(one.pools[0].hosts == 5);
  CHECK(one.resilience.rollout_hosts == 2);
  CHECK(cost_of(one, pool_rollout) == usd("140.16"));  // 2 × 730 × 0.096
  options.resilience.rollouts_at_once = true;
  CHECK(on("ecs-ec2", workload, options).resilience.rollout_hosts == 4);
  // 2 releases × 4 hosts × 20 min.
  options.resilience.rollout_capacity = RolloutCapacity::temporary;
  CHECK(on("ecs-ec2", workload, options).resilience.rollout_host_hours == Rational::ratio(8, 3));
  options.resilience.rollouts_at_once = false;
  CHECK(on("ecs-ec2", workload, options).resilience.rollout_host_hours == Rational::ratio(8, 3));
}

TEST_CASE("services with fewer releases take part in as many joint rollouts as they have") {
  Workload workload =
      workload_of({released(service("web", "0.5", "1", 10), "5"), released(service("api", "1", "2", 4), "2")});
  EstimateOptions options = on_m5_large();
  options.resilience.rollouts_at_once = true;
  // Two occasions with four hosts, three with two of web alone: (2 × 4 + 3 × 2) × 20 min.
  CHECK(on("ecs-ec2", workload, options).resilience.rollout_host_hours == Rational::ratio(14, 3));
}

TEST_CASE("hosts that stand ready take their share of the labour per host") {
  EstimateOptions options = on_m5_large();
  options.resilience.rollout_capacity = RolloutCapacity::standing;
  options.labour.profile = host_care();
  CHECK(on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), options).labour_hours == Rational(5));
}

TEST_CASE("without capacity for rollouts nothing is priced on hosts and the wait is named") {
  EstimateOptions options = on_m5_large();
  options.resilience.rollout_capacity = RolloutCapacity::none;
  const Estimate result = on("ecs-ec2", workload_of({released(service("web", "0.5", "1", 10), "4")}), options);
  CHECK(result.resilience_cost() == usd("0"));
  CHECK(assumes(result, "rollout_capacity"));
}

TEST_CASE("unknown releases are named as not priced on both sides and cost nothing") {
  const Workload workload = workload_of({service("web", "0.5", "1", 10)});
  for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
    const Estimate result = on(deployment, workload, on_m5_large());
    CHECK(result.resilience_cost() == usd("0"));
    CHECK(mentions(result.not_priced, "Extra capacity during rollouts of 1 service, as the releases are not given"));
  }
}

// At a fill of one half ten tasks take five hosts; twenty would take ten.
TEST_CASE("hosts stay as full as measured during a rollout") {
  EstimateOptions options = on_m5_large();
  options.hosts.measured_fill_fraction = Rational::ratio(1, 2);
  const Estimate result = on("ecs-ec2", workload_of({released(service("web", "0.5", "1", 10), "1")}), options);
  CHECK(result.resilience.rollout_hosts == 5);
}

TEST_CASE("rollouts that stop everything or cannot go on are warned of on both sides") {
  Service down = service("down", "0.5", "1", 2);
  down.rollout.strategy = RolloutStrategy::recreate;
  Service stuck = service("stuck", "0.5", "1", 1);
  stuck.rollout.surge = {50, true, false};
  const Workload workload = workload_of({down, stuck});
  for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
    const Estimate result = on(deployment, workload, on_m5_large());
    CHECK(mentions(result.warnings, "Rollouts of down stop every task before new ones start"));
    CHECK(mentions(result.warnings, "Rollouts of stuck cannot go on"));
  }
}

TEST_CASE("scheduled runs have no rollout, whether it is known how long they last or not") {
  Service job = released(service("job", "0.5", "1", 2), "4");
  job.rollout.strategy = RolloutStrategy::recreate;
  job.run_schedule = RunSchedule{};
  const auto check_none = [&] {
    for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
      const Estimate result = on(deployment, workload_of({job}), on_m5_large());
      CHECK_FALSE(mentions(result.warnings, "Rollouts of job"));
      CHECK(result.resilience_cost() == usd("0"));
    }
  };
  check_none();
  job.run_schedule.reset();
  job.demand = ProfileDemand{{0, 3600, {2, 0}, true, {{0, 3600, 2}}}, "", "UTC"};
  check_none();
}

TEST_CASE("runs and daemons have no rollout of their own") {
  Service job = released(service("job", "0.5", "1", 1), "4");
  job.demand = RunDemand{Rational(24), Rational(600), 2};
  Service agent = released(service("agent", "0.1", "0.25", 1), "4");
  agent.is_daemon = true;
  for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
    CHECK(on(deployment, workload_of({job, agent}), on_m5_large()).resilience_cost() == usd("0"));
  }
}

// 3 hosts × 2 × (10 + 10) min = 2 h × 0.096.
TEST_CASE("hosts that are replaced run beside those that replace them") {
  EstimateOptions options = on_m5_large();
  options.resilience.host_replacements_per_month = Rational(2);
  const Workload workload = workload_of({service("web", "0.5", "1", 10)});
  const Estimate result = on("ecs-ec2", workload, options);
  CHECK(cost_of(result, "compute/pool/linux/x86_64/replacement") == usd("0.192"));
  CHECK(find_line(result, "compute/pool/linux/x86_64/replacement")->derivation ==
        "3 hosts × 2 replacements × 20 min / 60");
  CHECK(result.resilience.replacement_host_hours == Rational(2));
  options.resilience.replacement_minutes = Rational(60);
  CHECK(on("ecs-ec2", workload, options).resilience.replacement_host_hours == Rational(6));
  const Estimate fargate = on("ecs-fargate", workload, options);
  CHECK(fargate.resilience_cost() == usd("0"));
  CHECK(assumes(fargate, "task_retirement"));
}

TEST_CASE("hosts whose replacement nobody states are named as not priced") {
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), on_m5_large());
  CHECK(mentions(result.not_priced, "host_replacements_per_month"));
}

// AWS drains a managed host after 14 days: 730 / 24 / 14 times a month. 3 × 730/336 × 20/60 = 730/336 h of the instance
// at 0.096, and of its fee at 12 % of that. EKS Auto Mode: after 21 days.
TEST_CASE("hosts that AWS looks after are replaced as often as it does so") {
  const Workload workload = workload_of({service("web", "0.5", "1", 10)});
  const Estimate ecs = on("ecs-managed-instances", workload, on_m5_large());
  REQUIRE(ecs.is_complete());
  REQUIRE(ecs.pools[0].hosts == 3);
  CHECK(ecs.resilience.replacement_host_hours == Rational::ratio(730, 336));
  CHECK(cost_of(ecs, "compute/pool/linux/x86_64/replacement") == usd("0.096") * Rational::ratio(730, 336));
  CHECK(cost_of(ecs, "compute/pool/linux/x86_64/management_fee/replacement") ==
        usd("0.01152") * Rational::ratio(730, 336));
  CHECK(find_line(ecs, "compute/pool/linux/x86_64/replacement")->derivation ==
        "3 hosts × 730 h / 24 / 14 days × 20 min / 60");
  const Estimate eks = on("eks-auto-mode", workload, on_m5_large());
  REQUIRE(eks.is_complete());
  CHECK(eks.resilience.replacement_host_hours ==
        Rational(eks.pools[0].hosts) * Rational::ratio(730, 504) / Rational(3));
}

TEST_CASE("parts of an estimate keep their own prices in rollouts and replacements") {
  EstimateOptions options = on_m5_large();
  options.spot.on_demand_base_count = 4;
  options.spot.min_types = 1;
  options.resilience.host_replacements_per_month = Rational(1);
  const Estimate result = on("ecs-ec2-spot", workload_of({released(service("web", "0.5", "1", 10), "4")}), options);
  REQUIRE(result.is_complete());
  REQUIRE(result.parts.size() == 2);
  std::set<std::string> ids;
  std::int64_t hosts = 0;
  for (const HostPool& pool : result.pools) hosts += pool.hosts;
  for (const LineItem& line : result.lines) CHECK(ids.insert(line.id).second);
  CHECK(ids.contains("compute/pool/linux/x86_64/spot/replacement"));
  CHECK(ids.contains("compute/pool/linux/x86_64/on-demand base/replacement"));
  CHECK(result.resilience.replacement_host_hours == Rational(hosts) / Rational(3));
  CHECK(result.resilience.rollout_hosts == 2);  // Ten more beside room for two, four a host.
}

TEST_CASE("on Fargate Spot the extra tasks of a rollout are Spot tasks") {
  const Estimate result =
      on("ecs-fargate-spot", workload_of({released(service("web", "0.5", "1", 6), "4")}), plain_options());
  REQUIRE(result.is_complete());
  const LineItem* line = find_line(result, "compute/web/vcpu/rollout");
  REQUIRE(line != nullptr);
  CHECK(line->quantity.value == Rational(2));
  CHECK(line->unit_price.money == find_line(result, "compute/web/vcpu")->unit_price.money);
}

TEST_CASE("addresses are paid for extra tasks and hosts, too") {
  Workload workload = workload_of({released(service("web", "0.5", "1", 10), "6")});
  workload.surroundings.egress = Egress::public_subnets;
  // 6 × 10 × 10 / 60 = 10 task-hours × 0.005; 6 × 2 × 20 / 60 = 4 host-hours × 0.005.
  CHECK(cost_of(on("ecs-fargate", workload, plain_options()), "network/public_ipv4/tasks/rollout") == usd("0.05"));
  CHECK(cost_of(on("ecs-ec2", workload, on_m5_large()), "network/public_ipv4/hosts/rollout") == usd("0.02"));
}

TEST_CASE("the total is the sum of the lines with and without a purpose") {
  EstimateOptions with = on_m5_large();
  with.resilience.host_replacements_per_month = Rational(1);
  const Workload workload = workload_of({released(service("web", "0.5", "1", 10), "4")});
  EstimateOptions none = on_m5_large();
  none.resilience.rollout_capacity = RolloutCapacity::none;
  const Estimate result = on("ecs-ec2", workload, with);
  CHECK(result.total() == on("ecs-ec2", workload, none).total() + result.resilience_cost());
}

TEST_CASE("minutes and replacements out of range are refused") {
  const Workload workload = workload_of({service("web", "0.5", "1", 1)});
  EstimateOptions options = plain_options();
  options.resilience.rollout_minutes = Rational(0);
  CHECK_THROWS_WITH_AS(on("ecs-fargate", workload, options),
                       "rollout_minutes: expected more than 0 and at most 100,000 minutes, found '0'",
                       InvalidInputError);
  options = plain_options();
  options.resilience.host_replacements_per_month = Rational(-1);
  CHECK_THROWS_AS(on("ecs-ec2", workload, options), InvalidInputError);
  CHECK_THROWS_AS(parse_rollout_capacity("some"), InvalidInputError);
}

}  // namespace rollouts_test

#include "container_tco/comparison/marginal_cost.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "synthetic.hpp"

namespace marginal_cost_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

const Deployment on_hosts{ControlPlane::ecs, DataPlane::ec2};
const Deployment on_fargate{ControlPlane::ecs, DataPlane::fargate};

Workload with_tasks(Workload workload, std::size_t service, std::int64_t tasks) {
  workload.services[service].demand = ConstantDemand{tasks};
  return workload;
}

std::int64_t hosts_of(const Estimate& estimate) {
  std::int64_t hosts = 0;
  for (const HostPool& pool : estimate.pools) hosts += pool.hosts;
  return hosts;
}

}  // namespace

// A Fargate task of 1 vCPU and 2 GB costs 36.50 a month, and so does each further one.
TEST_CASE("on Fargate one more copy costs what the others cost") {
  const auto costs = marginal_costs(tasks_of_one_vcpu(3), on_fargate, round_prices("0.1"), round_options("10", "2"));
  REQUIRE(costs.size() == 1);
  CHECK(costs[0].service == "web");
  CHECK(costs[0].copies == 3);
  CHECK(costs[0].free_copies == 0);
  CHECK(costs[0].step_cost == usd("36.5"));
  CHECK(costs[0].copies_per_step == 1);
  CHECK(costs[0].cost_per_copy() == usd("36.5"));
}

// Two tasks fit an m5.large. Of three tasks on two hosts the fourth is free; the fifth needs a third host of
// 73 + 3 = 76, on which the sixth is free again: 38 a copy.
TEST_CASE("on hosts a copy costs nothing until the next host, then a step") {
  const auto costs = marginal_costs(tasks_of_one_vcpu(3), on_hosts, round_prices("0.1"), round_options("10", "2"));
  REQUIRE(costs.size() == 1);
  CHECK(costs[0].free_copies == 1);
  CHECK(costs[0].step_cost == usd("76"));
  CHECK(costs[0].step_infrastructure == usd("76"));
  CHECK(costs[0].copies_per_step == 2);
  CHECK(costs[0].cost_per_copy() == usd("38"));
  CHECK(costs[0].hosts_before == std::vector<std::string>{"2 × m5.large"});
  CHECK(costs[0].hosts_after == std::vector<std::string>{"3 × m5.large"});
}

TEST_CASE("full hosts have no free copies") {
  const auto costs = marginal_costs(tasks_of_one_vcpu(4), on_hosts, round_prices("0.1"), round_options("10", "2"));
  CHECK(costs[0].free_copies == 0);
  CHECK(costs[0].step_cost == usd("76"));
}

TEST_CASE("a measured fill grows by steps too") {
  EstimateOptions options = round_options("10", "2");
  options.hosts.measured_fill_fraction = Rational::ratio(1, 2);
  const auto costs = marginal_costs(tasks_of_one_vcpu(3), on_hosts, round_prices("0.1"), options);
  // Half of 2 vCPU a host: each task takes a host.
  CHECK(costs[0].free_copies == 0);
  CHECK(costs[0].step_cost == usd("76"));
}

// A job of one run at a time, twelve runs a day of an hour: a second place means 24 runs a day.
// 730 / 24 × 12 × 1 h × (0.04 + 2 × 0.005) = 18.25 more.
TEST_CASE("runs start in proportion to copies") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].demand = RunDemand{Rational(12), Rational(3600), 1};
  const auto costs = marginal_costs(workload, on_fargate, round_prices("0.1"), round_options("10", "2"));
  CHECK(costs[0].step_cost == usd("18.25"));
}

TEST_CASE("daemons and services without copies have no marginal cost") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services.push_back(one_vcpu_service("off", 0));
  workload.services.push_back(one_vcpu_service("agent", 1));
  workload.services.back().is_daemon = true;
  workload.services.back().task.request = {Cpu::from_milli(100), Bytes::from_mib(64), 0};
  CHECK(marginal_costs(workload, on_hosts, round_prices("0.1"), round_options("10", "2")).size() == 1);
}

TEST_CASE("free copies and steps are those of full estimates, however services share hosts") {
  const PriceBook book = round_prices("0.1");
  for (const std::int64_t zones : {1, 2, 3}) {
    for (std::int64_t small = 1; small <= 7; small += 2) {
      Workload workload = tasks_of_one_vcpu(5);
      Service little = one_vcpu_service("little", small);
      little.task.request = {Cpu::from_milli(300), Bytes::from_mib(700), 0};
      workload.services.push_back(little);
      EstimateOptions options = round_options("10", "2");
      options.hosts.zones = zones;
      const Estimate now = estimate(workload, on_hosts, book, options);
      const auto costs = marginal_costs(workload, on_hosts, book, options);
      REQUIRE(costs.size() == 2);
      for (std::size_t i = 0; i < 2; ++i) {
        const auto grown = [&](std::int64_t more) {
          return estimate(with_tasks(workload, i, costs[i].copies + more), on_hosts, book, options);
        };
        CHECK(hosts_of(grown(costs[i].free_copies)) <= hosts_of(now));
        const Estimate after = grown(costs[i].free_copies + 1);
        CHECK(hosts_of(after) > hosts_of(now));
        CHECK(costs[i].step_cost == after.total() - now.total());
        CHECK(costs[i].step_infrastructure == after.infrastructure() - now.infrastructure());
      }
    }
  }
}

TEST_CASE("there is no marginal cost of what cannot run") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].task.host_demands.push_back({"privileged", "true", "$.privileged"});
  CHECK_THROWS_AS(marginal_costs(workload, on_fargate, round_prices("0.1"), round_options("10", "2")),
                  InvalidInputError);
}

}  // namespace marginal_cost_test

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/estimate/part.hpp"
#include "workloads.hpp"

namespace strategy_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

CapacityShare share(const char* provider, CapacityKind kind, std::int64_t base, std::int64_t weight) {
  return {provider, kind, kind == CapacityKind::fargate_spot, base, weight, std::nullopt};
}

const Deployment by_strategy = Deployment::parse("ecs-strategy");

Estimate priced(const Workload& workload, const EstimateOptions& options) {
  return estimate(workload, by_strategy, PriceBook::bundled(), options);
}

}  // namespace

// Rule S21: of 10 copies 2 are the base, the other 8 go by 1 : 4, which is 1.6 and 6.4, rounded to 2 and 6. A task of
// 1 vCPU and 2 GB costs 730 × 0.04937 = 36.0401 on demand and 11.4750525 on Spot: 4 × 36.0401 + 6 × 11.4750525.
TEST_CASE("a strategy of Fargate and Fargate Spot is priced by base and weight") {
  Workload workload = workload_of({service("web", "1", "2", 10)});
  workload.services[0].capacity_strategy = {share("FARGATE", CapacityKind::fargate, 2, 1),
                                            share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 4)};
  const Estimate result = priced(workload, plain_options());
  REQUIRE(result.is_complete());
  REQUIRE(result.parts.size() == 2);
  CHECK(result.parts[0].tasks == 4);
  CHECK(result.parts[1].tasks == 6);
  CHECK(result.total() == usd("213.010715"));
  CHECK(result.spot.has_value());
}

// Four copies on hosts (m5.large, one each: 4 × 730 × 0.096 = 280.32) and two on Fargate (1 vCPU, 6 GB:
// 730 × (0.04048 + 6 × 0.004445) = 49.0195 each).
TEST_CASE("base on EC2 and burst on Fargate is a what-if for every service") {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  options.hosts.setup.root_disk_gib = 10;
  options.capacity_strategy = {share("ec2", CapacityKind::auto_scaling_group, 4, 0),
                               share("fargate", CapacityKind::fargate, 0, 1)};
  const Estimate result = priced(workload_of({service("web", "1", "6", 6)}), options);
  REQUIRE(result.is_complete());
  CHECK(cost_of(result, "compute/pool/linux/x86_64/ec2") == usd("280.32"));
  CHECK(result.total() == usd("381.559"));  // 280.32 + 4 × 10 GiB × 0.08 + 2 × 49.0195
  bool is_named = false;
  for (const Assumption& assumption : result.assumptions) is_named |= assumption.id == "strategy_of_two_services";
  CHECK(is_named);
}

TEST_CASE("daemons run on the hosts of a strategy and ride along on its Fargate tasks") {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  options.capacity_strategy = {share("ec2", CapacityKind::auto_scaling_group, 1, 0),
                               share("fargate", CapacityKind::fargate, 0, 1)};
  Workload workload = workload_of({service("web", "1", "4", 2), service("agent", "0.25", "0.5", 1)});
  workload.services[1].is_daemon = true;
  const Estimate result = priced(workload, options);
  REQUIRE(result.is_complete());
  REQUIRE(result.pools.size() == 1);
  CHECK(result.pools[0].daemons.size() == 1);
  REQUIRE(result.fargate.size() == 1);
  CHECK(result.fargate[0].task.size == FargateSize{2048, 5120});  // 1.25 vCPU and 4.5 GiB, rounded up
}

TEST_CASE("services without a strategy run on hosts; a workload without any is incomplete") {
  CHECK_FALSE(priced(workload_of({service("web", "1", "2", 2)}), plain_options()).is_complete());
  Workload workload = workload_of({service("web", "1", "2", 2), service("jobs", "1", "2", 2)});
  workload.services[0].capacity_strategy = {share("FARGATE", CapacityKind::fargate, 0, 1)};
  const Estimate result = priced(workload, plain_options());
  CHECK(result.is_complete());
  CHECK(result.pools.size() == 1);
  CHECK(result.fargate.size() == 1);
}

TEST_CASE("runs are shared out with the copies that make them") {
  Workload workload = workload_of({service("jobs", "1", "2", 1)});
  workload.services[0].demand = RunDemand{Rational(100), Rational(60), 4};
  workload.services[0].capacity_strategy = {share("FARGATE", CapacityKind::fargate, 1, 0),
                                            share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 1)};
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  const std::vector<Part> parts = plan_parts(ledger, workload, by_strategy, plain_options());
  REQUIRE(parts.size() == 2);
  CHECK(std::get<RunDemand>(parts[0].workload.services[0].demand).runs_per_day == Rational(25));
  CHECK(std::get<RunDemand>(parts[1].workload.services[0].demand).runs_per_day == Rational(75));
  CHECK(std::get<RunDemand>(parts[1].workload.services[0].demand).concurrent == 3);
}

// Half of the copies on demand, half on Spot: of 3, 1 and 4 tasks 2, 1 and 2 on demand.
TEST_CASE("a demand over time is shared out step by step") {
  Workload workload = workload_of({service("web", "1", "2", 1)});
  workload.services[0].demand = ProfileDemand{{0, 3600, {3, 1, 4}, true}, "", "UTC"};
  workload.services[0].capacity_strategy = {share("FARGATE", CapacityKind::fargate, 0, 1),
                                            share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 1)};
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  const std::vector<Part> parts = plan_parts(ledger, workload, by_strategy, plain_options());
  REQUIRE(parts.size() == 2);
  const auto counts = [&](std::size_t part) {
    return std::get<ProfileDemand>(parts[part].workload.services[0].demand).profile.counts;
  };
  CHECK(counts(0) == std::vector<std::int64_t>{2, 1, 2});
  CHECK(counts(1) == std::vector<std::int64_t>{1, 0, 2});
}

// Rule S21 holds at every level: the base is filled first, also when little is wanted.
TEST_CASE("the base of a demand over time stays when it falls") {
  Workload workload = workload_of({service("web", "1", "2", 1)});
  workload.services[0].demand = ProfileDemand{{0, 3600, {10, 2, 1, 6}, true}, "", "UTC"};
  workload.services[0].capacity_strategy = {share("FARGATE", CapacityKind::fargate, 2, 0),
                                            share("FARGATE_SPOT", CapacityKind::fargate_spot, 0, 1)};
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  const std::vector<Part> parts = plan_parts(ledger, workload, by_strategy, plain_options());
  REQUIRE(parts.size() == 2);
  const auto counts = [&](std::size_t part) {
    return std::get<ProfileDemand>(parts[part].workload.services[0].demand).profile.counts;
  };
  CHECK(counts(0) == std::vector<std::int64_t>{2, 2, 1, 2});
  CHECK(counts(1) == std::vector<std::int64_t>{8, 0, 0, 4});
}

}  // namespace strategy_test

#include <doctest/doctest.h>

#include <set>

#include "container_tco/error.hpp"
#include "workloads.hpp"

using namespace container_tco;
using namespace container_tco::test;

namespace {

SpotObservation observed(const char* type, const char* average, const char* minimum, const char* maximum) {
  SpotObservation seen{std::string("ec2/linux/spot/") + type, "us-east-1", PricingUnit::parse("Hours")};
  seen.average = usd(average);
  seen.minimum = usd(minimum);
  seen.maximum = usd(maximum);
  seen.interruption_band = "<5%";
  seen.provenance = {"test", "2026-05-12", "single_source", ""};
  return seen;
}

// Three types of 2 vCPU and 8 GiB.
PriceBook spot_book() {
  return PriceBook::bundled().with_spot({observed("m5.large", "0.04", "0.03", "0.06"),
                                         observed("m5a.large", "0.05", "0.05", "0.05"),
                                         observed("m6i.large", "0.06", "0.02", "0.09")});
}

EstimateOptions spot_options() {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large", "m5a.large", "m6i.large"};
  options.hosts.setup.root_disk_gib = 10;
  return options;
}

Workload six_hosts() { return workload_of({service("web", "1", "6", 6)}); }

Estimate priced(const Workload& workload, const EstimateOptions& options, const char* deployment = "ecs-ec2-spot") {
  return estimate(workload, Deployment::parse(deployment), spot_book(), options);
}

}  // namespace

// Two hosts of each type for 730 h: 58.4 + 73 + 87.6 = 219; disks 6 × 10 GiB × 0.08 = 4.8. At the lowest prices
// 1460 × (0.03 + 0.05 + 0.02) = 146, at the highest 1460 × (0.06 + 0.05 + 0.09) = 292.
TEST_CASE("Spot hosts stand on several types, and the estimate says how far their prices reach") {
  const Estimate result = priced(six_hosts(), spot_options());
  REQUIRE(result.is_complete());
  std::set<std::string> types;
  for (const HostPool& pool : result.pools) {
    CHECK(pool.hosts == 2);
    types.insert(pool.instance_type);
  }
  CHECK(types.size() == 3);
  CHECK(result.total() == usd("223.8"));
  REQUIRE(result.spot.has_value());
  CHECK(result.spot->low_total == usd("150.8"));
  CHECK(result.spot->high_total == usd("296.8"));
  REQUIRE(result.spot->sources.size() == 3);
  CHECK(result.spot->sources[0].interruption_band == "<5%");
  CHECK(result.spot->sources[0].observed_on == "2026-05-12");
}

// In a mixed fleet the cheapest plan is six m5.large at 0.04, all of one type: no type may have more than a third.
TEST_CASE("mixed provisioning keeps Spot hosts on several types, too") {
  EstimateOptions options = spot_options();
  options.hosts.provisioning = Provisioning::mixed;
  const Estimate result = priced(six_hosts(), options);
  REQUIRE(result.is_complete());
  std::set<std::string> types;
  for (const HostPool& pool : result.pools) types.insert(pool.instance_type);
  CHECK(types.size() == 3);
  CHECK(result.total() == usd("223.8"));
  options.spot.min_types = 1;
  CHECK(priced(six_hosts(), options).total() == usd("180"));  // 6 × 730 × 0.04 + 4.8
}

TEST_CASE("one type is enough when the user says so") {
  EstimateOptions options = spot_options();
  options.spot.min_types = 1;
  const Estimate result = priced(six_hosts(), options);
  REQUIRE(result.pools.size() == 1);
  CHECK(result.pools[0].instance_type == "m5.large");
  CHECK(cost_of(result, "compute/pool/linux/x86_64") == usd("175.2"));  // 6 × 730 × 0.04
}

TEST_CASE("fewer types than wanted are used all, with a warning") {
  EstimateOptions options = spot_options();
  options.hosts.candidates.instance_types = {"m5.large", "m5a.large"};
  const Estimate result = priced(six_hosts(), options);
  REQUIRE(result.is_complete());
  CHECK(result.pools.size() == 3);
  CHECK_FALSE(result.warnings.empty());
}

// 50 % of 5 copies are 3 on demand (m5a.large at 0.086 is the cheapest), 2 on Spot, each on a type of its own.
TEST_CASE("an on-demand base is a part of its own") {
  EstimateOptions options = spot_options();
  options.spot.on_demand_base_percent = 50;
  const Estimate result = priced(workload_of({service("web", "1", "6", 5)}), options);
  REQUIRE(result.is_complete());
  REQUIRE(result.parts.size() == 2);
  CHECK(result.parts[0].name == "on-demand base");
  CHECK(result.parts[0].tasks == 3);
  CHECK(result.parts[1].tasks == 2);
  CHECK(cost_of(result, "compute/pool/linux/x86_64/on-demand base") == usd("188.34"));  // 3 × 730 × 0.086
  CHECK(result.pools.size() == 3);
}

TEST_CASE("without a single observation the deployment is incomplete, not free") {
  EstimateOptions options = spot_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  const PriceBook book = PriceBook::bundled();
  options.region = "cn-north-1";
  const Estimate result = estimate(six_hosts(), Deployment::parse("ecs-ec2-spot"), book, options);
  CHECK(result.is_feasible());
  CHECK_FALSE(result.is_complete());
}

// Rule F22, us-east-1 on 2026-09-28: 730 × (0.01288871 + 2 × 0.00141527) = 11.4750525 for 1 vCPU and 2 GB, and on ARM
// 730 × (0.01030969 + 2 × 0.00113349) = 9.1809691.
TEST_CASE("Fargate Spot costs what its feed said, on x86 and on ARM") {
  Workload workload = workload_of({service("web", "1", "2", 1)});
  CHECK(priced(workload, plain_options(), "ecs-fargate-spot").total() == usd("11.4750525"));
  workload.services[0].task.architecture = Architecture::arm64;
  const Estimate arm = priced(workload, plain_options(), "ecs-fargate-spot");
  CHECK(arm.total() == usd("9.1809691"));
  CHECK(arm.warnings.size() == 1);  // One copy only (rule F21).
}

TEST_CASE("Windows tasks are not on Fargate Spot") {
  Workload workload = workload_of({service("web", "1", "2", 2)});
  workload.services[0].task.operating_system = OperatingSystem::windows_os;
  const Estimate result = priced(workload, plain_options(), "ecs-fargate-spot");
  REQUIRE_FALSE(result.is_feasible());
  CHECK(result.feasibility.findings.front().rule == "F20");
}

TEST_CASE("commitments do not cover Spot") {
  EstimateOptions options = spot_options();
  Contract contract;
  Commitment plan;
  plan.kind = CommitmentKind::compute_savings_plan;
  plan.name = "plan";
  plan.commitment_per_hour = Rational(1);
  plan.rates = {{"ec2/linux/on_demand/m5.large", Rational::parse("0.05")}};
  contract.commitments = {plan};
  options.contract = contract;
  const Estimate result = priced(six_hosts(), options);
  CHECK(cost_of(result, "commitment/1/unused") == usd("730"));
}

TEST_CASE("bounds of the Spot options are checked") {
  EstimateOptions options = spot_options();
  options.spot.min_types = 0;
  CHECK_THROWS_AS(priced(six_hosts(), options), InvalidInputError);
  options = spot_options();
  options.spot.on_demand_base_percent = 101;
  CHECK_THROWS_AS(priced(six_hosts(), options), InvalidInputError);
}

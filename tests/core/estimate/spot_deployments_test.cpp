#include <doctest/doctest.h>

#include <set>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace spot_deployments_test {

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
  options.resilience.host_replacements_per_month = Rational(0);
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

// As above, and rule M2: the fee of 12 % of the on-demand price in full, 0.01152 for m5.large and m6i.large, 0.01032
// for m5a.large: 2 × 730 × 0.03336 = 48.7056. Data volumes: 6 × 80 GiB × 0.08 = 38.4.
TEST_CASE("Managed Instances on Spot cost what Spot costs, and the fee of hosts on demand") {
  const Estimate result = priced(six_hosts(), spot_options(), "ecs-managed-instances-spot");
  REQUIRE(result.is_complete());
  CHECK(result.pools.size() == 3);
  CHECK(result.total() == usd("306.1056"));  // 219 + 48.7056 + 38.4
  REQUIRE(result.spot.has_value());
  CHECK(result.spot->low_total == usd("233.1056"));   // 146 + 48.7056 + 38.4
  CHECK(result.spot->high_total == usd("379.1056"));  // 292 + 48.7056 + 38.4
  CHECK(result.spot->sources.size() == 3);
  CHECK_FALSE(has_assumption(result, "own_node_pool/spot"));
}

// Rule M5: the fees have five digits and are the same here; the cluster costs 73.
TEST_CASE("EKS Auto Mode takes Spot with a NodePool of one's own") {
  const Estimate result = priced(six_hosts(), spot_options(), "eks-auto-mode-spot");
  REQUIRE(result.is_complete());
  CHECK(result.total() == usd("379.1056"));  // 219 + 48.7056 + 38.4 + 73
  CHECK(has_assumption(result, "own_node_pool/spot"));
}

// 50 % of 5 copies are 3 on demand, at 0.086 + 0.01032; the fee has the names of both parts.
TEST_CASE("Managed Instances on Spot stand beside an on-demand base of theirs") {
  EstimateOptions options = spot_options();
  options.spot.on_demand_base_percent = 50;
  const Estimate result = priced(workload_of({service("web", "1", "6", 5)}), options, "ecs-managed-instances-spot");
  REQUIRE(result.is_complete());
  REQUIRE(result.parts.size() == 2);
  CHECK(result.parts[0].deployment.name() == "ecs-managed-instances");
  CHECK(result.parts[1].deployment.name() == "ecs-managed-instances-spot");
  CHECK(cost_of(result, "compute/pool/linux/x86_64/on-demand base") == usd("188.34"));  // 3 × 730 × 0.086
  CHECK(cost_of(result, "compute/pool/linux/x86_64/management_fee/on-demand base") == usd("22.6008"));  // × 0.01032
}

// Rule S21: 2 of 5 copies are the base. Two of m5a.large at 0.086 + 0.01032 on demand, then three Spot hosts of one
// each.
TEST_CASE("a capacity provider strategy buys Managed Instances as Spot where it says so") {
  EstimateOptions options = spot_options();
  options.capacity_strategy = {{"calm", CapacityKind::managed_instances, false, 2, 0, std::nullopt},
                               {"cheap", CapacityKind::managed_instances, true, 0, 1, std::nullopt}};
  const Estimate result = priced(workload_of({service("web", "1", "6", 5)}), options, "ecs-strategy");
  REQUIRE(result.is_complete());
  REQUIRE(result.parts.size() == 2);
  CHECK(result.parts[1].deployment.name() == "ecs-managed-instances-spot");
  CHECK(cost_of(result, "compute/pool/linux/x86_64/calm") == usd("125.56"));  // 2 × 730 × 0.086
  // 730 × (0.04 + 0.05 + 0.06 + 0.03336) + 2 × 730 × 0.09632 + 5 × 80 × 0.08
  CHECK(result.total() == usd("306.48"));
  REQUIRE(result.spot.has_value());
  CHECK(result.spot->sources.size() == 3);
}

TEST_CASE("a day before Managed Instances could be bought as Spot is refused with the day") {
  EstimateOptions options = spot_options();
  options.as_of = "2025-12-17";
  const Estimate result = priced(six_hosts(), options, "ecs-managed-instances-spot");
  REQUIRE_FALSE(result.is_feasible());
  CHECK(result.feasibility.findings.front().reason.find("2025-12-18") != std::string::npos);
  CHECK(priced(six_hosts(), options, "ecs-managed-instances").is_feasible());
  options.as_of = "2025-12-18";
  CHECK(priced(six_hosts(), options, "ecs-managed-instances-spot").is_complete());
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

}  // namespace spot_deployments_test

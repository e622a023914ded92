#include "container_tco/estimate/waste.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace waste_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions only(const std::vector<std::string>& types) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = types;
  return options;
}

Waste waste_on(const char* deployment, const Workload& workload, const EstimateOptions& options = plain_options(),
               const PriceBook& book = PriceBook::bundled()) {
  return waste_of(estimate(workload, Deployment::parse(deployment), book, options));
}

const UseShare& share_of(const std::vector<UseShare>& shares, const std::string& name) {
  for (const UseShare& share : shares) {
    if (share.name == name) return share;
  }
  FAIL("no share " << name);
  return shares.front();
}

Rational number(const char* text) { return Rational::parse_fraction(text); }

PriceBook with_hourly_price(const std::string& type, const char* price) {
  PriceRow row = PriceBook::bundled().price("ec2/linux/on_demand/" + type, "us-east-1");
  row.tiers = {{Rational(0), std::nullopt, usd(price)}};
  return PriceBook::bundled().with_prices({row});
}

}  // namespace

// Ten tasks of 0.5 vCPU and 1 GiB on m5.large (2 vCPU, 8 GiB): 4 + 4 + 2. In all 6 vCPU and 24 GiB, of which 5 and 10
// are used. Weights 9 : 1 give 6 × 9 + 24 = 78 parts; tasks have 5 × 9 + 10 = 55 of them, 1 × 9 + 14 = 23 are stranded.
TEST_CASE("what hosts cost is shared between what tasks use and what is stranded") {
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  REQUIRE(waste.pools.size() == 1);
  const PoolWaste& pool = waste.pools[0];
  CHECK(pool.advertised == ResourceAmounts{6, 24, 0});
  CHECK(pool.cost == usd("210.24"));
  CHECK(share_of(pool.shares, "used").amount == ResourceAmounts{5, 10, 0});
  CHECK(share_of(pool.shares, "used").cost == usd("210.24") * number("55/78"));
  CHECK(share_of(pool.shares, "stranded").amount == ResourceAmounts{1, 14, 0});
  CHECK(share_of(pool.shares, "stranded").cost == usd("210.24") * number("23/78"));
  CHECK(waste.compute_cost == usd("210.24"));
}

// 54 of 78 parts are vCPU, and tasks use 5 × 730 vCPU-hours; 24 are memory, and tasks use 10 × 730 GiB-hours.
TEST_CASE("effective prices divide all that a resource costs by what tasks use of it") {
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  CHECK(*waste.per_used_vcpu_hour == usd("210.24") * number("54/78") / Rational(3650));
  CHECK(*waste.per_used_gib_hour == usd("210.24") * number("24/78") / Rational(7300));
  CHECK_FALSE(waste.per_used_gpu_hour);
}

TEST_CASE("hosts say what keeps their free room from being used") {
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  const std::vector<HostContents>& contents = waste.pools[0].contents;
  REQUIRE(contents.size() == 2);
  CHECK(contents[0].hosts == 2);
  CHECK(contents[0].copies[0].copies == 4);
  CHECK(contents[0].free == Resources{Cpu(), Bytes::from_gib(4), 0});
  CHECK(contents[0].limited_by == std::vector<std::string>{"CPU"});
  CHECK(contents[1].hosts == 1);
  CHECK(contents[1].free == Resources{Cpu::from_vcpu(1), Bytes::from_gib(6), 0});
  CHECK(contents[1].limited_by.empty());
}

TEST_CASE("room is stranded by ports, by copies that avoid each other, and by memory") {
  Service ported = service("ported", "0.5", "1", 2);
  ported.task.static_host_ports = {"80/tcp"};
  CHECK(waste_on("ecs-ec2", workload_of({ported}), only({"m5.large"})).pools[0].contents[0].limited_by ==
        std::vector<std::string>{"port 80/tcp"});
  Service alone = service("alone", "0.5", "1", 2);
  alone.task.one_per_host = true;
  CHECK(waste_on("ecs-ec2", workload_of({alone}), only({"m5.large"})).pools[0].contents[0].limited_by ==
        std::vector<std::string>{"one per host: alone"});
  CHECK(waste_on("ecs-ec2", workload_of({service("fat", "0.5", "5", 2)}), only({"m5.large"}))
            .pools[0]
            .contents[0]
            .limited_by == std::vector<std::string>{"memory"});
}

// m5.large has 3 interfaces: without trunking two awsvpc tasks fit a host, whatever is free.
TEST_CASE("room is stranded by network slots") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.setup.eni_trunking = false;
  const Waste waste = waste_on("ecs-ec2", workload_of({service("tiny", "0.25", "0.5", 4)}), options);
  REQUIRE(waste.pools[0].contents.size() == 1);
  CHECK(waste.pools[0].contents[0].hosts == 2);
  CHECK(waste.pools[0].contents[0].free_slots == 0);
  CHECK(waste.pools[0].contents[0].limited_by == std::vector<std::string>{"network slots"});
}

// The user guide's example: 1 $ an hour for 4 vCPU and 16 GB is $0.17 a vCPU-hour and $0.02 a GB-hour.
TEST_CASE("AWS's published example of split cost allocation comes out") {
  const Waste waste = waste_on("ecs-ec2", workload_of({service("all", "4", "16", 1)}), only({"m5.xlarge"}),
                               with_hourly_price("m5.xlarge", "1"));
  CHECK(waste.per_used_vcpu_hour->amount().to_decimal(2, Rounding::half_up) == "0.17");
  CHECK(waste.per_used_gib_hour->amount().to_decimal(2, Rounding::half_up) == "0.02");
  CHECK(*waste.per_used_vcpu_hour == usd("1") * number("9/52"));
}

// The user guide's example of accelerated instances: 10 $ an hour for 8 GPUs, 64 vCPU and 488 GB makes 0.504 $ a
// GPU-hour: 9 × 10 / (9 × 8 + 0.1 × 488 + 0.9 × 64).
TEST_CASE("AWS's published example for GPUs comes out") {
  Service all = service("all", "64", "488", 1);
  all.task.request.gpu_count = 8;
  const Waste waste =
      waste_on("ecs-ec2", workload_of({all}), only({"p3.16xlarge"}), with_hourly_price("p3.16xlarge", "10"));
  CHECK(waste.per_used_gpu_hour->amount().to_decimal(3, Rounding::floor) == "0.504");
  CHECK(waste.per_used_vcpu_hour->amount().to_decimal(2, Rounding::half_up) == "0.05");
}

// A node of 2 vCPU reserves 70m; aws-node takes 25m (of 2, its agents 0) and kube-proxy 100m on each.
TEST_CASE("overhead and daemons are named part by part") {
  const Waste waste = waste_on("eks-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  const PoolWaste& pool = waste.pools[0];
  const Rational hosts(pool.hosts);
  const UseShare& reserved = share_of(pool.shares, "kube-reserved CPU");
  CHECK(reserved.use == CapacityUse::overhead);
  CHECK(reserved.amount == ResourceAmounts{number("0.07") * hosts, 0, 0});
  const UseShare& proxy = share_of(pool.shares, "daemon kube-proxy");
  CHECK(proxy.use == CapacityUse::daemons);
  CHECK(proxy.amount.vcpu == number("0.1") * hosts);
}

// One task of 1 vCPU and 1 GiB needs one m5.large; two more stand by: 4 vCPU and 16 GiB, two thirds of the cost.
TEST_CASE("hosts that stand by are told from stranded room") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.min_hosts = 3;
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "1", "1", 1)}), options);
  CHECK(waste.amount_of(CapacityUse::standby) == ResourceAmounts{4, 16, 0});
  CHECK(waste.cost_of(CapacityUse::standby) == waste.compute_cost * number("2/3"));
  CHECK(waste.amount_of(CapacityUse::stranded) == ResourceAmounts{1, 7, 0});
}

// Tasks of 5 vCPU and 10 GiB in all on hosts of 2 vCPU half full: 5 hosts of 2 vCPU and 8 GiB.
TEST_CASE("with a measured fill what is not used is stranded, without a plan of hosts") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.measured_fill_fraction = number("1/2");
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), options);
  CHECK(waste.amount_of(CapacityUse::stranded) == ResourceAmounts{5, 30, 0});
  CHECK(waste.pools[0].contents.empty());
}

// 24 runs a day of half an hour, one at a time: the place is in use half of the time.
TEST_CASE("places that are held for runs are idle while none runs") {
  Workload workload = workload_of({service("job", "1", "2", 1)});
  workload.services[0].demand = RunDemand{Rational(24), Rational(1800), 1};
  const Waste waste = waste_on("ecs-ec2", workload, only({"m5.large"}));
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{number("0.5"), 1, 0});
  CHECK(waste.amount_of(CapacityUse::idle) == ResourceAmounts{number("0.5"), 1, 0});
}

// Four places, of which two are in use on average.
TEST_CASE("places that are held for the peak of a demand are idle while less is wanted") {
  Workload workload = workload_of({service("web", "1", "2", 1)});
  workload.services[0].demand = ProfileDemand{{0, 3600, {4, 0, 3, 1}, true}, "", "UTC"};
  const Waste waste = waste_on("ecs-ec2", workload, only({"m5.large"}));
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{2, 4, 0});
  CHECK(waste.amount_of(CapacityUse::idle) == ResourceAmounts{2, 4, 0});
}

// 1 vCPU and 8 GB become 8.25 GB by EKS's 256 MiB, and 2 vCPU / 9 GB are bought. A vCPU-hour costs 0.04048, a GB-hour
// 0.004445. Used: 730 × (0.04048 + 8 × 0.004445) = 55.5092. Overhead: 730 × 0.25 × 0.004445 = 0.8112125. Rounding:
// 730 × (0.04048 + 0.75 × 0.004445) = 31.9840375.
TEST_CASE("a Fargate task loses to the platform's overhead and to rounding") {
  const Waste waste = waste_on("eks-fargate", workload_of({service("api", "1", "8", 1)}));
  const FargateWaste* api = nullptr;
  for (const FargateWaste& one : waste.fargate) {
    if (one.service == "api") api = &one;
  }
  REQUIRE(api != nullptr);
  CHECK(api->requested == Resources{Cpu::from_vcpu(1), Bytes::from_gib(8), 0});
  CHECK(api->billed == Resources{Cpu::from_vcpu(2), Bytes::from_gib(9), 0});
  CHECK(api->rounding == Resources{Cpu::from_vcpu(1), Bytes::from_mib(768), 0});
  CHECK(share_of(api->shares, "used").cost == usd("55.5092"));
  CHECK(share_of(api->shares, "pod overhead").cost == usd("0.8112125"));
  CHECK(share_of(api->shares, "rounding").cost == usd("31.9840375"));
  CHECK(api->rounding_cost_per_task == usd("31.9840375"));
  CHECK(api->cost == usd("88.30445"));
}

// Of 0.75 vCPU / 1.5 GiB with its sidecar, 1 / 2 is bought: a quarter vCPU and half a GiB are rounding.
TEST_CASE("sidecars on Fargate count as daemons") {
  Service agent = service("agent", "0.25", "0.5", 1);
  agent.is_daemon = true;
  const Waste waste = waste_on("ecs-fargate", workload_of({service("todo", "0.5", "1", 2), agent}));
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{1, 2, 0});
  CHECK(waste.amount_of(CapacityUse::daemons) == ResourceAmounts{number("0.5"), 1, 0});
  CHECK(waste.amount_of(CapacityUse::rounding) == ResourceAmounts{number("0.5"), 1, 0});
}

// Runs of 30 s are billed as 60 s (rule F16: twice): half of the bill is for seconds in which nothing runs.
TEST_CASE("short runs lose to the billed minimum") {
  Workload workload = workload_of({service("job", "0.25", "0.5", 1)});
  workload.services[0].demand = RunDemand{Rational(24), Rational(30), 1};
  const Waste waste = waste_on("ecs-fargate", workload);
  CHECK(waste.cost_of(CapacityUse::billed_minimum) == waste.compute_cost * number("1/2"));
  CHECK(waste.cost_of(CapacityUse::used) == waste.compute_cost * number("1/2"));
  // 730 runs of 30 s are 730 / 120 hours, 1 / 120 of the period.
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{number("1/480"), number("1/240"), 0});
}

TEST_CASE("a commitment that is not used is a loss of its own, and spread over the effective prices") {
  Commitment plan;
  plan.name = "plan";
  plan.kind = CommitmentKind::compute_savings_plan;
  plan.commitment_per_hour = Rational(100);
  EstimateOptions options = only({"m5.large"});
  options.contract = Contract{};
  options.contract->commitments = {plan};
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "2", "8", 1)}), options);
  CHECK(waste.cost_of(CapacityUse::unused_commitment).amount() > Rational(0));
  CHECK(*waste.per_used_vcpu_hour * Rational(2 * 730) + *waste.per_used_gib_hour * Rational(8 * 730) ==
        waste.compute_cost);
}

// Two tasks of 0.5 vCPU and 1 GiB with a quarter of headroom on an m5.large: 0.25 vCPU and 0.5 GiB are kept free.
TEST_CASE("headroom is told from stranded room") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.provisioning = Provisioning::mixed;
  options.hosts.headroom_percent = 25;
  const Waste waste = waste_on("ecs-ec2", workload_of({service("web", "0.5", "1", 2)}), options);
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{1, 2, 0});
  CHECK(waste.amount_of(CapacityUse::headroom) == ResourceAmounts{number("0.25"), number("0.5"), 0});
  CHECK(waste.amount_of(CapacityUse::stranded) == ResourceAmounts{number("0.75"), number("5.5"), 0});
}

// A plan of several types is several pools; together they hold everything once.
TEST_CASE("a mixed fleet is shared out pool by pool") {
  EstimateOptions options = only({"m5.large", "c5.xlarge"});
  options.hosts.provisioning = Provisioning::mixed;
  const Workload workload = workload_of({service("web", "0.5", "1", 9), service("db", "3", "6", 1)});
  const Estimate priced = estimate(workload, Deployment::parse("ecs-ec2"), PriceBook::bundled(), options);
  const Waste waste = waste_of(priced);
  CHECK(waste.pools.size() == priced.pools.size());
  CHECK(waste.amount_of(CapacityUse::used) == ResourceAmounts{number("7.5"), 15, 0});
  Money cost = usd("0");
  for (const PoolWaste& pool : waste.pools) cost += pool.cost;
  CHECK(cost == waste.compute_cost);
}

// Tasks that are bought partly on Spot stand there once for each part, each with its own price.
TEST_CASE("parts of an estimate keep their own lines") {
  EstimateOptions options = plain_options();
  options.spot.on_demand_base_count = 2;
  const Estimate priced = estimate(workload_of({service("web", "1", "2", 5)}), Deployment::parse("ecs-fargate-spot"),
                                   PriceBook::bundled(), options);
  const Waste waste = waste_of(priced);
  REQUIRE(waste.fargate.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    Money lines = usd("0");
    for (const LineItem& line : priced.lines) {
      if (line.category == CostCategory::compute && line.id.ends_with("/" + priced.fargate[i].part)) lines += line.cost;
    }
    CHECK(waste.fargate[i].cost == lines);
    CHECK(lines.amount() > Rational(0));
  }
  CHECK(waste.fargate[0].cost + waste.fargate[1].cost == waste.compute_cost);
}

TEST_CASE("half a sum is not shared out") {
  CHECK_THROWS_AS(waste_on("ecs-ec2", workload_of({service("huge", "3", "4", 1)}), only({"m5.large"})),
                  InvalidInputError);
}

}  // namespace waste_test

#include <doctest/doctest.h>

#include <optional>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace estimate_hosts_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions only(const std::vector<std::string>& types) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = types;
  return options;
}

}  // namespace

// m5.large: 2048 CPU units, 8 GiB. Four tasks of 512 units fit; ten tasks need three hosts: 3 × 730 × 0.096 = 210.24.
// Root disks: 3 × 30 GiB × 0.08 = 7.20.
TEST_CASE("ten half-vCPU tasks need three m5.large") {
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  REQUIRE(result.pools.size() == 1);
  CHECK(result.pools[0].hosts == 3);
  CHECK(result.pools[0].plan->lower_bound.hosts == 3);
  CHECK(result.pools[0].fill_fraction() == Rational::ratio(5, 6));
  CHECK(cost_of(result, "compute/pool/linux/x86_64") == usd("210.24"));
  CHECK(result.total() == usd("217.44"));
}

TEST_CASE("the cheapest candidate is the one that is cheapest by itself") {
  const Workload workload = workload_of({service("web", "0.5", "1", 10), service("db", "2", "12", 3)});
  const std::vector<std::string> types = {"m5.large", "m5.xlarge", "m5.2xlarge", "c5.xlarge",
                                          "r5.large", "r5.xlarge", "m6i.4xlarge"};
  std::optional<Money> cheapest;
  for (const std::string& type : types) {
    const Estimate alone = on("ecs-ec2", workload, only({type}));
    if (alone.is_complete() && (!cheapest || alone.total() < *cheapest)) cheapest = alone.total();
  }
  REQUIRE(cheapest);
  const Estimate chosen = on("ecs-ec2", workload, only(types));
  CHECK(chosen.total() == *cheapest);
  REQUIRE_FALSE(chosen.pools[0].runners_up.empty());
  CHECK(chosen.pools[0].candidates_considered == 7);
}

TEST_CASE("pruning candidates by their floor never changes the answer over a whole region") {
  const Workload workload = workload_of({service("web", "0.5", "1", 37), service("search", "2", "15", 5)});
  EstimateOptions options = plain_options();
  options.hosts.candidates.families = {"m5", "c5", "r5", "m6i", "c6i", "r6i", "m7i", "c7i", "r7i", "c5a", "m5a", "r5a"};
  const Estimate chosen = on("ecs-ec2", workload, options);
  REQUIRE(chosen.is_complete());
  for (const InstanceType& type : PriceBook::bundled().instance_types()) {
    if (type.bare_metal) continue;
    for (const std::string& family : options.hosts.candidates.families) {
      if (type.family != family) continue;
      const Estimate alone = on("ecs-ec2", workload, only({type.name}));
      if (alone.is_complete()) CHECK(chosen.total() <= alone.total());
    }
  }
}

// Requests are 5 vCPU; hosts of 2 vCPU half full: 5 hosts.
TEST_CASE("a measured fill replaces the packing") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.measured_fill_fraction = Rational::ratio(1, 2);
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), options);
  CHECK(result.pools[0].hosts == 5);
  CHECK_FALSE(result.pools[0].plan.has_value());
}

TEST_CASE("images of two architectures make two pools") {
  Service arm = service("arm", "0.5", "1", 2);
  arm.task.architecture = Architecture::arm64;
  const Estimate result =
      on("ecs-ec2", workload_of({service("x86", "0.5", "1", 2), arm}), only({"m5.large", "m7g.large"}));
  REQUIRE(result.pools.size() == 2);
  CHECK(result.pools[0].instance_type == "m7g.large");
  CHECK(result.pools[1].instance_type == "m5.large");
}

TEST_CASE("hosts spread over zones, never more of them than a service has tasks") {
  EstimateOptions options = only({"m5.large"});
  options.hosts.zones = 3;
  CHECK(on("ecs-ec2", workload_of({service("web", "0.5", "1", 3)}), options).pools[0].hosts == 3);
  CHECK(on("ecs-ec2", workload_of({service("web", "0.5", "1", 1)}), options).pools[0].hosts == 1);
}

TEST_CASE("a task larger than every candidate makes the deployment impossible and says why") {
  const Estimate result = on("ecs-ec2", workload_of({service("huge", "3", "4", 1)}), only({"m5.large"}));
  CHECK_FALSE(result.is_feasible());
  REQUIRE_FALSE(result.feasibility.findings.empty());
  CHECK(result.feasibility.findings.back().reason.find("huge") != std::string::npos);
}

TEST_CASE("a region without a disk price is incomplete, with the missing key named") {
  EstimateOptions options = only({"m7i.large"});
  options.region = "mx-central-1";
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 1)}), options);
  CHECK_FALSE(result.is_complete());
  REQUIRE_FALSE(result.gaps.empty());
  CHECK(result.gaps[0].what.find("ebs/gp3/storage") != std::string::npos);
}

// Nodes of 2 vCPU leave 1930m after kube-reserved (70m); aws-node 25m and kube-proxy 100m leave 1805m, so three 500m
// pods fit a node. Ten pods and two CoreDNS pods of 100m: four nodes hold 12 pods of 500m.
TEST_CASE("EKS nodes carry daemons and add-ons") {
  const Estimate result = on("eks-ec2", workload_of({service("web", "0.5", "1", 10)}), only({"m5.large"}));
  REQUIRE(result.is_complete());
  CHECK(result.pools[0].hosts == 4);
  CHECK(result.pools[0].capacity.allocatable.cpu == Cpu::from_milli(1930));
  CHECK(cost_of(result, "control_plane/eks") == usd("73"));
}

// 17 tasks need five m5.large (5 × 72.48 = 362.40 with their disks) or two m5.2xlarge (2 × 282.72 = 565.44).
// An hour of care at 100 for each host makes that 862.40 against 765.44.
TEST_CASE("labour per host takes part in the choice of the type") {
  EstimateOptions options = only({"m5.large", "m5.2xlarge"});
  const Workload workload = workload_of({service("web", "0.5", "1", 17)});
  CHECK(on("ecs-ec2", workload, options).pools[0].instance_type == "m5.large");
  options.labour.profile = host_care();
  const Estimate result = on("ecs-ec2", workload, options);
  CHECK(result.pools[0].instance_type == "m5.2xlarge");
  CHECK(result.labour_hours == Rational(2));
}

TEST_CASE("nobody works for less than nothing") {
  const Workload workload = workload_of({service("web", "0.5", "1", 1)});
  EstimateOptions rate = plain_options();
  rate.labour.hourly_rate = usd("-1");
  CHECK_THROWS_WITH_AS(on("ecs-fargate", workload, rate), "hourly_rate: expected 0 or more, found '-1'",
                       InvalidInputError);
  EstimateOptions hours = plain_options();
  hours.labour.ec2_hours_per_month = Rational(-1);
  CHECK_THROWS_AS(on("ecs-ec2", workload, hours), InvalidInputError);
  hours = plain_options();
  hours.labour.fargate_hours_per_month = Rational(-1);
  CHECK_THROWS_AS(on("ecs-fargate", workload, hours), InvalidInputError);
}

TEST_CASE("awsvpc tasks on hosts of public subnets are warned of") {
  Workload workload = workload_of({service("web", "0.5", "1", 1)});
  CHECK(on("ecs-ec2", workload, only({"m5.large"})).warnings.empty());
  workload.surroundings.egress = Egress::public_subnets;
  CHECK(on("ecs-ec2", workload, only({"m5.large"})).warnings.size() == 1);
  workload.services[0].task.network_mode = NetworkMode::bridge;
  CHECK(on("ecs-ec2", workload, only({"m5.large"})).warnings.empty());
}

TEST_CASE("two architectures are one fleet to look after") {
  Service arm = service("arm", "0.5", "1", 2);
  arm.task.architecture = Architecture::arm64;
  EstimateOptions options = only({"m5.large", "m7g.large"});
  LabourProfile profile;
  profile.activities = {{"patching",
                         "Patches",
                         {"ecs-ec2"},
                         LabourDriver::fleet,
                         {Rational(4), Rational(4), Rational(4)},
                         "administrator",
                         {}}};
  profile.rates = {{"US", "administrator", usd("100"), {}}};
  options.labour.profile = profile;
  CHECK(on("ecs-ec2", workload_of({service("x86", "0.5", "1", 2), arm}), options).labour_hours == Rational(4));
}

TEST_CASE("options out of range are refused") {
  const Workload workload = workload_of({service("web", "0.5", "1", 1)});
  EstimateOptions options = plain_options();
  options.hosts.zones = 0;
  CHECK_THROWS_AS(on("ecs-ec2", workload, options), InvalidInputError);
  options = plain_options();
  options.hosts.measured_fill_fraction = Rational(65);
  CHECK_THROWS_WITH_AS(on("ecs-ec2", workload, options), doctest::Contains("0.65"), InvalidInputError);
  options = plain_options();
  options.hosts.target_capacity_percent = 0;
  CHECK_THROWS_AS(on("ecs-ec2", workload, options), InvalidInputError);
}

// m5.large runs 29 pods, aws-node and kube-proxy among them (rules K3, K8): with two of CoreDNS, 25 pods fit one node.
TEST_CASE("pods in the network of the host count against the pods that a node may run") {
  const auto nodes = [](std::int64_t pods) {
    return on("eks-ec2", workload_of({service("tiny", "0.01", "0.02", pods)}), only({"m5.large"})).pools.at(0).hosts;
  };
  CHECK(nodes(25) == 1);
  CHECK(nodes(26) == 2);
}

TEST_CASE("a host price in tiers is refused as input, not reported as a bug") {
  PriceRow row = *PriceBook::bundled().find_price("ec2/linux/on_demand/m5.large", "us-east-1");
  row.tiers = {{Rational(0), Rational(100), usd("0.1")}, {Rational(100), std::nullopt, usd("0.09")}};
  const PriceBook book = PriceBook::bundled().with_prices({row});
  CHECK_THROWS_WITH_AS(
      estimate(workload_of({service("web", "0.5", "1", 1)}), Deployment::parse("ecs-ec2"), book, only({"m5.large"})),
      doctest::Contains("ec2/linux/on_demand/m5.large"), InvalidInputError);
}

// 10^16 × 730 h, in millionths, is more than 63 bits hold; the type only must not be chosen.
TEST_CASE("a price beyond the ordering of candidates loses to any other") {
  PriceRow row = *PriceBook::bundled().find_price("ec2/linux/on_demand/m5.large", "us-east-1");
  row.tiers[0].price = usd("10000000000000000");
  const PriceBook book = PriceBook::bundled().with_prices({row});
  const Estimate result = estimate(workload_of({service("web", "0.5", "1", 1)}), Deployment::parse("ecs-ec2"), book,
                                   only({"m5.large", "m5.xlarge"}));
  CHECK(result.pools.at(0).instance_type == "m5.xlarge");
}

// 5 × 10,000,000 × 200 GiB are 1.07 × 10^19 bytes.
TEST_CASE("tasks whose memory exceeds 64 bits are refused at a measured fill too") {
  std::vector<Service> services;
  for (const char* name : {"a", "b", "c", "d", "e"}) services.push_back(service(name, "1", "200", 10'000'000));
  EstimateOptions options = only({"r5.24xlarge"});
  options.hosts.measured_fill_fraction = Rational::ratio(1, 2);
  CHECK_THROWS_WITH_AS(on("ecs-ec2", workload_of(services), options), doctest::Contains("4 EiB"), InvalidInputError);
}

}  // namespace estimate_hosts_test

#include <doctest/doctest.h>

#include <optional>

#include "container_tco/error.hpp"
#include "workloads.hpp"

using namespace container_tco;
using namespace container_tco::test;

namespace {

Estimate on(const char* deployment, const Workload& workload, const EstimateOptions& options) {
  return estimate(workload, Deployment::parse(deployment), PriceBook::bundled(), options);
}

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
  const std::vector<std::string> types = {"m5.large", "m5.xlarge", "m5.2xlarge", "c5.xlarge", "r5.large", "r5.xlarge", "m6i.4xlarge"};
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

// Nodes of 2 vCPU leave 1930m after kube-reserved (70m); aws-node 25m and kube-proxy 100m leave 1805m, so three 500m pods
// fit a node. Ten pods and two CoreDNS pods of 100m: four nodes hold 12 pods of 500m.
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
  LabourProfile profile;
  profile.activities = {{"host_care", "Hosts", {"ecs-ec2"}, LabourDriver::host,
                         {Rational(1), Rational(1), Rational(1)}, "administrator", {}}};
  profile.rates = {{"US", "administrator", usd("100"), {}}};
  options.labour.profile = profile;
  const Estimate result = on("ecs-ec2", workload, options);
  CHECK(result.pools[0].instance_type == "m5.2xlarge");
  CHECK(result.labour_hours == Rational(2));
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

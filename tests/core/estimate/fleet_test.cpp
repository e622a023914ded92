#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "fleets.hpp"
#include "workloads.hpp"

namespace fleet_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

// Checks a fleet by the independent checkers alone.
void require_proven(const Estimate& estimate) {
  REQUIRE(estimate.is_complete());
  REQUIRE_FALSE(estimate.fleets.empty());
  for (const HostFleet& fleet : estimate.fleets) {
    CHECK(verify_fleet_plan(fleet.plan, fleet.items, fleet.types, fleet.options).empty());
    CHECK(check_bound(fleet.plan.fast_bound, fleet.items, fleet.types, fleet.options).empty());
    CHECK(fleet.lower_bound <= fleet.cost);
  }
}

}  // namespace

// The large task takes all 16 vCPU of a m5.4xlarge, the four small ones all of a m5.large (2 vCPU, 8 GiB).
// One type: 2 m5.4xlarge, 2 × (0.768 × 730 + 30 × 0.08) = 2 × 563.04 = 1126.08.
// Mixed: 563.04 + (0.096 × 730 + 2.40) = 563.04 + 72.48 = 635.52, which no plan undercuts: something must hold the
// large task, and what is left needs a host.
TEST_CASE("one large task and many small ones cost least on two types") {
  const Workload workload = workload_of({service("large", "16", "48", 1), service("small", "0.5", "1", 4)});
  EstimateOptions options = mix_of({"m5.large", "m5.4xlarge"});
  const Estimate mixed = on("ecs-ec2", workload, options);
  require_proven(mixed);
  CHECK(hosts_text(mixed) == "1 m5.4xlarge + 1 m5.large");
  CHECK(mixed.total() == usd("635.52"));
  REQUIRE(mixed.fleets.size() == 1);
  CHECK(mixed.fleets[0].cost == usd("635.52"));
  CHECK(mixed.fleets[0].name == "linux");
  CHECK(mixed.pools[0].name == "linux/x86_64/m5.4xlarge");
  CHECK(mixed.pools[0].fleet == "linux");
  CHECK(mixed.pools[1].requested.cpu == Cpu::from_vcpu(2));
  CHECK(cost_of(mixed, "compute/pool/linux/x86_64/m5.large") == usd("70.08"));
  options.hosts.provisioning = Provisioning::single_type;
  const Estimate single = on("ecs-ec2", workload, options);
  CHECK(hosts_text(single) == "2 m5.4xlarge");
  CHECK(single.total() == usd("1126.08"));
  CHECK(single.fleets.empty());
}

// 2 vCPU each: 1 m5.large holds one x86 task, one m7g.large the ARM one, another m5.large the Windows one.
TEST_CASE("x86, ARM and Windows stand side by side, Windows in a fleet of its own") {
  Service arm = service("arm", "2", "4", 1);
  arm.task.architecture = Architecture::arm64;
  Service windows = service("windows", "2", "4", 1);
  windows.task.operating_system = OperatingSystem::windows_os;
  windows.task.network_mode = NetworkMode::bridge;
  const Estimate result =
      on("ecs-ec2", workload_of({service("x86", "2", "4", 1), arm, windows}), mix_of({"m5.large", "m7g.large"}));
  require_proven(result);
  REQUIRE(result.fleets.size() == 2);
  REQUIRE(result.pools.size() == 3);
  CHECK(result.pools[0].name == "linux/arm64/m7g.large");
  CHECK(result.pools[1].name == "linux/x86_64/m5.large");
  CHECK(result.pools[2].name == "windows/x86_64/m5.large");
}

// g4dn.xlarge has 4 vCPU, 16 GiB and a GPU: what its GPU task leaves holds the other task too.
TEST_CASE("tasks without GPUs may use what tasks with GPUs leave") {
  const Workload workload = workload_of({gpu_service("train", 1, 1), service("web", "1", "2", 1)});
  const Estimate result = on("ecs-ec2", workload, mix_of({"g4dn.xlarge", "m5.large"}));
  require_proven(result);
  CHECK(hosts_text(result) == "1 g4dn.xlarge");
}

TEST_CASE("GPUs of another maker are not for tasks that ask for GPUs") {
  const Estimate result = on("ecs-ec2", workload_of({gpu_service("train", 1, 1)}), mix_of({"g4ad.xlarge", "m5.large"}));
  CHECK_FALSE(result.is_feasible());
  const Finding& finding = result.feasibility.findings.back();
  CHECK(finding.service == "train");
  CHECK(finding.reason.find("lacks the label") != std::string::npos);
}

// inf1.xlarge has 4 vCPU, 8 GiB and one Inferentia device of four NeuronCores.
TEST_CASE("tasks that ask for Neuron devices or NeuronCores get hosts that have them") {
  Service one = service("infer", "0.5", "1", 1);
  one.task.request.gpu_count = one.task.fargate_request.gpu_count = 1;
  one.task.accelerator = Accelerator::neuron;
  const EstimateOptions options = mix_of({"g4dn.xlarge", "inf1.xlarge", "m5.large"});
  const Estimate devices = on("eks-ec2", workload_of({one}), options);
  require_proven(devices);
  CHECK(hosts_text(devices) == "1 inf1.xlarge");
  CHECK(devices.pools[0].capacity.advertised.gpu_count == 1);

  Service cores = service("cores", "0.5", "1", 4);
  cores.task.request.gpu_count = cores.task.fargate_request.gpu_count = 1;
  cores.task.accelerator = Accelerator::neuron_core;
  CHECK(hosts_text(on("eks-ec2", workload_of({cores}), options)) == "1 inf1.xlarge");
  cores.demand = ConstantDemand{5};
  CHECK(hosts_text(on("eks-ec2", workload_of({cores}), options)) == "2 inf1.xlarge");

  cores.demand = ConstantDemand{3};
  const Estimate both = on("eks-ec2", workload_of({one, cores}), options);
  require_proven(both);
  CHECK(hosts_text(both) == "1 inf1.xlarge + 1 inf1.xlarge");
}

TEST_CASE("a single type for tasks with Neuron devices has Neuron devices") {
  Service one = service("infer", "0.5", "1", 3);
  one.task.request.gpu_count = one.task.fargate_request.gpu_count = 1;
  one.task.accelerator = Accelerator::neuron;
  EstimateOptions options = mix_of({"g4dn.xlarge", "inf1.xlarge", "inf1.6xlarge"});
  options.hosts.provisioning = Provisioning::single_type;
  // By the hour 3 × 0.228 = 0.684 against 1.18 for one inf1.6xlarge with its four devices.
  CHECK(hosts_text(on("eks-ec2", workload_of({one}), options)) == "3 inf1.xlarge");
}

TEST_CASE("what fits nowhere is named with the type that came closest") {
  const Estimate result = on("ecs-ec2", workload_of({service("huge", "3", "4", 1), service("web", "1", "1", 1)}),
                             mix_of({"m5.large", "c5.large"}));
  CHECK_FALSE(result.is_feasible());
  CHECK(result.lines.empty());
  const Finding& finding = result.feasibility.findings.back();
  CHECK(finding.service == "huge");
  CHECK(finding.reason.find("large") != std::string::npos);
}

TEST_CASE("no candidate type at all is said") {
  EstimateOptions options = mix_of({});
  options.hosts.candidates.families = {"m7g"};
  options.hosts.candidates.exclude = {"m7g"};
  const Estimate result = on("ecs-ec2", workload_of({service("web", "1", "1", 1)}), options);
  CHECK_FALSE(result.is_feasible());
  CHECK(result.feasibility.findings.back().reason.find("no instance type") != std::string::npos);
}

TEST_CASE("a mix never costs more than the best single type, over a whole region") {
  for (const char* deployment : {"ecs-ec2", "eks-ec2"}) {
    for (const std::int64_t scale : {1, 7}) {
      const Workload workload =
          workload_of({service("web", "0.5", "1", 5 * scale), service("api", "1", "3", 3 * scale),
                       service("cache", "0.25", "6", 2 * scale), service("batch", "7", "9", scale)});
      EstimateOptions options = plain_options();
      options.hosts.zones = 3;
      options.hosts.provisioning = Provisioning::mixed;
      const Estimate mixed = on(deployment, workload, options);
      require_proven(mixed);
      options.hosts.provisioning = Provisioning::single_type;
      CHECK(mixed.total() <= on(deployment, workload, options).total());
    }
  }
}

TEST_CASE("the order of services does not matter") {
  Workload workload = workload_of({service("web", "0.5", "1", 9), service("api", "1", "3", 7),
                                   service("cache", "0.25", "6", 5), service("batch", "7", "9", 2)});
  EstimateOptions options = plain_options();
  options.hosts.provisioning = Provisioning::mixed;
  const Estimate forward = on("ecs-ec2", workload, options);
  std::reverse(workload.services.begin(), workload.services.end());
  const Estimate backward = on("ecs-ec2", workload, options);
  CHECK(hosts_text(forward) == hosts_text(backward));
  CHECK(forward.total() == backward.total());
}

TEST_CASE("the strong bound is proven on request and lies no lower") {
  const Workload workload = workload_of({service("web", "0.5", "1", 9), service("batch", "3", "5", 4)});
  EstimateOptions options = mix_of({"m5.large", "m5.xlarge", "c5.xlarge", "m5.2xlarge"});
  const Estimate fast = on("ecs-ec2", workload, options);
  CHECK_FALSE(fast.fleets.at(0).plan.strong_bound);
  options.hosts.strong_bound = true;
  const Estimate strong = on("ecs-ec2", workload, options);
  require_proven(strong);
  const HostFleet& fleet = strong.fleets.at(0);
  REQUIRE(fleet.plan.strong_bound);
  CHECK(check_bound(*fleet.plan.strong_bound, fleet.items, fleet.types, fleet.options).empty());
  CHECK(fleet.lower_bound >= fast.fleets[0].lower_bound);
}

TEST_CASE("a measured fill is priced on single types") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.measured_fill_fraction = Rational::ratio(1, 2);
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), options);
  CHECK(result.fleets.empty());
  CHECK(hosts_text(result) == "5 m5.large");
}

TEST_CASE("given hosts are priced as they are") {
  EstimateOptions options = mix_of({});
  options.hosts.given_hosts = {{"linux/x86_64/m5.large", OperatingSystem::linux_os, "m5.large", 3}};
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 10)}), options);
  CHECK(result.total() == usd("217.44"));
}

TEST_CASE("iterations out of range are refused") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.fleet_iterations = -1;
  CHECK_THROWS_AS(on("ecs-ec2", workload_of({service("web", "0.5", "1", 1)}), options), InvalidInputError);
}

}  // namespace fleet_test

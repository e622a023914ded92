// A pool on one type holds to what its tasks ask of hosts, as a mixed fleet does (rules S11, K8, X62).

#include <doctest/doctest.h>

#include <algorithm>

#include "fleets.hpp"

namespace single_type_hosts_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions one_type_of(const std::vector<std::string>& types) {
  EstimateOptions options = mix_of(types);
  options.hosts.provisioning = Provisioning::single_type;
  return options;
}

Service that_requires(const std::string& name, const std::string& label, std::int64_t count = 1) {
  Service result = service(name, "1", "2", count);
  result.task.required_host_labels = {label};
  return result;
}

std::string names_of(const Estimate& estimate) {
  std::string text;
  for (const HostPool& pool : estimate.pools) text += (text.empty() ? "" : "; ") + pool.name;
  return text;
}

const Finding& refusal(const Estimate& estimate) {
  REQUIRE_FALSE(estimate.is_feasible());
  return estimate.feasibility.findings.back();
}

bool says(const Finding& finding, const std::string& text) { return finding.reason.find(text) != std::string::npos; }

}  // namespace

// m5.large at 0.096 would do for 1 vCPU, but not as a type.
TEST_CASE("one type is one of those that the tasks allow") {
  const EstimateOptions options = one_type_of({"m5.large", "m5.2xlarge", "c5.4xlarge"});
  Service web = service("web", "1", "2", 1);
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "1 m5.large");
  web.task.allowed_instance_types = {"m5.2xlarge", "c5.*"};
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "1 m5.2xlarge");
}

TEST_CASE("labels that hosts bear by themselves choose the type") {
  const EstimateOptions options = one_type_of({"m5.large", "c5.xlarge", "m5.2xlarge"});
  const auto with = [&](const char* label) {
    return hosts_text(on("eks-ec2", workload_of({that_requires("web", label)}), options));
  };
  CHECK(with("karpenter.k8s.aws/instance-category=c") == "1 c5.xlarge");
  CHECK(with("karpenter.k8s.aws/instance-size=2xlarge") == "1 m5.2xlarge");
  CHECK(with("karpenter.k8s.aws/instance-family=m5") == "1 m5.large");
}

// Each label set has hosts of its own, as an Auto Scaling group has one: 2 × 1 vCPU on an m5.large each.
TEST_CASE("tasks that ask for hosts of different labels do not share them") {
  const Workload workload = workload_of(
      {that_requires("fast", "disktype=ssd", 2), that_requires("big", "disktype=hdd", 2), service("web", "1", "2", 2)});
  const Estimate result = on("ecs-ec2", workload, one_type_of({"m5.large"}));
  REQUIRE(result.is_complete());
  CHECK(names_of(result) == "linux/x86_64; linux/x86_64 {disktype=hdd}; linux/x86_64 {disktype=ssd}");
  CHECK(hosts_text(result) == "1 m5.large + 1 m5.large + 1 m5.large");
  CHECK(has_assumption(result, "host_labels/fast"));
  CHECK_FALSE(has_assumption(result, "host_labels/web"));
}

TEST_CASE("tasks that ask for the same hosts share them, in whatever order they ask") {
  Service a = that_requires("a", "disktype=ssd");
  Service b = that_requires("b", "disktype=ssd");
  a.task.required_host_labels.push_back("karpenter.k8s.aws/instance-family=m5");
  b.task.required_host_labels.insert(b.task.required_host_labels.begin(), "karpenter.k8s.aws/instance-family=m5");
  CHECK(hosts_text(on("ecs-ec2", workload_of({a, b}), one_type_of({"m5.large"}))) == "1 m5.large");
}

TEST_CASE("where no type is as required, item, requirement and closest type are named") {
  Service web = service("web", "1", "2", 1);
  web.task.allowed_instance_types = {"g5.*"};
  const Finding finding = refusal(on("ecs-ec2", workload_of({web}), one_type_of({"m5.2xlarge", "m5.large"})));
  CHECK(finding.service == "web");
  CHECK(says(finding, "closest is m5.large: lacks \"instance type g5.*\""));
}

// m5.2xlarge lacks one of the two, m5.large both.
TEST_CASE("the closest type lacks the fewest requirements") {
  Service web = that_requires("web", "karpenter.k8s.aws/instance-size=2xlarge");
  web.task.allowed_instance_types = {"c5.*"};
  const Finding finding = refusal(on("eks-ec2", workload_of({web}), one_type_of({"m5.large", "m5.2xlarge"})));
  CHECK(says(finding, "closest is m5.2xlarge: lacks \"instance type c5.*\""));
}

// c5.large has 4 GiB.
TEST_CASE("where the required type is too small, the room is named") {
  Service web = service("web", "1", "6", 1);
  web.task.allowed_instance_types = {"c5.large"};
  const Finding finding = refusal(on("ecs-ec2", workload_of({web}), one_type_of({"m5.large", "c5.large"})));
  CHECK(finding.service == "web");
  CHECK(says(finding, "on c5.large, web needs 6 GiB of memory"));
}

// g4dn.xlarge with a T4 costs 0.526, g5.xlarge with an A10G 1.006.
TEST_CASE("one type has the accelerator model that the tasks insist on") {
  Service train = gpu_service("train", 1, 1);
  const EstimateOptions options = one_type_of({"g4dn.xlarge", "g5.xlarge"});
  CHECK(hosts_text(on("ecs-ec2", workload_of({train}), options)) == "1 g4dn.xlarge");
  train.task.accelerator_model = "a10g";
  CHECK(hosts_text(on("ecs-ec2", workload_of({train}), options)) == "1 g5.xlarge");
}

// g4dn.12xlarge has four GPUs.
TEST_CASE("a task that takes all accelerators leaves none to others") {
  Service whole = gpu_service("whole", 1, 1);
  const Service part = gpu_service("part", 1, 1);
  const EstimateOptions options = one_type_of({"g4dn.12xlarge"});
  CHECK(hosts_text(on("ecs-ec2", workload_of({whole, part}), options)) == "1 g4dn.12xlarge");
  whole.task.all_accelerators = true;
  CHECK(hosts_text(on("ecs-ec2", workload_of({whole, part}), options)) == "2 g4dn.12xlarge");
}

// Three tasks of 0.5 vCPU: spread over three zones on three hosts, in one zone on one.
TEST_CASE("hosts stand in the zones that the tasks insist on only") {
  Service web = service("web", "0.5", "1", 3);
  EstimateOptions options = one_type_of({"m5.large"});
  options.hosts.zones = 3;
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "3 m5.large");
  web.task.allowed_zones = {"us-east-1b"};
  const Estimate pinned = on("ecs-ec2", workload_of({web}), options);
  CHECK(hosts_text(pinned) == "1 m5.large");
  CHECK(names_of(pinned) == "linux/x86_64 {zone us-east-1b}");
  web.task.allowed_zones = {"us-east-1b", "us-east-1a"};
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "2 m5.large");
}

TEST_CASE("copies that keep apart by zone get as many zones as they need on one type, too") {
  Service web = service("web", "0.5", "1", 3);
  web.task.max_copies_per_zone = 1;
  const Estimate result = on("eks-ec2", workload_of({web}), one_type_of({"m5.large"}));
  REQUIRE(result.is_complete());
  CHECK(hosts_text(result) == "3 m5.large");
  CHECK(has_assumption(result, "zones_needed/web"));
}

// No region has seven zones. That is no mistake of the input: a what-if of more copies comes here, too.
TEST_CASE("copies that need more zones than any region has are impossible everywhere, with what would help") {
  Service web = service("web", "0.5", "1", 13);
  web.task.max_copies_per_zone = 2;
  for (const char* deployment : {"ecs-ec2", "eks-ec2", "ecs-fargate", "eks-auto-mode"}) {
    const Estimate result = on(deployment, workload_of({web}), one_type_of({"m5.large"}));
    REQUIRE_FALSE(result.is_feasible());
    CHECK(says(result.feasibility.findings.front(), "7 zones"));
  }
  web.demand = ConstantDemand{12};
  CHECK(on("ecs-ec2", workload_of({web}), one_type_of({"m5.large"})).is_complete());
}

TEST_CASE("copies that need more zones than they may be in are refused, on one type and on a mix") {
  Service web = service("web", "0.5", "1", 3);
  web.task.max_copies_per_zone = 1;
  web.task.allowed_zones = {"us-east-1a", "us-east-1b"};
  EstimateOptions options = one_type_of({"m5.large"});
  for (const Provisioning provisioning : {Provisioning::single_type, Provisioning::mixed}) {
    options.hosts.provisioning = provisioning;
    const Estimate result = on("eks-ec2", workload_of({web}), options);
    REQUIRE_FALSE(result.is_feasible());
    const auto& findings = result.feasibility.findings;
    CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
      return finding.service == "web" && says(finding, "3 zones") && says(finding, "us-east-1a or us-east-1b");
    }));
  }
}

// The daemon takes half a vCPU of hosts of the family c5 and none of others: 2 vCPU fit on m5.large as they are.
TEST_CASE("daemons run on the types that they ask for, and take no room of others") {
  Service agent = service("agent", "0.5", "0.5", 1);
  agent.is_daemon = true;
  const Service web = service("web", "2", "2", 1);
  const EstimateOptions options = one_type_of({"c5.large", "m5.large", "m5.xlarge"});
  CHECK(hosts_text(on("ecs-ec2", workload_of({web, agent}), options)) == "1 m5.xlarge");
  agent.task.required_host_labels = {"karpenter.k8s.aws/instance-family=c5"};
  const Estimate result = on("ecs-ec2", workload_of({web, agent}), options);
  CHECK(hosts_text(result) == "1 m5.large");
  CHECK(result.pools.at(0).daemons.empty());
}

TEST_CASE("a measured fill and random placement keep to the required types as well") {
  Service web = service("web", "1", "2", 2);
  web.task.allowed_instance_types = {"m5.xlarge"};
  EstimateOptions options = one_type_of({"m5.large", "m5.xlarge"});
  options.hosts.measured_fill_fraction = Rational(1);
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "1 m5.xlarge");
  options.hosts.measured_fill_fraction.reset();
  web.placement = PlacementStrategy::random;
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "1 m5.xlarge");
}

TEST_CASE("random placement beside node groups or limits is refused, as it would not look at them") {
  Service web = service("web", "1", "2", 2);
  web.placement = PlacementStrategy::random;
  EstimateOptions options = mix_of({"m5.large"});
  CHECK(on("ecs-ec2", workload_of({web}), options).is_complete());
  options.hosts.max_hosts = 9;
  const Finding finding = refusal(on("ecs-ec2", workload_of({web}), options));
  CHECK(finding.service == "web");
  CHECK(finding.rule == "S15");
  CHECK(on("eks-ec2", workload_of({web}), options).is_complete());
}

// On Spot each of three types takes a share; tasks of other labels do not take these types away from each other.
TEST_CASE("Spot hosts of one label stand on as many types as those of another") {
  EstimateOptions options = one_type_of({"m5.large", "m5a.large", "m6i.large"});
  const Workload workload =
      workload_of({that_requires("fast", "disktype=ssd", 6), that_requires("big", "disktype=hdd", 6)});
  const Estimate result = on("ecs-ec2-spot", workload, options);
  REQUIRE(result.is_complete());
  CHECK(result.pools.size() == 6);
  CHECK(result.warnings.empty());
}

}  // namespace single_type_hosts_test

// Node groups, kept hosts, limits and what tasks ask of hosts, in mixed fleets.

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_labels.hpp"
#include "container_tco/estimate/hosts_document.hpp"
#include "fleets.hpp"
#include "workloads.hpp"

namespace fleet_limits_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

std::string reasons(const Estimate& estimate) {
  std::string text;
  for (const Finding& finding : estimate.feasibility.findings) text += finding.service + ": " + finding.reason + "\n";
  return text;
}

}  // namespace

TEST_CASE("node groups keep tasks apart by labels and taints") {
  Service gpu = service("train", "1", "2", 1);
  gpu.task.required_host_labels = {"pool=batch"};
  gpu.task.tolerated_taints = {"dedicated=batch:NoSchedule"};
  EstimateOptions options = mix_of({"m5.large"});
  NodeGroup plain{"plain", OperatingSystem::linux_os, {}, {"pool=web"}, {}, 0, std::nullopt};
  NodeGroup batch{"batch", OperatingSystem::linux_os, {}, {"pool=batch"}, {"dedicated=batch:NoSchedule"}, 0, {}};
  options.hosts.groups = {plain, batch};
  const Estimate result = on("eks-ec2", workload_of({service("web", "1", "2", 1), gpu}), options);
  REQUIRE(result.is_complete());
  REQUIRE(result.pools.size() == 2);
  CHECK(result.pools[0].name == "linux/x86_64/batch/m5.large");
  CHECK(result.pools[1].name == "linux/x86_64/plain/m5.large");
}

// Of the other architecture the host would lack two things; the label is the obstacle.
TEST_CASE("the closest type is the one that lacks the fewest labels") {
  Service web = service("web", "1", "2", 1);
  web.task.architecture = Architecture::arm64;
  Service picky = service("picky", "1", "2", 1);
  picky.task.required_host_labels = {"role=db"};
  EstimateOptions options = mix_of({"m5.large", "m7g.large"});
  options.hosts.groups = {{"plain", OperatingSystem::linux_os, {}, {}, {}, 0, std::nullopt}};
  const std::string reason = reasons(on("eks-ec2", workload_of({web, picky}), options));
  CHECK(reason.find("closest is \"plain/m5.large\": lacks the label \"role=db\"") != std::string::npos);
}

TEST_CASE("zones of another region have no hosts in this one") {
  Service web = service("web", "1", "2", 1);
  web.task.allowed_zones = {"eu-west-1a", "eu-west-1b"};
  EstimateOptions options = mix_of({"m5.large"});
  for (const Provisioning provisioning : {Provisioning::mixed, Provisioning::single_type}) {
    options.hosts.provisioning = provisioning;
    const Estimate result = on("eks-ec2", workload_of({web}), options);
    CHECK_FALSE(result.is_feasible());
    CHECK(reasons(result).find("no zone of us-east-1") != std::string::npos);
  }
  web.task.allowed_zones = {"eu-west-1a", "us-east-1a"};
  CHECK(on("eks-ec2", workload_of({web}), options).is_feasible());
}

TEST_CASE("a label that no group has is said with the task and the closest type") {
  Service picky = service("picky", "1", "2", 1);
  picky.task.required_host_labels = {"disktype=ssd"};
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.groups = {{"plain", OperatingSystem::linux_os, {}, {}, {}, 0, std::nullopt}};
  const Estimate result = on("eks-ec2", workload_of({picky}), options);
  CHECK_FALSE(result.is_feasible());
  CHECK(
      reasons(result).find("picky: Fleet linux: no host type takes it; closest is \"plain/m5.large\": lacks the label "
                           "\"disktype=ssd\"") != std::string::npos);
}

TEST_CASE("a taint that a task does not tolerate is said") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.groups = {{"only", OperatingSystem::linux_os, {}, {}, {"dedicated=x:NoSchedule"}, 0, std::nullopt}};
  const Estimate result = on("eks-ec2", workload_of({service("web", "1", "2", 1)}), options);
  CHECK_FALSE(result.is_feasible());
  CHECK(reasons(result).find("has the taint \"dedicated=x:NoSchedule\"") != std::string::npos);
}

// Without groups hosts are labelled as tasks ask; two values of one label need two hosts.
TEST_CASE("without groups hosts are labelled as tasks ask") {
  Service a = service("a", "0.25", "1", 1);
  a.task.required_host_labels = {"team=red"};
  Service b = service("b", "0.25", "1", 1);
  b.task.required_host_labels = {"team=blue|green"};
  const Estimate result = on("ecs-ec2", workload_of({a, b}), mix_of({"m5.large"}));
  REQUIRE(result.is_complete());
  REQUIRE(result.pools.size() == 2);
  CHECK(result.pools[0].name == "linux/x86_64/m5.large {team=blue}");
  CHECK(result.pools[1].name == "linux/x86_64/m5.large {team=red}");
}

TEST_CASE("labels that hosts have of themselves choose the type") {
  Service task = service("task", "0.25", "1", 1);
  task.task.required_host_labels = {"karpenter.k8s.aws/instance-family=r5|c5"};
  CHECK(hosts_text(on("eks-ec2", workload_of({task}), mix_of({"m5.large", "r5.large"}))) == "1 r5.large");
  task.task.required_host_labels = {};
  task.task.allowed_instance_types = {"r5.*"};
  CHECK(hosts_text(on("eks-ec2", workload_of({task}), mix_of({"m5.large", "r5.large"}))) == "1 r5.large");
}

// An image for both architectures goes where a host costs less: m7g.large 0.0816, m5.large 0.096 an hour.
TEST_CASE("an image for both architectures runs on the cheaper one") {
  Service both = service("both", "0.5", "1", 4);
  const std::vector<std::string> types = {"m5.large", "m7g.large"};
  CHECK(hosts_text(on("ecs-ec2", workload_of({both}), mix_of(types))) == "1 m5.large");
  both.task.also_built_for = {Architecture::arm64};
  CHECK(hosts_text(on("ecs-ec2", workload_of({both}), mix_of(types))) == "1 m7g.large");
}

TEST_CASE("a GPU model is taken at its word") {
  Service train = service("train", "2", "8", 1);
  train.task.request.gpu_count = 1;
  train.task.fargate_request = train.task.request;
  train.task.accelerator_model = "a10g|l4";
  CHECK(hosts_text(on("ecs-ec2", workload_of({train}), mix_of({"g4dn.xlarge", "g5.xlarge"}))) == "1 g5.xlarge");
}

TEST_CASE("tasks that spread over hosts stand alone on them on ECS") {
  Service web = service("web", "0.25", "0.5", 4);
  web.placement = PlacementStrategy::spread_hosts;
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), mix_of({"m5.large"}))) == "4 m5.large");
  web.placement = PlacementStrategy::binpack;
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), mix_of({"m5.large"}))) == "1 m5.large");
}

// Six copies, at most two on a host: three hosts.
TEST_CASE("a limit of copies per host holds with mixed and with single types") {
  Service web = service("web", "0.25", "0.5", 6);
  web.task.max_copies_per_host = 2;
  EstimateOptions options = mix_of({"m5.large"});
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "3 m5.large");
  options.hosts.provisioning = Provisioning::single_type;
  CHECK(hosts_text(on("ecs-ec2", workload_of({web}), options)) == "3 m5.large");
}

// Two vCPU each: m5.large (2 vCPU) holds one, m5.2xlarge (8 vCPU) four.
TEST_CASE("copies that keep apart by zone get a zone each, and as many zones as they ask for") {
  Service web = service("web", "2", "4", 3);
  EstimateOptions options = mix_of({"m5.large", "m5.2xlarge"});
  options.hosts.zones = 2;
  const auto zones_of = [&] { return on("eks-ec2", workload_of({web}), options).fleets.at(0).options.zones; };
  CHECK(zones_of() == 2);
  web.task.least_zones = 5;  // but three copies
  CHECK(zones_of() == 3);
  web.task.least_zones = std::nullopt;
  web.task.max_copies_per_zone = 1;
  const Estimate apart = on("eks-ec2", workload_of({web}), options);
  REQUIRE(apart.fleets.size() == 1);
  CHECK(apart.fleets[0].options.zones == 3);
  for (const FleetHosts& hosts : apart.fleets[0].plan.hosts) CHECK(hosts.count == 1);
  CHECK(apart.fleets[0].plan.host_count == 3);
}

TEST_CASE("tasks stay in the zones that they insist on") {
  Service web = service("web", "0.5", "1", 4);
  web.task.allowed_zones = {"us-east-1c"};
  Service api = service("api", "0.5", "1", 2);
  api.task.allowed_zones = {"us-east-1a", "us-east-1c"};
  const Estimate result = on("ecs-ec2", workload_of({web, api}), mix_of({"m5.large"}));
  REQUIRE(result.is_complete());
  const HostFleet& fleet = result.fleets.at(0);
  CHECK(fleet.options.zones == 2);
  CHECK(verify_fleet_plan(fleet.plan, fleet.items, fleet.types, fleet.options).empty());
}

// Four tasks of 0.5 vCPU fill a m5.large. Two hosts of it stand there already, one in each zone: of ten tasks they
// take eight, and a third host is new. All three are paid for: 3 × (0.096 × 730 + 2.40) = 217.44.
TEST_CASE("hosts that are kept are filled first and paid for") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.zones = 2;
  options.hosts.kept_hosts = {{"m5.large", "", OperatingSystem::linux_os, {1, 1}}};
  const Estimate result = on("ecs-ec2", workload_of({service("web", "0.5", "1", 9)}), options);
  REQUIRE(result.is_complete());
  CHECK(hosts_text(result) == "3 m5.large");
  CHECK(result.fleets.at(0).cost == usd("217.44"));
  CHECK(result.fleets[0].plan.total_weight == 72'480'000);
  CHECK(result.fleets[0].lower_bound <= result.fleets[0].cost);
}

// The kept c5.4xlarge holds all; it costs more than a new m5.large, but it is there.
TEST_CASE("a kept host of a type outside of the candidates stays") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.kept_hosts = {{"c5.4xlarge", "", OperatingSystem::linux_os, {1}}};
  CHECK(hosts_text(on("ecs-ec2", workload_of({service("web", "0.5", "1", 9)}), options)) == "1 c5.4xlarge");
}

// Eight tasks of half a host fill two m5.large; a third stands by so that either may be lost.
TEST_CASE("N+1 adds a host that takes the tasks of any other") {
  EstimateOptions options = mix_of({"m5.large"});
  const Workload workload = workload_of({service("web", "0.5", "1", 8)});
  CHECK(hosts_text(on("ecs-ec2", workload, options)) == "2 m5.large");
  options.hosts.survive_host_loss = true;
  const Estimate result = on("ecs-ec2", workload, options);
  CHECK(hosts_text(result) == "3 m5.large");
  CHECK(result.pools.at(0).plan->standby_hosts == 1);
}

// A quarter on top of 4 × 0.5 vCPU is 2.5 vCPU: more than one m5.large has.
TEST_CASE("headroom is kept free") {
  EstimateOptions options = mix_of({"m5.large"});
  const Workload workload = workload_of({service("web", "0.5", "1", 4)});
  CHECK(hosts_text(on("ecs-ec2", workload, options)) == "1 m5.large");
  options.hosts.headroom_percent = 25;
  CHECK(hosts_text(on("ecs-ec2", workload, options)) == "2 m5.large");
}

TEST_CASE("sizes of hosts, numbers of types and of hosts are limited") {
  EstimateOptions options = plain_options();
  options.hosts.provisioning = Provisioning::mixed;
  options.hosts.candidates.min_vcpu = 4;
  options.hosts.candidates.max_vcpu = 8;
  options.hosts.candidates.max_memory = Bytes::from_gib(Rational(32));
  options.hosts.max_types = 1;
  const Workload workload = workload_of({service("web", "0.5", "1", 21), service("big", "3", "13", 3)});
  const Estimate result = on("ecs-ec2", workload, options);
  REQUIRE(result.is_complete());
  CHECK(result.pools.size() == 1);
  for (const HostPool& pool : result.pools) {
    CHECK(pool.capacity.advertised.cpu >= Cpu::from_vcpu(4));
    CHECK(pool.capacity.advertised.cpu <= Cpu::from_vcpu(8));
  }
  options.hosts.max_hosts = 1;
  const Estimate too_few = on("ecs-ec2", workload, options);
  CHECK_FALSE(too_few.is_feasible());
  CHECK(reasons(too_few).find("max_hosts 1") != std::string::npos);
}

TEST_CASE("each type keeps the reserve of its target capacity") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.target_capacity_percent = 90;
  CHECK(hosts_text(on("ecs-ec2", workload_of({service("web", "2", "1", 9)}), options)) == "10 m5.large");
}

// Rules S18 to S20 are about capacity providers of Auto Scaling groups: a host holds one of these tasks, so nine run on
// nine, and ceil(9 / 0.9) = 10 under a target capacity.
TEST_CASE("a target capacity adds hosts to ECS on EC2 and to nothing else, which says so") {
  EstimateOptions options = mix_of({"m5.large"});
  options.as_of = "2026-11-25";
  options.hosts.target_capacity_percent = 90;
  const Workload workload = workload_of({service("web", "1.5", "1", 9)});
  for (const Provisioning provisioning : {Provisioning::mixed, Provisioning::single_type}) {
    options.hosts.provisioning = provisioning;
    const Estimate ours = on("ecs-ec2", workload, options);
    CHECK(hosts_text(ours) == "10 m5.large");
    CHECK_FALSE(has_assumption(ours, "target_capacity/ecs-ec2"));
    for (const std::string name : {"eks-ec2", "eks-auto-mode", "ecs-managed-instances"}) {
      CAPTURE(name);
      const Estimate other = on(name.c_str(), workload, options);
      CHECK(hosts_text(other) == "9 m5.large");
      CHECK(has_assumption(other, "target_capacity/" + name));
    }
  }
}

TEST_CASE("of a strategy, the parts on Auto Scaling groups hold the target capacity") {
  EstimateOptions options = mix_of({"m5.large"});
  options.as_of = "2026-11-25";
  options.hosts.target_capacity_percent = 90;
  options.capacity_strategy = {{"aws", CapacityKind::managed_instances, false, 0, 1, std::nullopt},
                               {"ours", CapacityKind::auto_scaling_group, false, 0, 1, std::nullopt}};
  const Estimate result = on("ecs-strategy", workload_of({service("web", "1.5", "1", 18)}), options);
  REQUIRE(result.pools.size() == 2);
  for (const HostPool& pool : result.pools) CHECK(pool.hosts == (pool.part == "ours" ? 10 : 9));
  CHECK(has_assumption(result, "target_capacity/ecs-managed-instances"));
}

TEST_CASE("a minimum of hosts in each zone counts every zone that was asked for") {
  EstimateOptions options = mix_of({"m5.large"});
  options.hosts.zones = 3;
  const Workload workload = workload_of({service("a", "0.5", "1", 1), service("b", "0.5", "1", 1)});
  const Estimate one = on("ecs-ec2", workload, options);
  CHECK(hosts_text(one) == "1 m5.large");
  CHECK(has_assumption(one, "zones_used/linux/1"));
  options.hosts.min_hosts_per_zone = 1;
  const Estimate each = on("ecs-ec2", workload, options);
  CHECK(hosts_text(each) == "3 m5.large");
  CHECK_FALSE(has_assumption(each, "zones_used/linux/1"));
  options.hosts.min_hosts_per_zone = 0;
  options.hosts.provisioning = Provisioning::single_type;
  CHECK(has_assumption(on("ecs-ec2", workload, options), "zones_used/linux/x86_64/1"));
}

TEST_CASE("no Spot type stands for more than its share of the hosts") {
  EstimateOptions options = plain_options();
  options.hosts.provisioning = Provisioning::mixed;
  options.spot.min_types = 3;
  const Estimate result = on("ecs-ec2-spot", workload_of({service("web", "0.5", "1", 30)}), options);
  if (!result.is_complete()) return;  // No observed Spot price in the book.
  std::int64_t hosts = 0;
  for (const HostPool& pool : result.pools) hosts += pool.hosts;
  CHECK(hosts >= 3);
  for (const HostPool& pool : result.pools) CHECK(pool.hosts * 3 < hosts + 3);
}

TEST_CASE("a hosts file sets groups, kept hosts and limits") {
  const HostPlanOptions options = parse_hosts(R"({"schema_version":"1",
    "groups":[{"name":"gpu","candidates":{"families":["g5"],"max_vcpu":16,"max_memory_gib":"64"},
               "labels":{"pool":"gpu"},"taints":["nvidia.com/gpu:NoSchedule"],"min_hosts":1,"max_hosts":4}],
    "kept":[{"instance_type":"g5.xlarge","group":"gpu","by_zone":[1,0]}],
    "max_types":2,"headroom_percent":10,"survive_host_loss":true,"max_hosts":9,"min_hosts_per_zone":1})",
                                              "hosts.json");
  REQUIRE(options.groups.size() == 1);
  CHECK(options.groups[0].labels == std::vector<std::string>{"pool=gpu"});
  CHECK(options.groups[0].candidates.max_vcpu == 16);
  CHECK(options.groups[0].max_hosts == 4);
  REQUIRE(options.kept_hosts.size() == 1);
  CHECK(options.kept_hosts[0].by_zone == std::vector<std::int64_t>{1, 0});
  CHECK(options.max_types == 2);
  CHECK(options.headroom_percent == 10);
  CHECK(options.survive_host_loss);
  CHECK(options.max_hosts == 9);
  CHECK(options.min_hosts_per_zone == 1);
}

TEST_CASE("a hosts file that contradicts itself is refused with the place") {
  const auto refused = [](const char* text, const char* where) {
    CHECK_THROWS_WITH_AS(parse_hosts(text, "hosts.json"), doctest::Contains(where), ParseError);
  };
  refused(R"({"groups":[{"name":"a","min_hosts":3,"max_hosts":2}]})", "$.groups[0].max_hosts");
  refused(R"({"groups":[{"name":"a"},{"name":"a"}]})", "$.groups[1].name");
  refused(R"({"groups":[{"name":"a b"}]})", "$.groups[0].name");
  refused(R"({"kept":[{"instance_type":"m5.large","group":"x","by_zone":[1]}]})", "$.kept[0].group");
  refused(R"({"kept":[{"instance_type":"m5.large","by_zone":[]}]})", "$.kept[0].by_zone");
  refused(R"({"candidates":{"min_vcpu":8,"max_vcpu":4}})", "$.candidates.max_vcpu");
  refused(R"({"grops":[]})", "groups");
}

// m5.large attaches 27 volumes and interfaces: without the root volume and two further interfaces 24 on EKS, without
// the trunk 25 on ECS. m7i.large has 32 volumes of its own: 31.
TEST_CASE("hosts attach no more volumes than their type allows") {
  Service database = service("database", "0.1", "0.25", 8);
  database.task.attached_volumes = 8;
  database.task.network_mode = NetworkMode::bridge;
  const Workload workload = workload_of({database});
  CHECK(hosts_text(on("eks-ec2", workload, mix_of({"m5.large"}))) == "3 m5.large");
  CHECK(hosts_text(on("ecs-ec2", workload, mix_of({"m5.large"}))) == "3 m5.large");
  database.task.attached_volumes = 26;
  CHECK_FALSE(on("eks-ec2", workload_of({database}), mix_of({"m5.large"})).is_feasible());
  CHECK(hosts_text(on("ecs-ec2", workload_of({database}), mix_of({"m7i.large"}))) == "8 m7i.large");
  EstimateOptions single = mix_of({"m5.large"});
  single.hosts.provisioning = Provisioning::single_type;
  CHECK(hosts_text(on("ecs-ec2", workload, single)) == "3 m5.large");
}

}  // namespace fleet_limits_test

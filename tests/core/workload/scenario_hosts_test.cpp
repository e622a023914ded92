// What scenario and usage files say about hosts, rollouts and capacity.

#include <doctest/doctest.h>

#include "documents.hpp"

namespace scenario_hosts_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

using Texts = std::vector<std::string>;

ReadResult read_with(const std::string& members) {
  return read_scenario({"scenario.json", R"({"schema_version": "1", "services": [{"name": "web", "vcpu": 1,
      "memory_gib": 2, "count": 10, )" + members +
                                             R"("usage": {}}]})"});
}

Service service_with(const std::string& members) { return read_with(members).workload.services.at(0); }

std::string refusal_of(const std::string& members) {
  return error_of([&] { read_with(members); });
}

Workload with_usage(const std::string& members) {
  Workload workload = read_ecs_texts({small_task("web", R"("placementConstraints": [
      {"type": "memberOf", "expression": "attribute:stack in [prod, test]"}], )")})
                          .workload;
  apply_usage(workload, {"usage.json", R"({"schema_version": "1", "services": [{"name": "web", )" + members + "}]}"});
  return workload;
}

}  // namespace

TEST_CASE("A scenario says which hosts will do") {
  const Service service = service_with(R"("architectures": ["arm64", "x86_64"], "max_copies_per_host": 3,
      "max_host_skew": 2, "max_copies_per_zone": 5, "least_zones": 3, "attached_volumes": 2, "required_host_labels": ["disktype=ssd|nvme", "gpu-node"],
      "tolerated_taints": ["dedicated=gpu:NoSchedule", "*"], "allowed_zones": ["eu-west-1a"],
      "allowed_instance_types": ["m7g.*"], "placement": "spread_hosts", )");
  const Task& task = service.task;
  CHECK(task.architecture == Architecture::arm64);
  CHECK(task.also_built_for == std::vector<Architecture>{Architecture::x86_64});
  CHECK(task.max_copies_per_host == 3);
  CHECK(task.max_host_skew == 2);
  CHECK(task.max_copies_per_zone == 5);
  CHECK(task.least_zones == 3);
  CHECK(task.attached_volumes == 2);
  CHECK(task.required_host_labels == Texts{"disktype=ssd|nvme", "gpu-node"});
  CHECK(task.tolerated_taints == Texts{"dedicated=gpu:NoSchedule", "*"});
  CHECK(task.allowed_zones == Texts{"eu-west-1a"});
  CHECK(task.allowed_instance_types == Texts{"m7g.*"});
  CHECK(service.placement == PlacementStrategy::spread_hosts);
  CHECK_NOTHROW(validate(read_with(R"("attached_volumes": 2, )").workload));
}

TEST_CASE("The stated architecture counts among several, and must be one of them") {
  const Task task = service_with(R"("architecture": "arm64", "architectures": ["x86_64", "arm64"], )").task;
  CHECK(task.architecture == Architecture::arm64);
  CHECK(task.also_built_for == std::vector<Architecture>{Architecture::x86_64});
  CHECK(contains(refusal_of(R"("architecture": "arm64", "architectures": ["x86_64"], )"),
                 "$.services[0].architectures: expected a list with arm64"));
  CHECK(contains(refusal_of(R"("architectures": [], )"), "at least one of x86_64 and arm64"));
  CHECK(contains(refusal_of(R"("architectures": ["riscv"], )"), "architectures[0]"));
}

TEST_CASE("Accelerators are what the scenario calls them") {
  const Task neuron = service_with(R"("gpu": 2, "accelerator": "neuron", "accelerator_model": "Inferentia2", )").task;
  CHECK(neuron.accelerator == Accelerator::neuron);
  CHECK(neuron.accelerator_model == "inferentia2");
  CHECK(neuron.host_demands.front() == HostDemand{"neuron", "2", "$.services[0].gpu"});
  const Task all = service_with(R"("gpu": 1, "all_accelerators": true, )").task;
  CHECK(all.all_accelerators);
  CHECK(all.host_demands.front().feature == "gpu");
  CHECK(contains(refusal_of(R"("accelerator": "nvidia", )"), "a member 'gpu' above 0"));
  CHECK(contains(refusal_of(R"("gpu": 1, "accelerator": "tpu", )"), "nvidia, neuron or neuron_core"));
}

TEST_CASE("A rollout is written as ECS or as Kubernetes writes it") {
  const Rollout ecs = service_with(R"("rollout": {"maximum_percent": 125, "minimum_healthy_percent": 90}, )").rollout;
  CHECK(ecs.extra_copies(10) == 2);    // floor(12.5) - 10
  CHECK(ecs.missing_copies(15) == 1);  // 15 - ceil(13.5)
  const Rollout kubernetes = service_with(R"("rollout": {"max_surge": "25%", "max_unavailable": 1}, )").rollout;
  CHECK(kubernetes.extra_copies(10) == 3);
  CHECK(kubernetes.missing_copies(10) == 1);
  const Rollout blue_green = service_with(R"("rollout": {"strategy": "blue_green", "bake_minutes": 30}, )").rollout;
  CHECK(blue_green.strategy == RolloutStrategy::blue_green);
  CHECK(blue_green.bake_minutes == 30);
  CHECK_FALSE(has_assumption(read_with(R"("rollout": {}, )").workload, "rollout_default"));
  CHECK(contains(refusal_of(R"("rollout": {"max_surge": 1, "maximum_percent": 150}, )"), "$.services[0].rollout"));
  CHECK(contains(refusal_of(R"("rollout": {"maximum_percent": 50}, )"), "maximum_percent"));
  CHECK(contains(refusal_of(R"("rollout": {"surge": 1}, )"), "$.services[0].rollout.surge"));
}

TEST_CASE("A capacity strategy names its providers, and is checked as ECS would") {
  const std::vector<CapacityShare> strategy = service_with(R"("capacity_strategy": [
      {"provider": "arm", "base": 2, "weight": 1, "target_capacity_percent": 90},
      {"provider": "spot", "weight": 3, "is_spot": true}], )")
                                                  .capacity_strategy;
  REQUIRE(strategy.size() == 2);
  CHECK(strategy[0] == CapacityShare{"arm", CapacityKind::auto_scaling_group, false, 2, 1, 90});
  CHECK(strategy[1].is_spot);
  const auto fargate = service_with(R"("capacity_strategy": [{"provider": "FARGATE_SPOT", "weight": 1}], )");
  CHECK(fargate.capacity_strategy.at(0).kind == CapacityKind::fargate_spot);
  CHECK(fargate.capacity_strategy.at(0).is_spot);
  CHECK(contains(refusal_of(R"("capacity_strategy": [{"provider": "FARGATE", "weight": 1}, {"provider": "arm"}], )"),
                 "$.services[0].capacity_strategy: expected providers of one kind"));
}

TEST_CASE("Labels that contradict each other are refused, those that AWS sets become facts") {
  CHECK(contains(refusal_of(R"("required_host_labels": ["disk=ssd", "disk=hdd"], )"), "required_host_labels[1]"));
  CHECK(contains(refusal_of(R"("architecture": "x86_64", "required_host_labels": ["kubernetes.io/arch=arm64"], )"),
                 "x86_64, which the task states"));
  CHECK(service_with(R"("required_host_labels": ["topology.kubernetes.io/zone=eu-west-1a"], )").task.allowed_zones ==
        Texts{"eu-west-1a"});
  CHECK(contains(refusal_of(R"("required_host_labels": ["=ssd"], )"), "required_host_labels[0]"));
}

TEST_CASE("A usage file adds what a task definition cannot say") {
  const Workload workload =
      with_usage(R"("architectures": ["x86_64", "arm64"], "required_host_labels": ["stack=test", "disk"],
      "rollout": {"maximum_percent": 150}, "max_copies_per_host": 4)");
  const Service& web = workload.services.at(0);
  CHECK(web.task.also_built_for == std::vector<Architecture>{Architecture::arm64});
  CHECK(web.task.required_host_labels == Texts{"disk", "stack=test"});
  CHECK(web.task.max_copies_per_host == 4);
  CHECK(web.rollout.extra_copies(3) == 1);
  CHECK_FALSE(has_assumption(workload, "rollout_default"));
  CHECK(has_assumption(with_usage(R"("count": 1)"), "rollout_default", ": web"));
}

TEST_CASE("A usage file must agree with what was read") {
  CHECK(contains(error_of([] { with_usage(R"("architectures": ["arm64"])"); }), "$.services[0].architectures"));
  CHECK(contains(error_of([] { with_usage(R"("required_host_labels": ["stack=dev"])"); }), "prod, test"));
  CHECK(contains(error_of([] { with_usage(R"("accelerator": "neuron")"); }), "$.services[0].accelerator"));
}

}  // namespace scenario_hosts_test

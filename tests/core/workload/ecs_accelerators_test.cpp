// GPUs, Neuron devices and EBS volumes of ECS tasks: rules S7, S14.

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_accelerators_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

ReadResult read_container(const std::string& members) {
  return read_ecs_texts(
      {R"({"family": "ml", "containerDefinitions": [{"name": "a", "memory": 64, )" + members + "}]}"});
}

Task task_of(const ReadResult& result) {
  REQUIRE(result.problems.empty());
  return result.workload.services.at(0).task;
}

std::string requirement(const std::string& type, const std::string& value) {
  return R"("resourceRequirements": [{"type": ")" + type + R"(", "value": ")" + value + "\"}]";
}

bool demands(const Task& task, const std::string& feature) {
  return std::any_of(task.host_demands.begin(), task.host_demands.end(),
                     [&](const HostDemand& demand) { return demand.feature == feature; });
}

}  // namespace

TEST_CASE("GPUs are counted, and ALL takes every GPU of a host") {
  const Task two = task_of(read_container(requirement("GPU", "2")));
  CHECK(two.request.gpu_count == 2);
  CHECK(two.fargate_request.gpu_count == 2);
  CHECK(two.accelerator == Accelerator::nvidia);
  CHECK_FALSE(two.all_accelerators);
  const Task all = task_of(read_container(requirement("GPU", "ALL")));
  CHECK(all.request.gpu_count == 1);
  CHECK(all.all_accelerators);
}

TEST_CASE("Neuron devices are asked for as a resource, or mapped from the host") {
  const Task managed = task_of(read_container(requirement("NeuronDevice", "ALL")));
  CHECK(managed.accelerator == Accelerator::neuron);
  CHECK(managed.request.gpu_count == 1);
  CHECK(managed.all_accelerators);
  CHECK(demands(managed, "neuron"));
  CHECK_FALSE(demands(managed, "gpu"));
  const Task mapped = task_of(read_container(R"("linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"},
      {"hostPath": "/dev/neuron1"}, {"hostPath": "/dev/neuron1"}, {"hostPath": "/dev/fuse"}]})"));
  CHECK(mapped.accelerator == Accelerator::neuron);
  CHECK(mapped.request.gpu_count == 2);
  CHECK_FALSE(mapped.all_accelerators);
}

TEST_CASE("Elastic Inference is no Neuron device") {
  const Task task = task_of(read_container(requirement("InferenceAccelerator", "device_1")));
  CHECK(task.request.gpu_count == 0);
  CHECK(demands(task, "inference_accelerator"));
}

TEST_CASE("A task with GPUs and Neuron devices fits no host and is a problem") {
  const std::string message = only_problem(
      read_container(requirement("GPU", "1") + R"(, "linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}]})"));
  CHECK(contains(message, "one kind of accelerator"));
}

TEST_CASE("Volumes of EBS are counted: those made at launch and those of Docker plugins") {
  const std::string volumes = R"("volumes": [{"name": "a", "configuredAtLaunch": true}, {"name": "b"},
      {"name": "c", "dockerVolumeConfiguration": {"driver": "rexray/ebs"}},
      {"name": "d", "dockerVolumeConfiguration": {"driver": "local"}},
      {"name": "e", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}], )";
  CHECK(task_of(read_ecs_texts({small_task("web", volumes)})).attached_volumes == 2);
  const auto attached = [](const std::string& volume_configurations) {
    return task_of(
               read_ecs_texts({small_task("web"), R"({"serviceName": "shop", "taskDefinition": "web", "deployments": [
        {"status": "PRIMARY", "volumeConfigurations": [)" +
                                                      volume_configurations + "]}]}"}))
        .attached_volumes;
  };
  CHECK(attached(R"({"name": "data", "managedEBSVolume": {"sizeInGiB": 10}})") == 1);
  CHECK(attached("") == 0);
}

}  // namespace ecs_accelerators_test

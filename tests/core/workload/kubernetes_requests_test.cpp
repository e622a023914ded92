// Pod requests: rule J12 for the scheduler, K9 for EKS on Fargate. Sums are worked out in comments.

#include <string>

#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_requests_test {
namespace {

std::string container(const std::string& name, const std::string& cpu, const std::string& memory,
                      const std::string& more = "") {
  return R"({"name": ")" + name + R"(", "image": "i", "resources": {"requests": {"cpu": ")" + cpu +
         R"(", "memory": ")" + memory + R"("}})" + more + "}";
}

std::string sidecar(const std::string& cpu, const std::string& memory) {
  return container("s", cpu, memory, R"(, "restartPolicy": "Always")");
}

}  // namespace

TEST_CASE("containers are added up") {
  const Task task =
      read_task("\"containers\": [" + container("a", "250m", "512Mi") + "," + container("b", "0.1", "100M") + "]");
  CHECK(task.request.cpu.milli() == 350);
  // 512 × 1,048,576 + 100,000,000 = 636,870,912
  CHECK(task.request.memory.bytes() == 636'870'912);
  CHECK(task.fargate_request == task.request);
  CHECK_FALSE(task.ephemeral_storage.has_value());
}

TEST_CASE("an init container counts only where it needs more than the running ones") {
  const Task task = read_task("\"containers\": [" + container("a", "200m", "1Gi") + "], \"initContainers\": [" +
                              container("i", "1", "256Mi") + "," + container("j", "600m", "512Mi") + "]");
  CHECK(task.request.cpu.milli() == 1000);
  CHECK(task.request.memory == Bytes::from_gib(std::int64_t{1}));
  CHECK(task.fargate_request == task.request);
}

TEST_CASE("a native sidecar runs with the containers, and beside the init containers after it") {
  const Task task = read_task("\"containers\": [" + container("a", "200m", "200Mi") + "], \"initContainers\": [" +
                              container("before", "900m", "100Mi") + "," + sidecar("100m", "300Mi") + "," +
                              container("after", "850m", "150Mi") + "]");
  // Running 200 + 100 = 300m; before 900m; after 850 + 100 = 950m. Fargate: max(900, 850, 300).
  CHECK(task.request.cpu.milli() == 950);
  CHECK(task.fargate_request.cpu.milli() == 900);
  // Running 200 + 300 = 500 Mi; before 100; after 150 + 300 = 450.
  CHECK(task.request.memory == Bytes::from_mib(500));
  CHECK(task.fargate_request.memory == Bytes::from_mib(500));
  CHECK(task.container_count == 4);
}

TEST_CASE("overhead of the pod is the scheduler's and not Fargate's") {
  const Task task = read_task(one_container(R"("overhead": {"cpu": "50m", "memory": "120Mi"})"));
  CHECK(task.request.cpu.milli() == 300);
  CHECK(task.request.memory == Bytes::from_mib(632));
  CHECK(task.fargate_request.cpu.milli() == 250);
  CHECK(task.fargate_request.memory == Bytes::from_mib(512));
}

TEST_CASE("a limit without a request is the request") {
  const Task task = read_task(
      R"("containers": [{"name": "c", "image": "i", "resources": {"limits": {"cpu": "1", "memory": "2Gi"},
          "requests": {"cpu": "200m", "memory": null}}}])");
  CHECK(task.request.cpu.milli() == 200);
  CHECK(task.request.memory == Bytes::from_mib(2048));
}

TEST_CASE("requests of the pod itself replace the sum of its containers") {
  const Task task = read_task(one_container(R"("resources": {"requests": {"cpu": "2"}, "limits": {"memory": "8Gi"}})"));
  CHECK(task.request.cpu.milli() == 2000);
  // A container asks for memory, so the pod's limit does not become its request.
  CHECK(task.request.memory == Bytes::from_mib(512));
  CHECK(task.fargate_request == task.request);
  CHECK(read_task(one_container(R"("resources": {"limits": {"cpu": "4"}})")).request.cpu.milli() == 250);
}

TEST_CASE("limits of the pod itself are requests when no container asks") {
  const Task task = read_task(
      R"("containers": [{"name": "c", "image": "i"}], "resources": {"limits": {"cpu": "2", "memory": "8Gi"}})");
  CHECK(task.request.cpu.milli() == 2000);
  CHECK(task.request.memory == Bytes::from_mib(8192));
}

TEST_CASE("disk is summed up when asked for") {
  const Task task = read_task(
      R"("containers": [{"name": "a", "image": "i", "resources": {"requests": {"ephemeral-storage": "10Gi"}}},
                        {"name": "b", "image": "i", "resources": {"limits": {"ephemeral-storage": "2Gi"}}}])");
  REQUIRE(task.ephemeral_storage.has_value());
  CHECK(*task.ephemeral_storage == Bytes::from_gib(std::int64_t{12}));
}

TEST_CASE("GPUs are counted and demanded, also when only limited") {
  const Task task =
      read_task(R"("containers": [{"name": "c", "image": "i", "resources": {"limits": {"nvidia.com/gpu": 2}}}])");
  CHECK(task.request.gpu_count == 2);
  CHECK(task.fargate_request.gpu_count == 2);
  REQUIRE(task.host_demands.size() == 1);
  CHECK(task.host_demands[0].feature == "k8s_gpu");
  CHECK(task.host_demands[0].json_path == "$.spec.template.spec.containers[0].resources.limits['nvidia.com/gpu']");
}

TEST_CASE("Neuron devices and device plugins are demands, and none when 0 are asked for") {
  const auto with = [](const std::string& device, const std::string& count) {
    return read_task(R"("containers": [{"name": "c", "image": "i", "resources": {"limits": {")" + device +
                     "\": " + count + "}}}]");
  };
  CHECK(demanded(with("aws.amazon.com/neuron", "1"), "k8s_neuron") == "aws.amazon.com/neuron");
  CHECK(demanded(with("smarter-devices/fuse", "1"), "k8s_device_not_planned") == "smarter-devices/fuse");
  CHECK(demanded(with("hugepages-2Mi", "\"100Mi\""), "k8s_hugepages") == "hugepages-2Mi");
  CHECK(with("nvidia.com/gpu", "0").host_demands.empty());
  CHECK(with("vpc.amazonaws.com/pod-eni", "1").host_demands.empty());
}

TEST_CASE("a LimitRange gives requests to containers of its namespace that ask for nothing") {
  const std::string range =
      R"({"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "r", "namespace": "NS"}, "spec": {"limits": [
          {"type": "Pod", "max": {"cpu": "64"}},
          {"type": "Container", "defaultRequest": {"cpu": "300m"}, "default": {"cpu": "1", "memory": "256Mi"}}]}})";
  const std::string pod = deployment(R"("containers": [{"name": "c", "image": "i"}])");
  const auto read = [&](const std::string& name_space) {
    std::string text = range;
    text.replace(text.find("NS"), 2, name_space);
    return read_text("[" + pod + "," + text + "]");
  };
  const ReadResult same = read("default");
  CHECK(same.workload.services.at(0).task.request.cpu.milli() == 300);
  CHECK(same.workload.services.at(0).task.request.memory == Bytes::from_mib(256));
  CHECK(find_assumption(same, "limit_range") != nullptr);
  const ReadResult other = read("elsewhere");
  CHECK(other.workload.services.at(0).task.request.cpu == Cpu());
  CHECK(find_assumption(other, "limit_range") == nullptr);
}

TEST_CASE("pods that ask for nothing, or not everywhere, are told apart") {
  const ReadResult nothing = read_text(deployment(R"("containers": [{"name": "c", "image": "i"}])"));
  REQUIRE(find_assumption(nothing, "no_requests") != nullptr);
  CHECK(find_assumption(nothing, "no_requests")->text.find("web") != std::string::npos);
  const ReadResult partial =
      read_text(deployment("\"containers\": [" + container("a", "1", "1Gi") + R"(, {"name": "b", "image": "i"}])"));
  CHECK(find_assumption(partial, "no_requests") == nullptr);
  CHECK(find_assumption(partial, "partial_requests") != nullptr);
  const ReadResult full = read_text(deployment(one_container()));
  CHECK(find_assumption(full, "partial_requests") == nullptr);
}

TEST_CASE("sums beyond any host are refused instead of overflowing") {
  std::string containers = container("c0", "1", "1Pi");
  for (int i = 1; i < 20; ++i) containers += "," + container("c", "1", "1Pi");
  const ReadResult result = read_text(deployment("\"containers\": [" + containers + "]"));
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].message.find("$.spec.template.spec") != std::string::npos);
}

}  // namespace container_tco::kubernetes_requests_test

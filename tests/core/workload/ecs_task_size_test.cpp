#include "container_tco/workload/ecs_task_size.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_task_size_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

EcsTaskSize size_of(const std::string& text, OperatingSystem operating_system = OperatingSystem::linux_os) {
  return read_ecs_task_size(Parsed(text).root(), operating_system);
}

std::string error_for(const std::string& text) {
  return error_of([&] { size_of(text); });
}

}  // namespace

TEST_CASE("Task-level values are what a task reserves (rule S4)") {
  const EcsTaskSize size = size_of(
      R"({"cpu": "1 vCPU", "memory": "2 GB", "containerDefinitions": [{"cpu": 100, "memory": 700, "memoryReservation": 300}]})");
  CHECK(size.request == Resources{Cpu::from_units(1024), Bytes::from_mib(2048), 0});
  CHECK(size.fargate_request == size.request);
  CHECK(size.has_task_cpu);
  CHECK(size.has_task_memory);
}

TEST_CASE("Without task-level values containers are summed: soft memory on EC2, hard memory on Fargate (rule S4)") {
  const EcsTaskSize size = size_of(R"({"containerDefinitions": [
      {"cpu": 100, "memory": 700, "memoryReservation": 300}, {"cpu": 28, "memory": 50}, {"memoryReservation": 10}]})");
  CHECK(size.request.cpu.units() == 128);
  CHECK(size.request.memory.mib() == 300 + 50 + 10);
  CHECK(size.fargate_request.memory.mib() == 700 + 50 + 10);
  CHECK_FALSE(size.has_task_cpu);
  CHECK_FALSE(size.has_task_memory);
}

TEST_CASE("Each dimension falls back on its own") {
  const EcsTaskSize size =
      size_of(R"({"memory": "1024", "containerDefinitions": [{"cpu": 512}, {"cpu": 256, "memory": 64}]})");
  CHECK(size.request == Resources{Cpu::from_units(768), Bytes::from_mib(1024), 0});
}

TEST_CASE("A task without any memory is an error at its container (rule S4)") {
  const std::string message = error_for(R"({"cpu": "256", "containerDefinitions": [{"memory": 1}, {"cpu": 10}]})");
  CHECK(contains(message, "input.json at $.containerDefinitions[1]"));
  CHECK(contains(message, "memoryReservation"));
  CHECK(contains(error_for(R"({"containerDefinitions": [{"memory": 0, "memoryReservation": 0}]})"), "none of them"));
}

TEST_CASE("Containers that reserve more than their task are an error (rule F6)") {
  const std::string cpu =
      error_for(R"({"cpu": "256", "memory": "512", "containerDefinitions": [{"cpu": 200}, {"cpu": 57}]})");
  CHECK(contains(cpu, "$.cpu"));
  CHECK(contains(cpu, "257"));
  const std::string memory = error_for(
      R"({"cpu": "256", "memory": "512", "containerDefinitions": [{"memoryReservation": 400}, {"memory": 113}]})");
  CHECK(contains(memory, "$.memory"));
  CHECK(contains(memory, "513"));
  CHECK_NOTHROW(size_of(
      R"({"cpu": "256", "memory": "512", "containerDefinitions": [{"cpu": 256, "memory": 600, "memoryReservation": 512}]})"));
}

TEST_CASE("A hard limit below the reservation is an error (rule S4)") {
  CHECK(contains(error_for(R"({"containerDefinitions": [{"memory": 100, "memoryReservation": 101}]})"),
                 "$.containerDefinitions[0].memory"));
}

TEST_CASE("Windows on EC2 ignores task-level values (rule S6)") {
  const EcsTaskSize size =
      size_of(R"({"cpu": "2048", "memory": "4096", "containerDefinitions": [{"cpu": 1024, "memory": 1500}]})",
              OperatingSystem::windows_os);
  CHECK(size.request == Resources{Cpu::from_units(1024), Bytes::from_mib(1500), 0});
  CHECK(size.fargate_request == Resources{Cpu::from_units(2048), Bytes::from_mib(4096), 0});
  const EcsTaskSize bare =
      size_of(R"({"cpu": "2048", "memory": "4096", "containerDefinitions": [{}]})", OperatingSystem::windows_os);
  CHECK(bare.request.memory.mib() == 4096);
  CHECK(bare.windows_fell_back);
}

TEST_CASE("GPUs of all containers are summed (rule S7)") {
  const EcsTaskSize size = size_of(R"({"containerDefinitions": [
      {"memory": 80, "resourceRequirements": [{"type": "GPU", "value": "2"}]},
      {"memory": 80, "resourceRequirements": [{"type": "InferenceAccelerator", "value": "x"}, {"type": "GPU", "value": "1"}]}]})");
  CHECK(size.request.gpu_count == 3);
  CHECK(size.fargate_request.gpu_count == 3);
}

TEST_CASE("Sizes that no host could have are errors") {
  for (const char* container :
       {R"({"memory": 1e30})", R"({"memory": -1})", R"({"memory": 512.5})", R"({"memory": 512, "cpu": -1})",
        R"({"memory": 512, "cpu": 1000000000})", R"({"memory": "${MEMORY}"})", R"("text")", "null",
        R"({"memory": 512, "resourceRequirements": [{"type": "GPU", "value": "1000000000"}]})"}) {
    CAPTURE(container);
    CHECK_THROWS_AS(size_of(std::string(R"({"containerDefinitions": [)") + container + "]}"), ParseError);
  }
  CHECK_THROWS_AS(size_of(R"({"containerDefinitions": []})"), ParseError);
  CHECK_THROWS_AS(size_of(R"({"containerDefinitions": {}})"), ParseError);
  std::string many = R"({"containerDefinitions": [{"memory": 1})";
  for (int i = 0; i < 1000; ++i) many += R"(,{"memory": 1})";
  CHECK(contains(error_for(many + "]}"), "AWS allows 10"));
}

}  // namespace ecs_task_size_test

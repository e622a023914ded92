#include <doctest/doctest.h>

#include <algorithm>

#include "synthetic.hpp"

namespace capacity_warnings_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
std::vector<std::string> warnings(const Workload& workload, const EstimateOptions& options = round_options("1", "1")) {
  return compare(workload, round_prices("0.1"), options, ecs_pair()).capacity_warnings;
}
bool has(const std::vector<std::string>& texts, const std::string& part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}
}  // namespace

TEST_CASE("hosts that the tasks fill and sizes that fit are not warned of") {
  // 8 tasks of 1 vCPU fill 4 hosts of 2 vCPU in two zones.
  EstimateOptions options = round_options("1", "1");
  options.hosts.zones = 2;
  CHECK(warnings(tasks_of_one_vcpu(8), options).empty());
}

TEST_CASE("one host, and one zone, are named") {
  CHECK(has(warnings(tasks_of_one_vcpu(2)), "is one host"));
  CHECK(has(warnings(tasks_of_one_vcpu(4)), "in one zone"));
}

// One task on a host of two: half full.
TEST_CASE("room that hosts have to spare is named") {
  CHECK(has(warnings(tasks_of_one_vcpu(1)), "Tasks request 50 % of the room on 1 host"));
}

TEST_CASE("burstable hosts are named") {
  EstimateOptions options = round_options("1", "1");
  options.hosts.candidates.instance_types = {"t3.large"};
  CHECK(has(warnings(tasks_of_one_vcpu(2), options), "t3.large may use only"));
}

TEST_CASE("a measured fill is named as unchecked") {
  EstimateOptions options = round_options("1", "1");
  options.hosts.measured_fill_fraction = Rational::parse("0.5");
  CHECK(has(warnings(tasks_of_one_vcpu(4), options), "measured fill of 50 %"));
}

TEST_CASE("tasks without a CPU reservation are named") {
  Workload workload = tasks_of_one_vcpu(2);
  workload.services[0].task.request.cpu = Cpu();
  CHECK(has(warnings(workload), "Tasks without a CPU reservation: web."));
}

// 1 vCPU and 2.5 GiB are bought as 1 vCPU and 3 GiB, a fifth more; 0.6 vCPU and 1 GiB as 1 vCPU and 2 GiB.
TEST_CASE("sizes that give a quarter more are named, smaller excess is not") {
  Workload workload = tasks_of_one_vcpu(2);
  workload.services[0].task.fargate_request = {Cpu::from_vcpu(1), Bytes::from_mib(2560), 0};
  CHECK_FALSE(has(warnings(workload), "a quarter more"));
  workload.services[0].task.fargate_request = {Cpu::from_milli(600), Bytes::from_gib(1), 0};
  CHECK(has(warnings(workload), "a quarter more than is asked for to web: 2 vCPU and 4 GiB for 1.2 vCPU and 2 GiB"));
}

TEST_CASE("daemons and runs differ in kind") {
  Workload workload = tasks_of_one_vcpu(2);
  Service agent = one_vcpu_service("agent", 1);
  agent.task.request = agent.task.fargate_request = {Cpu::from_milli(10), Bytes::from_mib(16), 0};
  agent.is_daemon = true;
  Service nightly = one_vcpu_service("nightly", 1);
  nightly.demand = RunDemand{Rational(1), Rational(600), 2};
  workload.services.push_back(agent);
  workload.services.push_back(nightly);
  const auto texts = warnings(workload);
  CHECK(has(texts, "Daemons that run once on each host: agent. On Fargate each is a sidecar"));
  CHECK(has(texts, "Runs from time to time: nightly."));
}

// Five times 10,000,000 tasks of 200 GiB ask for 10^10 GiB, more bytes than 64 bits count; each gets 32 vCPU / 244 GiB.
TEST_CASE("sizes are summed beyond 64 bits of bytes") {
  Workload workload;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    Service service = tasks_of_one_vcpu(10'000'000).services[0];
    service.name = name;
    service.task.fargate_request = {Cpu::from_milli(600), Bytes::from_gib(200), 0};
    workload.services.push_back(service);
  }
  const Comparison comparison =
      compare(workload, round_prices("0.1"), round_options("1", "1"), {Deployment::parse("ecs-fargate")});
  CHECK(has(comparison.capacity_warnings, "12,200,000,000 GiB for 30,000,000 vCPU and 10,000,000,000 GiB in all"));
}

// A task of 0.1 vCPU and 0.05 GiB gets the smallest size, 0.25 vCPU and 0.5 GiB.
TEST_CASE("sizes below one are not rounded to another size") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].task.fargate_request = {Cpu::from_milli(100), Bytes::from_mib(51), 0};
  CHECK(has(warnings(workload), "0.25 vCPU and 0.5 GiB for 0.1 vCPU and 0.05 GiB in all"));
}

}  // namespace capacity_warnings_test

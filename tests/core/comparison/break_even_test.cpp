#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "synthetic.hpp"

namespace break_even_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
Comparison compared(std::int64_t tasks, const char* host_hour, const EstimateOptions& options) {
  return compare(tasks_of_one_vcpu(tasks), round_prices(host_hour), options, ecs_pair());
}
BreakEven only(const Comparison& comparison, const std::string& input) {
  const std::vector<BreakEven> found = comparison.break_even(input);
  REQUIRE(found.size() == 1);
  return found.front();
}
}  // namespace

// 4 tasks on Fargate: 4 × 36.50 + 2 h × 50 = 246. On 2 hosts: 2 × (73 + 3) = 152 before labour.
// (246 − 152) / 50 = 1.88 h.
TEST_CASE("break-even labour solves hosts + hours × rate = Fargate exactly") {
  const Comparison comparison = compared(4, "0.1", round_options("10", "2"));
  CHECK(comparison.find("ecs-fargate")->total() == usd("246"));
  CHECK(comparison.find("ecs-ec2")->total() == usd("652"));
  const BreakEven found = only(comparison, "labour_hours");
  REQUIRE(found.crossings.size() == 1);
  CHECK(found.crossings[0].value == Rational::parse("1.88"));
  CHECK(found.crossings[0].exact);
  CHECK(found.current == Rational(10));
  CHECK(found.cheaper_at_start == Side::hosts);
  CHECK(found.cheaper_at_end() == Side::fargate);
}

TEST_CASE("at the break-even hours both sides cost the same to the last digit") {
  const Comparison comparison = compared(4, "0.1", round_options("1.88", "2"));
  CHECK(comparison.find("ecs-ec2")->total() == comparison.find("ecs-fargate")->total());
  CHECK(comparison.claims[0].verdict == ClaimVerdict::fails);
}

// Two months cost twice as much on both sides; a month's hours stay the same.
TEST_CASE("break-even labour is by the month, whatever the period") {
  EstimateOptions options = round_options("10", "2");
  options.period = BillingPeriod(Rational(1460));
  const BreakEven found = only(compared(4, "0.1", options), "labour_hours");
  CHECK(found.crossings.at(0).value == Rational::parse("1.88"));
  CHECK(found.current == Rational(10));
}

// Hosts alone cost 2 × (0.5 × 730 + 3) = 736, Fargate with labour 246.
TEST_CASE("dear hosts lose even with free labour") {
  const BreakEven found = only(compared(4, "0.5", round_options("10", "2")), "labour_hours");
  CHECK(found.crossings.empty());
  CHECK(found.cheaper_at_start == Side::fargate);
}

// 20 tasks fill 10 hosts of 0.05 × 730 + 3 = 39.50. Fargate: 20 × 36.50 + 2 × 50 = 830. Hosts with 1 h of labour:
// 50 + 39.50 n <= 830 up to n = 19. So they must be 10/19 full; 20 hosts (10/20 full) are too dear.
TEST_CASE("break-even fill is where one host more makes the hosts dearer") {
  const BreakEven found = only(compared(20, "0.05", round_options("1", "2")), "node_fill");
  REQUIRE(found.crossings.size() == 1);
  CHECK(found.crossings[0].value == Rational::ratio(10, 19));
  CHECK(found.crossings[0].before == Rational::ratio(10, 20));
  CHECK_FALSE(found.crossings[0].exact);
  CHECK(found.current == Rational(1));
  CHECK(found.cheaper_at_start == Side::fargate);
  CHECK(found.values_priced < 20);
}

// Oracle: of all fills at which a pool needs one host less, the smallest at which hosts are not dearer.
TEST_CASE("with two pools the break-even fill is what trying every step finds") {
  Workload workload = tasks_of_one_vcpu(20);
  workload.services.push_back(one_vcpu_service("arm", 7));
  workload.services[1].task.architecture = Architecture::arm64;
  EstimateOptions options = round_options("1", "2");
  options.hosts.candidates.instance_types = {"m5.large", "m6g.large"};
  const PriceBook book = round_prices("0.05");
  const Comparison comparison = compare(workload, book, options, ecs_pair());
  const Money fargate = comparison.find("ecs-fargate")->total();

  // 20 tasks of 1 vCPU fill 10 hosts of 2 vCPU, 7 fill three and a half.
  Rational smallest(1);
  for (const Rational& full : {Rational(10), Rational::ratio(7, 2)}) {
    for (std::int64_t hosts = full.ceil(); hosts < 60; ++hosts) {
      options.hosts.measured_fill_fraction = full / Rational(hosts);
      const Money total = estimate(workload, ecs_pair()[0], book, options).total();
      if (total <= fargate) smallest = min(smallest, *options.hosts.measured_fill_fraction);
    }
  }
  REQUIRE(smallest < Rational(1));
  const BreakEven found = only(comparison, "node_fill");
  REQUIRE(found.crossings.size() == 1);
  CHECK(found.crossings[0].value == smallest);
}

TEST_CASE("when full hosts are too dear no fill helps") {
  const BreakEven found = only(compared(20, "0.5", round_options("1", "2")), "node_fill");
  CHECK(found.crossings.empty());
  CHECK(found.cheaper_at_end() == Side::fargate);
}

// Hosts: 39.50 for each two tasks + 500. Fargate: 36.50 a task + 100.
// 23 tasks: 12 × 39.50 + 500 = 974 > 939.50. 24 tasks: 974 < 976.
TEST_CASE("break-even count is found to the task") {
  const BreakEven found = only(compared(4, "0.05", round_options("10", "2")), "task_count");
  REQUIRE(found.crossings.size() == 1);
  CHECK(found.crossings[0].before == Rational(23));
  CHECK(found.crossings[0].value == Rational(24));
  CHECK(found.cheaper_at_start == Side::fargate);
  CHECK(found.current == Rational(4));
  CHECK(found.searched_from == Rational(1));
  CHECK(found.searched_to == Rational(256));
  CHECK(found.values_priced <= 30);
}

// Two services of 3 and 1 tasks at half the count are ceil(1.5) + ceil(0.5) = 3 tasks: the count says what really runs.
TEST_CASE("counts are those that really run once every service is rounded up") {
  Workload workload = tasks_of_one_vcpu(3);
  workload.services.push_back(one_vcpu_service("worker", 1));
  const Comparison comparison = compare(workload, round_prices("0.05"), round_options("10", "2"), ecs_pair());
  const BreakEven found = only(comparison, "task_count");
  CHECK(found.searched_from == Rational(2));
  CHECK(found.searched_to == Rational(256));
}

TEST_CASE("without hours and without a rate there is no labour break-even") {
  EstimateOptions options = round_options("0", "0");
  options.labour.hourly_rate.reset();
  CHECK(compared(4, "0.1", options).break_even("labour_hours").empty());
}

TEST_CASE("an unknown break-even is answered with the known ones") {
  const Comparison comparison = compared(4, "0.1", round_options("10", "2"));
  CHECK_THROWS_WITH_AS(comparison.break_even("discount"), doctest::Contains("node_fill"), InvalidInputError);
}

// The large task fills a m5.4xlarge (16 vCPU), four small ones a m5.large (2 vCPU): both types are full, and as soon as
// the fill falls below 1 each takes two hosts. Full hosts cost 563.04 + 72.48 = 635.52 with their disks, twice as many
// 1271.04; Fargate, 18 vCPU and 52 GB, lies between: (18 × 0.04048 + 52 × 0.004445) × 730 = 700.64.
TEST_CASE("the fill of a mixed fleet keeps the mix and scales every type") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].task.request = {Cpu::from_vcpu(16), Bytes::from_gib(48), 0};
  workload.services.push_back(one_vcpu_service("small", 4));
  workload.services[1].task.request = {Cpu::from_milli(500), Bytes::from_gib(1), 0};
  for (Service& service : workload.services) service.task.fargate_request = service.task.request;
  EstimateOptions options;
  options.region = "us-east-1";
  options.hosts.zones = 1;
  options.hosts.setup.memory_overhead_fraction = Rational(0);
  options.hosts.candidates.instance_types = {"m5.large", "m5.4xlarge"};
  options.labour.profile = LabourProfile{};
  const Comparison comparison = compare(workload, PriceBook::bundled(), options, ecs_pair());
  REQUIRE(comparison.find("ecs-ec2")->pools.size() == 2);
  const std::vector<BreakEven> found = comparison.break_even("node_fill");
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].crossings.size() == 1);
  CHECK(found[0].current == Rational(1));
  CHECK(found[0].crossings[0].value == Rational(1));
  CHECK(found[0].crossings[0].before == Rational::ratio(1, 2));
}

}  // namespace break_even_test

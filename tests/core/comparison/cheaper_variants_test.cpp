#include "container_tco/comparison/cheaper_variants.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "synthetic.hpp"

namespace cheaper_variants_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

const Deployment on_hosts{ControlPlane::ecs, DataPlane::ec2};
const Deployment on_fargate{ControlPlane::ecs, DataPlane::fargate};

// Arm costs the same as x86, so that it does not come up where it is not asked for.
PriceBook without_cheap_arm(const PriceBook& book) {
  return book.with_prices({repriced(book, "fargate/ecs/linux/arm64/vcpu", "0.04"),
                           repriced(book, "fargate/ecs/linux/arm64/memory", "0.005")});
}

EstimateOptions hosts_of(const std::vector<std::string>& types) {
  EstimateOptions options = round_options("10", "2");
  options.hosts.setup.memory_overhead_fraction = Rational(0);
  options.hosts.candidates.instance_types = types;
  return options;
}

const CheaperVariant* find(const std::vector<CheaperVariant>& variants, const std::string& id) {
  for (const CheaperVariant& variant : variants) {
    if (variant.id == id) return &variant;
  }
  return nullptr;
}

}  // namespace

// 1 vCPU and 2.2 GB are billed as 3 GB: 730 × (0.04 + 3 × 0.005) = 40.15. A cut of 0.2 GB (205 MiB, 9.1 %) makes it
// 36.50.
TEST_CASE("a task just above a Fargate size says how much smaller it must be") {
  Workload workload = tasks_of_one_vcpu(2);
  workload.services[0].task.fargate_request.memory = Bytes::from_gib(Rational::parse("2.2"));
  const auto variants =
      cheaper_variants(workload, on_fargate, without_cheap_arm(round_prices("0.1")), round_options("10", "2"));
  REQUIRE(variants.size() == 1);
  CHECK(variants[0].id == "smaller_task/web");
  CHECK(variants[0].saving() == usd("7.3"));
  CHECK(variants[0].total_before - variants[0].total_after == usd("7.3"));
  CHECK(variants[0].plan_before == std::vector<std::string>{"web: 1 vCPU / 3 GB"});
  CHECK(variants[0].plan_after == std::vector<std::string>{"web: 1 vCPU / 2 GB"});
  CHECK(variants[0].needs == "Each task asks for 205 MiB (9.1 %) less than now");
}

// The next smaller size of 1 vCPU and 2 GB asks for half of the CPU: too much.
TEST_CASE("a task that fits its size is not cut, and none is an answer") {
  CHECK(cheaper_variants(tasks_of_one_vcpu(2), on_fargate, without_cheap_arm(round_prices("0.1")),
                         round_options("10", "2"))
            .empty());
}

TEST_CASE("how much a request may be cut is the caller's to say") {
  VariantOptions half;
  half.most_request_cut = Rational::ratio(1, 2);
  const auto variants = cheaper_variants(tasks_of_one_vcpu(2), on_fargate, without_cheap_arm(round_prices("0.1")),
                                         round_options("10", "2"), half);
  REQUIRE(variants.size() == 1);
  CHECK(variants[0].id == "smaller_task/web");
  half.most_request_cut = Rational(1);
  CHECK_THROWS_AS(
      cheaper_variants(tasks_of_one_vcpu(2), on_fargate, round_prices("0.1"), round_options("10", "2"), half),
      InvalidInputError);
}

// Tasks of 1 vCPU and 4.2 GiB: one fits an m5.large (8 GiB). Without 205 MiB (4,300.8 − 4,096, 4.8 %) two do: six tasks
// on three hosts instead of six, 3 × 76 less.
TEST_CASE("tasks just too large to share a host say how much smaller they must be") {
  Workload workload = tasks_of_one_vcpu(6);
  workload.services[0].task.request.memory = Bytes::from_gib(Rational::parse("4.2"));
  const PriceBook book = round_prices("0.1");
  VariantOptions options;
  const auto variants = cheaper_variants(workload, on_hosts, book, hosts_of({"m5.large"}), options);
  const CheaperVariant* denser = find(variants, "denser_task/web");
  REQUIRE(denser != nullptr);
  CHECK(denser->saving() == usd("228"));
  CHECK(denser->change == "web asks for less, so that 2 tasks fit on m5.large instead of 1");
  CHECK(denser->needs == "Each task asks for 205 MiB (4.8 %) less than now");
  CHECK(denser->plan_before == std::vector<std::string>{"6 × m5.large"});
  CHECK(denser->plan_after == std::vector<std::string>{"3 × m5.large"});
  options.most_request_cut = Rational::ratio(1, 25);
  CHECK(find(cheaper_variants(workload, on_hosts, book, hosts_of({"m5.large"}), options), "denser_task/web") ==
        nullptr);
}

// Two tasks of 1 vCPU fill an m5.large; a third asks for a third of the CPU, which is too much.
TEST_CASE("tasks that fill their hosts are not cut") {
  const auto variants = cheaper_variants(tasks_of_one_vcpu(6), on_hosts, round_prices("0.1"), hosts_of({"m5.large"}));
  CHECK(find(variants, "denser_task/web") == nullptr);
}

// Tasks of 1 vCPU and 5 GiB: one fits an m5.large (8 GiB), three an m5.xlarge (16 GiB). Six m5.large cost 6 × 76 = 456,
// two m5.xlarge 2 × (146 + 3) = 298. One m5.2xlarge would hold them too, at 730 × 1 + 3 = 733.
TEST_CASE("larger hosts of the same family strand less memory") {
  Workload workload = tasks_of_one_vcpu(6);
  workload.services[0].task.request.memory = Bytes::from_gib(5);
  const PriceBook book = round_prices("0.1");
  const PriceBook priced = book.with_prices(
      {repriced(book, "ec2/linux/on_demand/m5.xlarge", "0.2"), repriced(book, "ec2/linux/on_demand/m5.2xlarge", "1")});
  const auto variants = cheaper_variants(workload, on_hosts, priced, hosts_of({"m5.large"}));
  const CheaperVariant* larger = find(variants, "larger_hosts");
  REQUIRE(larger != nullptr);
  CHECK(larger->saving() == usd("158"));
  CHECK(larger->plan_before == std::vector<std::string>{"6 × m5.large"});
  CHECK(larger->plan_after == std::vector<std::string>{"2 × m5.xlarge"});
}

// One task of 1 vCPU and 2 GiB leaves three quarters of an m5.xlarge: an m5.large costs 76 instead of 149.
TEST_CASE("smaller hosts of the same family leave less empty") {
  const PriceBook book = round_prices("0.1");
  const PriceBook priced = book.with_prices({repriced(book, "ec2/linux/on_demand/m5.xlarge", "0.2")});
  const auto variants = cheaper_variants(tasks_of_one_vcpu(1), on_hosts, priced, hosts_of({"m5.xlarge"}));
  const CheaperVariant* smaller = find(variants, "smaller_hosts");
  REQUIRE(smaller != nullptr);
  CHECK(smaller->saving() == usd("73"));
}

// Two hosts at 73 + 3 on x86, at 36.50 + 3 on Arm.
TEST_CASE("Arm comes up when its hosts cost less, on hosts that may be chosen already") {
  const PriceBook book = round_prices("0.1");
  const PriceBook priced = book.with_prices({repriced(book, "ec2/linux/on_demand/m7g.large", "0.05")});
  const auto variants = cheaper_variants(tasks_of_one_vcpu(4), on_hosts, priced, hosts_of({"m5.large", "m7g.large"}));
  const CheaperVariant* arm = find(variants, "arm64");
  REQUIRE(arm != nullptr);
  CHECK(arm->saving() == usd("73"));
  CHECK(arm->plan_after == std::vector<std::string>{"2 × m7g.large"});
  CHECK(arm->needs.find("in place of those named") == std::string::npos);
}

TEST_CASE("hosts that are named without an Arm type among them give way to any Arm type") {
  const auto variants = cheaper_variants(tasks_of_one_vcpu(4), on_hosts, round_prices("10"), hosts_of({"m5.large"}));
  const CheaperVariant* arm = find(variants, "arm64");
  REQUIRE(arm != nullptr);
  CHECK(arm->needs.find("in place of those named") != std::string::npos);
}

// Two tasks in two zones need two hosts, in one zone one: 76 less.
TEST_CASE("one zone fewer needs fewer hosts, and its NAT gateway goes too") {
  EstimateOptions options = hosts_of({"m5.large"});
  options.hosts.zones = 2;
  Workload workload = tasks_of_one_vcpu(2);
  const PriceBook book = round_prices("0.1");
  const CheaperVariant* fewer = nullptr;
  const auto plain = cheaper_variants(workload, on_hosts, book, options);
  fewer = find(plain, "fewer_zones");
  REQUIRE(fewer != nullptr);
  CHECK(fewer->saving() == usd("76"));
  CHECK(fewer->risk == "The loss of the zone stops everything");
  workload.surroundings.egress = Egress::nat_gateway;
  workload.surroundings.nat_gateways = 2;
  const PriceBook with_nat =
      book.with_prices({repriced(book, "nat/gateway/hour", "0.05"), repriced(book, "vpc/public_ipv4/in_use", "0.005")});
  const auto gateways = cheaper_variants(workload, on_hosts, with_nat, options);
  fewer = find(gateways, "fewer_zones");
  REQUIRE(fewer != nullptr);
  // 730 × 0.05 = 36.50 for the gateway and 730 × 0.005 = 3.65 for its address.
  CHECK(fewer->saving() == usd("116.15"));
}

TEST_CASE("variants come by saving, each what two full estimates say") {
  EstimateOptions options = hosts_of({"m5.large"});
  options.hosts.zones = 2;
  const Workload workload = tasks_of_one_vcpu(2);
  const PriceBook book = round_prices("0.5");
  const auto variants = cheaper_variants(workload, on_hosts, book, options);
  REQUIRE(variants.size() >= 2);
  for (std::size_t i = 1; i < variants.size(); ++i) CHECK(variants[i - 1].saving() >= variants[i].saving());
  const Money now = estimate(workload, on_hosts, book, options).total();
  for (const CheaperVariant& variant : variants) {
    CHECK(variant.total_before == now);
    CHECK(variant.total_after < now);
    CHECK_FALSE(variant.change.empty());
    CHECK_FALSE(variant.needs.empty());
    CHECK_FALSE(variant.risk.empty());
  }
  options.hosts.candidates.instance_types.clear();
  CHECK(find(variants, "any_type")->total_after == estimate(workload, on_hosts, book, options).total());
}

TEST_CASE("previous generations and burstable hosts come up only where they are left out") {
  EstimateOptions options = round_options("10", "2");
  options.hosts.candidates.instance_types.clear();
  options.hosts.candidates.current_generation_only = true;
  const auto variants = cheaper_variants(tasks_of_one_vcpu(2), on_hosts, PriceBook::bundled(), options);
  options.hosts.candidates.burstable = true;
  const auto burstable = cheaper_variants(tasks_of_one_vcpu(2), on_hosts, PriceBook::bundled(), options);
  CHECK(find(variants, "burstable") != nullptr);
  CHECK(find(burstable, "burstable") == nullptr);
}

TEST_CASE("there are no variants of what cannot run") {
  Workload workload = tasks_of_one_vcpu(1);
  workload.services[0].task.host_demands.push_back({"privileged", "true", "$.privileged"});
  CHECK_THROWS_AS(cheaper_variants(workload, on_fargate, round_prices("0.1"), round_options("10", "2")),
                  InvalidInputError);
}

}  // namespace cheaper_variants_test

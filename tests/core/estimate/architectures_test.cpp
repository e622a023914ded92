#include "container_tco/estimate/architectures.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace architectures_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Estimate priced(const Workload& workload, const char* deployment, const EstimateOptions& options) {
  return estimate(workload, Deployment::parse(deployment), PriceBook::bundled(), options);
}

}  // namespace

// us-east-1: 730 × (0.03238 + 2 × 0.00356) = 28.835 on ARM, 36.0401 on x86.
TEST_CASE("Fargate takes the cheaper architecture of those allowed") {
  const Workload workload = workload_of({service("web", "1", "2", 1)});
  EstimateOptions options = plain_options();
  CHECK(priced(workload, "ecs-fargate", options).total() == usd("36.0401"));
  options.architectures = {Architecture::arm64};
  CHECK(priced(workload, "ecs-fargate", options).total() == usd("28.835"));
  options.architectures = {Architecture::x86_64, Architecture::arm64};
  const Estimate both = priced(workload, "ecs-fargate", options);
  CHECK(both.total() == usd("28.835"));
  CHECK(both.fargate[0].architecture == Architecture::arm64);
}

TEST_CASE("a task that is built for both takes the cheaper without being told") {
  Workload workload = workload_of({service("web", "1", "2", 1)});
  workload.services[0].task.also_built_for = {Architecture::arm64};
  CHECK(priced(workload, "ecs-fargate", plain_options()).total() == usd("28.835"));
}

// Rule F5.
TEST_CASE("EKS on Fargate has no ARM: both falls back to x86, ARM alone is impossible") {
  const Workload workload = workload_of({service("web", "1", "2", 2)});
  EstimateOptions options = plain_options();
  options.architectures = {Architecture::arm64, Architecture::x86_64};
  const Estimate both = priced(workload, "eks-fargate", options);
  REQUIRE(both.is_complete());
  CHECK(both.fargate[0].architecture == Architecture::x86_64);
  options.architectures = {Architecture::arm64};
  CHECK_FALSE(priced(workload, "eks-fargate", options).is_feasible());
}

TEST_CASE("hosts are of the architecture that is asked for, and Windows stays as it is") {
  Workload workload = workload_of({service("web", "1", "2", 1), service("desktop", "1", "2", 1)});
  workload.services[1].task.operating_system = OperatingSystem::windows_os;
  EstimateOptions options = plain_options();
  options.architectures = {Architecture::arm64};
  const Estimate result = priced(workload, "ecs-ec2", options);
  REQUIRE(result.is_complete());
  REQUIRE(result.pools.size() == 2);
  CHECK(result.pools[0].architecture == Architecture::arm64);
  CHECK(result.pools[1].architecture == Architecture::x86_64);
}

TEST_CASE("what the input demands of the architecture is looked away from") {
  const PriceBook book = PriceBook::bundled();
  Ledger ledger(book, "us-east-1", BillingPeriod());
  Workload workload = workload_of({service("web", "1", "2", 1)});
  workload.services[0].task.host_demands = {{"cpu_architecture", "X86_64", "$"}, {"privileged", "true", "$"}};
  const Workload rebuilt = rebuilt_for(ledger, workload, {Architecture::arm64});
  CHECK(rebuilt.services[0].task.host_demands.size() == 1);
  CHECK(ledger.assumptions.size() == 1);
  CHECK_THROWS_AS(rebuilt_for(ledger, workload, {Architecture::arm64, Architecture::arm64}), InvalidInputError);
}

}  // namespace architectures_test

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace managed_deployments_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions managed_options() {
  EstimateOptions options = plain_options();
  options.as_of = "2026-11-25";
  options.resilience.host_replacements_per_month = Rational(0);
  options.hosts.candidates.instance_types = {"m7i.large"};
  return options;
}

// A host of 2 vCPU and 8 GiB holds one of these.
Workload three_hosts() { return workload_of({service("web", "1", "6", 3)}); }

Estimate priced(const char* deployment, const EstimateOptions& options) {
  return estimate(three_hosts(), Deployment::parse(deployment), PriceBook::bundled(), options);
}

}  // namespace

// m7i.large costs 0.1008 an hour, and 12 % of it for Managed Instances: 0.012096. Three hosts for 730 h: 220.752 and
// 26.49024. Three volumes of 80 GiB at 0.08: 19.2. Together 266.44224.
TEST_CASE("Managed Instances cost instances, fee and data volumes") {
  const Estimate result = priced("ecs-managed-instances", managed_options());
  REQUIRE(result.is_complete());
  REQUIRE(result.pools.size() == 1);
  CHECK(result.pools[0].hosts == 3);
  CHECK(cost_of(result, "compute/pool/linux/x86_64") == usd("220.752"));
  CHECK(cost_of(result, "compute/pool/linux/x86_64/management_fee") == usd("26.49024"));
  CHECK(cost_of(result, "storage/hosts/root_disk/linux/x86_64") == usd("19.2"));
  CHECK(result.total() == usd("266.44224"));
  CHECK(has_assumption(result, "managed_host_lifetime"));
  CHECK(has_assumption(result, "management_fee_undiscounted"));
}

// The fee of Auto Mode is rounded to 0.0121: 26.499. The cluster costs 73.
TEST_CASE("EKS Auto Mode has no add-ons on its nodes, and a fee beside the cluster's") {
  const Estimate result = priced("eks-auto-mode", managed_options());
  REQUIRE(result.is_complete());
  CHECK(result.pools[0].daemons.empty());
  CHECK(result.pools[0].items.size() == 1);
  CHECK(cost_of(result, "compute/pool/linux/x86_64/management_fee") == usd("26.499"));
  CHECK(result.total() == usd("339.451"));  // 220.752 + 26.499 + 19.2 + 73
}

TEST_CASE("the size of the data volume is the user's to choose") {
  EstimateOptions options = managed_options();
  options.hosts.setup.managed_volume_gib = 30;
  CHECK(cost_of(priced("ecs-managed-instances", options), "storage/hosts/root_disk/linux/x86_64") == usd("7.2"));
}

TEST_CASE("a type beyond the pools of EKS Auto Mode takes a pool of the team's own") {
  EstimateOptions options = managed_options();
  options.hosts.candidates.instance_types = {"i4i.large"};
  CHECK(has_assumption(priced("eks-auto-mode", options), "own_node_pool/i4i"));
  CHECK_FALSE(has_assumption(priced("eks-auto-mode", managed_options()), "own_node_pool/m7i"));
}

// The guides list i4i for both, m4 for EKS Auto Mode only, and a1 for neither.
TEST_CASE("types that AWS does not look after make a managed deployment impossible where nothing else may be a host") {
  EstimateOptions options = managed_options();
  const auto reason = [&](const char* deployment) {
    const Estimate result = priced(deployment, options);
    return result.is_feasible() ? std::string() : result.feasibility.findings.front().reason;
  };
  options.hosts.candidates.instance_types = {"m4.xlarge"};
  CHECK(reason("ecs-managed-instances") ==
        "ECS Managed Instances takes no m4.xlarge, and no other types may be hosts.");
  CHECK(reason("eks-auto-mode").empty());
  options.hosts.candidates.instance_types = {"m4.xlarge", "i4i.large"};
  CHECK(reason("ecs-managed-instances").empty());
  options.hosts.candidates.instance_types.clear();
  options.hosts.candidates.families = {"a1"};
  CHECK(reason("eks-auto-mode") == "EKS Auto Mode takes no a1, and no other families may be hosts.");
  options.hosts.candidates.families.clear();
  options.hosts.provisioning = Provisioning::mixed;
  options.hosts.kept_hosts = {{"m4.xlarge", "", OperatingSystem::linux_os, {1}}};
  CHECK(reason("ecs-managed-instances") == "ECS Managed Instances takes no m4.xlarge, of which hosts are kept.");
  CHECK(reason("ecs-ec2").empty());
}

TEST_CASE("before its fee was known, a managed deployment is impossible and says since when it is") {
  EstimateOptions options = managed_options();
  options.as_of = "2025-01-01";
  const Estimate result = priced("ecs-managed-instances", options);
  CHECK_FALSE(result.is_feasible());
  CHECK(result.feasibility.findings.front().reason.find("2025-09-30") != std::string::npos);
}

// Rule S16: an m7i.large of 2 vCPU and 8 GiB holds four tasks of 0.5 vCPU and 1 GiB, which a spread over hosts keeps
// apart.
TEST_CASE("Managed Instances take no placement strategy") {
  for (const PlacementStrategy strategy : {PlacementStrategy::spread_hosts, PlacementStrategy::random}) {
    Workload workload = workload_of({service("web", "0.5", "1", 4)});
    workload.services[0].placement = strategy;
    for (const Provisioning provisioning : {Provisioning::single_type, Provisioning::mixed}) {
      EstimateOptions options = managed_options();
      options.hosts.provisioning = provisioning;
      CHECK(on("ecs-managed-instances", workload, options).pools.at(0).hosts == 1);
    }
  }
  Workload spread = workload_of({service("web", "0.5", "1", 4)});
  spread.services[0].placement = PlacementStrategy::spread_hosts;
  CHECK(on("ecs-ec2", spread, managed_options()).pools.at(0).hosts == 4);
}

TEST_CASE("Windows tasks do not run on hosts that AWS looks after") {
  Workload workload = three_hosts();
  workload.services[0].task.operating_system = OperatingSystem::windows_os;
  for (const char* name : {"ecs-managed-instances", "eks-auto-mode"}) {
    CHECK_FALSE(estimate(workload, Deployment::parse(name), PriceBook::bundled(), managed_options()).is_feasible());
  }
}

TEST_CASE("a labour profile that is silent about managed hosts leaves them incomplete") {
  EstimateOptions options = managed_options();
  const LabourHours hours{Rational(1), Rational(2), Rational(3)};
  options.labour.profile->activities = {{"patching", "Patches", {"ecs-ec2"}, LabourDriver::fleet, hours, "admin", {}}};
  const Estimate result = priced("ecs-managed-instances", options);
  CHECK_FALSE(result.is_complete());
  CHECK(result.gaps.front().what.find("ecs-managed-instances") != std::string::npos);
}

// The published calculator: 12 h a month on EC2, 2 h on Managed Instances, of which the rest of the table is assumed.
TEST_CASE("by the bundled table managed hosts take fewer hours than hosts of the team") {
  EstimateOptions options = managed_options();
  options.labour = {};
  const Rational team = priced("ecs-ec2", options).labour_hours;
  const Rational managed = priced("ecs-managed-instances", options).labour_hours;
  CHECK(managed > Rational(2));
  CHECK(managed < team);
}

// Rule M9: two pods of 1 vCPU and 1 GiB (+ 256 MiB) take 1 vCPU and 2 GB each: 2 × 730 × 0.04937 = 72.0802.
TEST_CASE("Karpenter runs beside the nodes that it makes, on Fargate") {
  EstimateOptions options = managed_options();
  options.hosts.node_provisioner = NodeProvisioner::karpenter;
  const Estimate with = priced("eks-ec2", options);
  options.hosts.node_provisioner = NodeProvisioner::self_managed;
  const Estimate without = priced("eks-ec2", options);
  REQUIRE(with.is_complete());
  CHECK(with.fargate.size() == 1);
  CHECK(with.total() - without.total() == usd("72.0802"));
}

}  // namespace managed_deployments_test

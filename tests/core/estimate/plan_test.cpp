#include "container_tco/estimate/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace plan_test {

using namespace container_tco;
using container_tco::test::usd;

namespace {

FleetItem task(const std::string& id, const char* vcpu, std::int64_t gib, std::int64_t count) {
  FleetItem item;
  item.id = id;
  item.request = {Cpu::from_vcpu(Rational::parse(vcpu)), Bytes::from_gib(gib), 0};
  item.count = count;
  return item;
}

/// ECS hosts of one family in one zone that lose no memory to the kernel, so that an m5.large has 2 vCPU and 8 GiB.
PlanOptions plain(const std::string& family) {
  PlanOptions options;
  options.region = "us-east-1";
  options.deployment = Deployment::parse("ecs-ec2");
  options.candidates.families = {family};
  options.setup.memory_overhead_fraction = Rational(0);
  return options;
}

PricedFleet checked(const std::vector<FleetItem>& items, const PlanOptions& options) {
  PricedFleet fleet = plan(items, PriceBook::bundled(), options);
  for (const std::string& problem : fleet.fleet.verify()) FAIL_CHECK(problem);
  for (const std::string& problem : fleet.fleet.check_bounds()) FAIL_CHECK(problem);
  return fleet;
}

/// "m5.large × 1, m5.2xlarge × 1", by name.
std::string hosts_of(const PricedFleet& fleet) {
  std::vector<std::string> texts;
  for (const FleetHosts& hosts : fleet.fleet.plan.hosts) {
    texts.push_back(fleet.fleet.types[hosts.type].name + " × " + std::to_string(hosts.count));
  }
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

}  // namespace

TEST_CASE("one large host beats four small ones by their root disks") {
  // m5.2xlarge $0.384 × 730 h = 280.32, and one gp3 disk of 30 GiB × $0.08 = 2.40. Four m5.large cost the same 280.32,
  // and four disks 9.60.
  const PricedFleet fleet = checked({task("web", "2", 8, 4)}, plain("m5"));
  CHECK(hosts_of(fleet) == "m5.2xlarge × 1");
  CHECK(fleet.total() == usd("282.72"));
  REQUIRE(fleet.lower_bound);
  CHECK(*fleet.lower_bound <= fleet.total());
  CHECK(fleet.is_complete());
  CHECK(fleet.lines.size() == 2);
}

TEST_CASE("a mix is cheaper than any one type") {
  // m5.2xlarge + m5.large: (0.384 + 0.096) × 730 = 350.40, two disks 4.80. Five m5.large pay five disks, 12.00; one
  // m5.4xlarge costs 0.768 × 730 = 560.64.
  const PricedFleet fleet = checked({task("web", "2", 8, 5)}, plain("m5"));
  CHECK(hosts_of(fleet) == "m5.2xlarge × 1, m5.large × 1");
  CHECK(fleet.total() == usd("355.2"));
}

TEST_CASE("images for both architectures may run on the cheaper one") {
  // m6g.large $0.077 × 730 = 56.21 and a disk of 2.40; m5.large 0.096 × 730 = 70.08.
  PlanOptions options = plain("m5");
  options.candidates.families = {"m5", "m6g"};
  CHECK(checked({task("web", "2", 8, 1)}, options).total() == usd("72.48"));
  options.architectures = {Architecture::x86_64, Architecture::arm64};
  CHECK(checked({task("web", "2", 8, 1)}, options).total() == usd("58.61"));
  FleetItem x86 = task("web", "2", 8, 1);
  x86.required_labels = {"kubernetes.io/arch=amd64"};
  CHECK(checked({x86}, options).total() == usd("72.48"));
}

TEST_CASE("a task that fits on no type names the one that comes closest") {
  const PricedFleet fleet = checked({task("huge", "400", 8, 1)}, plain("m5"));
  REQUIRE(fleet.fleet.plan.unplaced.size() == 1);
  CHECK(fleet.fleet.plan.unplaced[0].reason ==
        "no host type takes it; closest is \"m5.24xlarge\": needs 400 vCPU; the host offers 96 vCPU");
  CHECK_FALSE(fleet.is_complete());
  CHECK(fleet.total() == usd("0"));
}

TEST_CASE("tasks for ARM do not go on x86 hosts") {
  PlanOptions options = plain("m5");
  options.architectures = {Architecture::arm64};
  const PricedFleet fleet = checked({task("web", "1", 1, 1)}, options);
  REQUIRE(fleet.fleet.plan.unplaced.size() == 1);
  CHECK(fleet.fleet.plan.unplaced[0].reason.find("lacks the label \"kubernetes.io/arch=arm64\"") != std::string::npos);
}

TEST_CASE("nodes of EKS carry their daemons, and their kubelet keeps something") {
  PlanOptions options = plain("m5");
  options.deployment = Deployment::parse("eks-ec2");
  const PricedFleet fleet = checked({task("web", "2", 4, 1)}, options);
  // 2 vCPU do not fit beside what an m5.large reserves.
  CHECK(hosts_of(fleet) == "m5.xlarge × 1");
  const std::vector<FleetItem>& daemons = fleet.fleet.options.daemons;
  CHECK(std::any_of(daemons.begin(), daemons.end(), [](const FleetItem& d) { return d.id == "kube-proxy"; }));
  CHECK_FALSE(fleet.assumptions.empty());
}

TEST_CASE("requests are counted as the control plane counts them") {
  // 0.2501 vCPU are 257 CPU units of 1/1024 on ECS: seven of them, and not eight, fit on 2 vCPU.
  PlanOptions options = plain("m5");
  options.candidates.instance_types = {"m5.large"};
  const PricedFleet fleet = checked({task("web", "0.2501", 1, 8)}, options);
  CHECK(hosts_of(fleet) == "m5.large × 1, m5.large × 1");
}

TEST_CASE("what cannot be planned is said") {
  PlanOptions options = plain("m5");
  options.candidates.families = {"m55"};
  CHECK_THROWS_AS((void)plan({}, PriceBook::bundled(), options), InvalidInputError);
  options = plain("m5");
  options.region = "us-east-9";
  CHECK_THROWS_AS((void)plan({}, PriceBook::bundled(), options), InvalidInputError);
  options = plain("m5");
  options.architectures = {};
  CHECK_THROWS_AS((void)plan({}, PriceBook::bundled(), options), InvalidInputError);
  options = plain("m5");
  options.deployment = Deployment::parse("eks-auto-mode");
  options.operating_system = OperatingSystem::windows_os;
  CHECK_THROWS_AS((void)plan({}, PriceBook::bundled(), options), InvalidInputError);
}

TEST_CASE("hosts that AWS looks after pay its fee") {
  PlanOptions options = plain("m5");
  const Money ours = checked({task("web", "1", 2, 1)}, options).total();
  options.deployment = Deployment::parse("ecs-managed-instances");
  const PricedFleet managed = checked({task("web", "1", 2, 1)}, options);
  CHECK(managed.total() > ours);
  CHECK(managed.lines.size() == 3);  // Instance, fee, data volume.
  options.deployment = Deployment::parse("ecs-fargate");
  CHECK_THROWS_AS((void)plan({}, PriceBook::bundled(), options), InvalidInputError);
}

TEST_CASE("without items there is nothing to pay") {
  const PricedFleet fleet = checked({}, plain("m5"));
  CHECK(fleet.total() == usd("0"));
  CHECK(fleet.gap() == Rational(0));
}

}  // namespace plan_test

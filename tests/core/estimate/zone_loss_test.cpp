#include "container_tco/estimate/zone_loss.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "workloads.hpp"

namespace zone_loss_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

EstimateOptions with_zones(std::int64_t zones) {
  EstimateOptions options = plain_options();
  options.hosts.zones = zones;
  options.hosts.candidates.instance_types = {"m5.large"};
  options.resilience.survive_zone_loss = true;
  return options;
}

// Copies of each item that run outside of `zone`.
std::map<std::string, std::int64_t> copies_left(const HostPool& pool, std::int64_t zone) {
  std::map<std::string, std::int64_t> left;
  for (const PackedHosts& hosts : pool.plan->hosts) {
    if (hosts.zone == zone) continue;
    for (const auto& placement : hosts.placements)
      left[pool.items[placement.item].id] += hosts.count * placement.copies;
  }
  return left;
}

const std::string* assumption_text(const Estimate& estimate, const std::string& id) {
  for (const Assumption& assumption : estimate.assumptions) {
    if (assumption.id == id) return &assumption.text;
  }
  return nullptr;
}

bool warns_of(const Estimate& estimate, const std::string& part) {
  return std::any_of(estimate.warnings.begin(), estimate.warnings.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("six copies become nine over three zones and twelve over two") {
  CHECK(copies_for_zone_loss(6, 3) == 9);
  CHECK(copies_for_zone_loss(6, 2) == 12);
  CHECK(copies_for_zone_loss(1, 3) == 2);
  CHECK(copies_for_zone_loss(5, 3) == 8);
}

TEST_CASE("no smaller number of copies survives the loss of the fullest zone") {
  for (std::int64_t zones = 2; zones <= 7; ++zones) {
    for (std::int64_t count = 1; count <= 300; ++count) {
      std::int64_t least = count;
      while (least - (least + zones - 1) / zones < count) ++least;
      CHECK(copies_for_zone_loss(count, zones) == least);
    }
  }
}

// 6 × 730 × 0.5 × 0.04048 = 88.6512 and half of it for three more.
TEST_CASE("on Fargate the copies for the loss of a zone stand in lines of their own") {
  const Workload workload = workload_of({service("web", "0.5", "1", 6)});
  const Estimate result = on("ecs-fargate", workload, with_zones(3));
  CHECK(cost_of(result, "compute/web/vcpu") == usd("88.6512"));
  CHECK(cost_of(result, "compute/web/vcpu/zone_loss") == usd("44.3256"));
  CHECK(result.resilience.zone_loss_tasks == 3);
  CHECK(result.resilience.zone_loss_cost == result.resilience_cost());
  CHECK(result.resilience.availability_target ==
        "Every service keeps its stated number of tasks when any one of 3 zones is lost.");
  for (const LineItem& line : result.lines) {
    if (line.id != "compute/web/vcpu/zone_loss") continue;
    CHECK(line.derivation == "9 tasks × 730 h × 0.5 vCPU − (6 tasks × 730 h × 0.5 vCPU)");
    CHECK(line.purpose == "zone_loss");
  }
  Workload nine = workload_of({service("web", "0.5", "1", 9)});
  EstimateOptions plain = with_zones(3);
  plain.resilience.survive_zone_loss = false;
  CHECK(result.total() == on("ecs-fargate", nine, plain).total());
}

// Two of 1 vCPU in each of three zones fill a host each; three take two hosts: six instead of three.
TEST_CASE("on hosts the hosts for the loss of a zone stand in a line of their own") {
  const Estimate result = on("ecs-ec2", workload_of({service("web", "1", "2", 6)}), with_zones(3));
  CHECK(result.pools[0].hosts == 6);
  CHECK(cost_of(result, "compute/pool/linux/x86_64") == usd("210.24"));
  CHECK(cost_of(result, "compute/pool/linux/x86_64/zone_loss") == usd("210.24"));
  CHECK(cost_of(result, "storage/hosts/root_disk/linux/x86_64/zone_loss") == usd("7.2"));
  CHECK(result.resilience.zone_loss_hosts == 3);
  REQUIRE(assumption_text(result, "zone_loss_hosts") != nullptr);
  CHECK(*assumption_text(result, "zone_loss_hosts") ==
        "Hosts for the tasks that run for the loss of a zone: 6 are planned, 3 without these tasks");
}

TEST_CASE("any zone may be lost and every service keeps its stated number") {
  const Workload workload =
      workload_of({service("web", "0.5", "1", 7), service("api", "1", "4", 2), service("db", "2", "7", 1)});
  for (const std::int64_t zones : {2, 3, 4}) {
    const Estimate result = on("ecs-ec2", workload, with_zones(zones));
    REQUIRE(result.is_complete());
    for (std::int64_t lost = 0; lost < zones; ++lost) {
      std::map<std::string, std::int64_t> left;
      for (const HostPool& pool : result.pools) {
        for (const auto& [id, copies] : copies_left(pool, lost)) left[id] += copies;
      }
      CHECK(left["web"] >= 7);
      CHECK(left["api"] >= 2);
      CHECK(left["db"] >= 1);
    }
  }
}

TEST_CASE("one zone cannot be lost, and every deployment says so") {
  for (const char* deployment : {"ecs-fargate", "ecs-ec2"}) {
    const Estimate result = on(deployment, workload_of({service("web", "0.5", "1", 6)}), with_zones(1));
    CHECK_FALSE(result.is_feasible());
    CHECK(result.lines.empty());
    CHECK(result.feasibility.findings.back().reason == "one zone cannot be lost when there is no other");
  }
}

TEST_CASE("a service that may be in one zone only is named") {
  Service pinned = service("pinned", "0.5", "1", 2);
  pinned.task.allowed_zones = {"us-east-1a"};
  const ZoneLossPlan plan = plan_zone_loss(workload_of({service("web", "0.5", "1", 2), pinned}), 3);
  REQUIRE(plan.impossible.size() == 1);
  CHECK(plan.impossible[0].service == "pinned");
}

TEST_CASE("a service of one task is warned of, and daemons are left alone") {
  Service agent = service("agent", "0.1", "0.25", 1);
  agent.is_daemon = true;
  const Workload workload = workload_of({service("single", "0.5", "1", 1), agent});
  const Estimate result = on("ecs-ec2", workload, with_zones(3));
  CHECK(warns_of(result, "single is stated as one task"));
  CHECK(result.resilience.zone_loss_tasks == 1);
}

// Runs start elsewhere on Fargate: no more of them. Hosts must have room for as many at one time.
TEST_CASE("runs need more room on hosts and nothing more on Fargate") {
  Service job = service("job", "1", "2", 1);
  job.demand = RunDemand{Rational(240), Rational(600), 4};
  const Estimate fargate = on("ecs-fargate", workload_of({job}), with_zones(2));
  CHECK(fargate.resilience_cost() == usd("0"));
  CHECK(on("ecs-ec2", workload_of({job}), with_zones(2)).resilience.zone_loss_hosts == 2);
}

// Of two zones each count is kept by twice as many. Mean 2 → 4 of 1 vCPU / 2 GB: 730 × 2 × (0.04048 + 2 × 0.004445).
TEST_CASE("a demand over time survives at every step") {
  Service web = service("web", "1", "2", 1);
  web.demand = ProfileDemand{{0, 3600, {3, 1}, true}, "", "UTC"};
  const Estimate fargate = on("ecs-fargate", workload_of({web}), with_zones(2));
  CHECK(fargate.resilience_cost() == usd("72.0802"));
  CHECK(fargate.resilience.zone_loss_tasks == 3);
}

TEST_CASE("too few NAT gateways for the zones are warned of") {
  Workload workload = workload_of({service("web", "0.5", "1", 6)});
  workload.surroundings.egress = Egress::nat_gateway;
  workload.surroundings.nat_gateways = 1;
  CHECK(warns_of(on("ecs-fargate", workload, with_zones(3)), "1 NAT gateway for 3 zones"));
}

// The copies for the loss of a zone are rolled out like the others: 9 × 10 min.
TEST_CASE("rollouts count the copies for the loss of a zone") {
  Service web = service("web", "0.5", "1", 6);
  web.usage.releases_per_month = Rational(1);
  CHECK(on("ecs-fargate", workload_of({web}), with_zones(3)).resilience.rollout_task_hours == Rational::ratio(90, 60));
}

}  // namespace zone_loss_test

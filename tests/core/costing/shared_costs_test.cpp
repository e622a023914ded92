#include "container_tco/costing/shared_costs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace shared_costs_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

Workload one_service() {
  Workload workload;
  Service service;
  service.name = "web";
  service.demand = ConstantDemand{4};
  workload.services.push_back(service);
  return workload;
}

const LineItem* find_line(const Ledger& ledger, const std::string& id) {
  const auto found =
      std::find_if(ledger.lines.begin(), ledger.lines.end(), [&](const LineItem& line) { return line.id == id; });
  return found == ledger.lines.end() ? nullptr : &*found;
}

bool leaves_out(const Ledger& ledger, const std::string& start) {
  return std::any_of(ledger.not_priced.begin(), ledger.not_priced.end(),
                     [&](const std::string& text) { return text.starts_with(start); });
}

struct Fixture {
  PriceBook book = PriceBook::bundled();
  Ledger ledger{book, "us-east-1", BillingPeriod()};
  Workload workload = one_service();
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "what the input does not say is left out by name, never priced at zero in silence") {
  const Deployment deployment = Deployment::parse("ecs-fargate");
  add_registry_costs(ledger, workload);
  add_network_costs(ledger, workload, {deployment, Rational(1), "", Rational(), ""});
  add_load_balancer_costs(ledger, workload);
  add_log_costs(ledger, workload);
  CHECK(ledger.lines.empty());
  for (const char* start :
       {"Image storage", "Public IPv4", "Transfer between zones", "Load balancers", "Log ingestion"}) {
    CAPTURE(start);
    CHECK(leaves_out(ledger, start));
  }
}

// 730 h × 0.10 = 73.00; extended support adds 730 × 0.50 = 365.00 (438.00 in all).
TEST_CASE_FIXTURE(Fixture, "an EKS cluster costs its hours, extended support on top") {
  workload.surroundings.eks_extended_support = true;
  add_control_plane_costs(ledger, workload, ControlPlane::eks);
  CHECK(find_line(ledger, "control_plane/eks")->cost == usd("73"));
  CHECK(sum_costs(ledger.lines, Currency::usd()) == usd("438"));
}

TEST_CASE_FIXTURE(Fixture, "ECS itself costs nothing") {
  add_control_plane_costs(ledger, workload, ControlPlane::ecs);
  CHECK(ledger.lines.empty());
}

// ALB 730 × 0.0225 = 16.425 and 0.1 LCU: 73 × 0.008 = 0.584; together 17.009.
TEST_CASE_FIXTURE(Fixture, "a load balancer costs hours and capacity units") {
  workload.surroundings.application_load_balancers = 1;
  workload.surroundings.alb_lcu_per_hour = Rational::parse("0.1");
  add_load_balancer_costs(ledger, workload);
  CHECK(sum_costs(ledger.lines, Currency::usd()) == usd("17.009"));
}

// 3 NAT gateways: 3 × 730 × 0.045 = 98.55, and their addresses 3 × 730 × 0.005 = 10.95. 100 GB of pulls: 4.50.
TEST_CASE_FIXTURE(Fixture, "image pulls pass the NAT gateways") {
  workload.surroundings.egress = Egress::nat_gateway;
  workload.surroundings.nat_gateways = 3;
  add_network_costs(ledger, workload, {Deployment::parse("ecs-fargate"), Rational(4 * 730), "", Rational(100), ""});
  CHECK(find_line(ledger, "network/nat_gateway/hours")->cost == usd("98.55"));
  CHECK(find_line(ledger, "network/nat_gateway/public_ipv4")->cost == usd("10.95"));
  CHECK(find_line(ledger, "network/image_pulls")->cost == usd("4.5"));
  CHECK(find_line(ledger, "network/public_ipv4") == nullptr);
}

// 3 addresses: 3 × 730 × 0.005 = 10.95.
TEST_CASE_FIXTURE(Fixture, "public subnets cost an address each and no pulls") {
  workload.surroundings.egress = Egress::public_subnets;
  add_network_costs(ledger, workload, {Deployment::parse("ecs-fargate"), Rational(3 * 730), "", Rational(100), ""});
  CHECK(find_line(ledger, "network/public_ipv4")->cost == usd("10.95"));
  CHECK(find_line(ledger, "network/image_pulls") == nullptr);
}

// 1 GB in ECR: 0.10; ten versions: 1.00.
TEST_CASE_FIXTURE(Fixture, "the registry keeps as many versions as said") {
  workload.services[0].usage.image_gb = Rational(1);
  workload.surroundings.image_versions_kept = Rational(10);
  add_registry_costs(ledger, workload);
  CHECK(find_line(ledger, "registry/storage")->cost == usd("1"));
}

// 1,000 GB at 0.50 = 500.00.
TEST_CASE_FIXTURE(Fixture, "logs cost by the GB") {
  workload.services[0].usage.log_gb_per_month = Rational(1000);
  add_log_costs(ledger, workload);
  CHECK(find_line(ledger, "observability/logs")->cost == usd("500"));
}

// 350 GB cross a border and are billed on both sides: 700 × 0.01 = 7.
TEST_CASE_FIXTURE(Fixture, "transfer between zones is billed on both sides") {
  workload.surroundings.inter_az_gb_per_month = Rational(350);
  add_network_costs(ledger, workload, {Deployment::parse("ecs-ec2"), Rational(), "", Rational(), ""});
  CHECK(find_line(ledger, "network/inter_az")->cost == usd("7"));
}

TEST_CASE_FIXTURE(Fixture, "task starts come from what is known, and the rest is an assumption") {
  Service& service = workload.services[0];
  CHECK(task_starts_per_month(ledger, service) == Rational(4));  // one release of four tasks
  CHECK(ledger.assumptions.size() == 1);
  service.usage.releases_per_month = Rational(8);
  CHECK(task_starts_per_month(ledger, service) == Rational(32));
  service.usage.task_starts_per_month = Rational(100);
  CHECK(task_starts_per_month(ledger, service) == Rational(100));
  service.usage = {};
  service.demand = RunDemand{Rational(24), Rational(60), 1};
  CHECK(task_starts_per_month(ledger, service) == Rational(730));  // 24 a day × 730 / 24 days
  // Three more tasks every two hours, and a release of four.
  service.demand = ProfileDemand{{0, 3600, {1, 4}, true}, "", "UTC"};
  CHECK(task_starts_per_month(ledger, service) == Rational(3 * 365 + 4));
  // A run of two tasks every four hours, whatever is released.
  service.demand = ProfileDemand{{0, 3600, {2, 0, 0, 0}, true, {{0, 3600, 2}}}, "", "UTC"};
  CHECK(task_starts_per_month(ledger, service) == Rational(2 * 365) / Rational(2));
}

}  // namespace shared_costs_test

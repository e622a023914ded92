#include <doctest/doctest.h>

#include <random>
#include <set>

#include "container_tco/estimate/waste.hpp"
#include "workloads.hpp"

namespace waste_properties_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

std::int64_t draw(std::mt19937_64& random, std::int64_t from, std::int64_t to) {
  return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
}

Service random_service(std::mt19937_64& random, int number) {
  Service result = service("s" + std::to_string(number), "0.25", "0.5", draw(random, 0, 12));
  result.task.request = {Cpu::from_milli(draw(random, 50, 1500)), Bytes::from_mib(draw(random, 64, 5000)), 0};
  result.task.fargate_request = result.task.request;
  if (draw(random, 0, 3) == 0) result.task.architecture = Architecture::arm64;
  if (draw(random, 0, 4) == 0) result.task.one_per_host = true;
  if (draw(random, 0, 1) == 0) result.usage.releases_per_month = Rational(draw(random, 1, 30));
  if (draw(random, 0, 3) == 0) {
    result.demand = RunDemand{Rational(draw(random, 1, 200)), Rational(draw(random, 1, 900)), draw(random, 1, 4)};
  }
  return result;
}

Workload random_workload(std::mt19937_64& random) {
  std::vector<Service> services = {service("base", "0.3", "0.7", draw(random, 1, 9))};
  const std::int64_t more = draw(random, 0, 5);
  for (int i = 0; i < more; ++i) services.push_back(random_service(random, i));
  if (draw(random, 0, 2) == 0) {
    services.push_back(service("agent", "0.1", "0.2", 1));
    services.back().is_daemon = true;
  }
  return workload_of(std::move(services));
}

EstimateOptions random_options(std::mt19937_64& random) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large", "c5.xlarge", "r5.xlarge", "m7g.large", "m7g.xlarge"};
  options.hosts.setup.memory_overhead_fraction.reset();
  options.hosts.zones = draw(random, 1, 3);
  options.hosts.min_hosts = draw(random, 0, 5);
  options.hosts.target_capacity_percent = draw(random, 60, 100);
  options.hosts.provisioning = draw(random, 0, 1) == 0 ? Provisioning::mixed : Provisioning::single_type;
  options.hosts.fleet_iterations = 20;
  const bool has_headroom = draw(random, 0, 2) == 0;
  if (has_headroom && options.hosts.provisioning == Provisioning::mixed) options.hosts.headroom_percent = 15;
  options.resilience.survive_zone_loss = options.hosts.zones > 1 && draw(random, 0, 3) == 0;
  options.as_of = "2026-11-25";
  options.spot.on_demand_base_percent = draw(random, 0, 1) * 30;
  CapacityShare on_demand;
  on_demand.provider = "FARGATE";
  on_demand.kind = CapacityKind::fargate;
  on_demand.base = on_demand.weight = 1;
  CapacityShare spot;
  spot.provider = "FARGATE_SPOT";
  spot.kind = CapacityKind::fargate_spot;
  spot.is_spot = true;
  spot.weight = 2;
  options.capacity_strategy = {on_demand, spot};
  options.labour = LabourOptions{};
  options.labour.ec2_hours_per_month = Rational(0);
  options.labour.fargate_hours_per_month = Rational(0);
  if (draw(random, 0, 5) == 0) {
    options.hosts.measured_fill_fraction = Rational::ratio(draw(random, 1, 10), 10);
    options.hosts.target_capacity_percent = 100;
  }
  return options;
}

void check_sums(const std::vector<UseShare>& shares, const ResourceAmounts& amount, const Money& cost) {
  ResourceAmounts amounts;
  Money costs = usd("0");
  for (const UseShare& share : shares) {
    amounts += share.amount;
    costs += share.cost;
    CHECK_FALSE(share.amount.vcpu.is_negative());
    CHECK_FALSE(share.amount.memory_gib.is_negative());
    CHECK_FALSE(share.cost.amount().is_negative());
  }
  CHECK(amounts == amount);
  CHECK(costs == cost);
}

}  // namespace

TEST_CASE("shares add up to what is bought, in every resource and in money") {
  std::mt19937_64 random(4);
  const PriceBook book = PriceBook::bundled();
  std::set<std::string> complete;
  for (int round = 0; round < 40; ++round) {
    const Workload workload = random_workload(random);
    const EstimateOptions options = random_options(random);
    for (const Deployment& deployment : Deployment::all()) {
      const Estimate priced = estimate(workload, deployment, book, options);
      if (!priced.is_complete()) continue;
      complete.insert(deployment.name());
      const Waste waste = waste_of(priced);
      Money compute = usd("0");
      for (const LineItem& line : priced.lines) {
        if (line.category == CostCategory::compute) compute += line.cost;
      }
      CHECK(waste.compute_cost == compute);
      ResourceAmounts bought;
      for (std::size_t i = 0; i < waste.pools.size(); ++i) {
        const InstanceType& type = book.instance_type(priced.pools[i].instance_type);
        const ResourceAmounts advertised =
            ResourceAmounts{type.vcpu, Rational::ratio(type.memory_mib, 1024), 0} * Rational(priced.pools[i].hosts);
        CHECK(waste.pools[i].advertised == advertised);
        check_sums(waste.pools[i].shares, advertised, waste.pools[i].cost);
        bought += advertised;
      }
      for (const FargateWaste& service : waste.fargate) {
        check_sums(service.shares, service.bought, service.cost);
        bought += service.bought;
      }
      check_sums(waste.shares, bought, compute);
      CHECK(waste.cost_of(CapacityUse::unattributed) == usd("0"));
      const ResourceAmounts used = waste.amount_of(CapacityUse::used);
      CHECK((*waste.per_used_vcpu_hour * used.vcpu + *waste.per_used_gib_hour * used.memory_gib) *
                options.period.hours() ==
            compute);
    }
  }
  CHECK(complete.size() == Deployment::all().size());
}

}  // namespace waste_properties_test

#pragma once
// A book with round prices, and workloads on it, so that break-evens can be worked out by hand.

#include "container_tco/comparison/comparison.hpp"

namespace container_tco::test {

inline Money usd(const char* amount) { return Money(Rational::parse(amount), Currency::usd()); }

inline PriceRow repriced(const PriceBook& book, const std::string& key, const char* price) {
  PriceRow row = book.price(key, "us-east-1");
  row.tiers = {{Rational(0), std::nullopt, usd(price)}};
  return row;
}

/// One Fargate task of 1 vCPU and 2 GB costs 730 × (0.04 + 2 × 0.005) = 36.50 a month. One m5.large costs `host_hour`
/// an hour and its disk of 30 GiB 3.00 a month.
inline PriceBook round_prices(const char* host_hour) {
  const PriceBook book = PriceBook::bundled();
  return book.with_prices({repriced(book, "fargate/ecs/linux/x86_64/vcpu", "0.04"),
                           repriced(book, "fargate/ecs/linux/x86_64/memory", "0.005"),
                           repriced(book, "ec2/linux/on_demand/m5.large", host_hour),
                           repriced(book, "ebs/gp3/storage", "0.1")});
}

/// m5.large only, of which each holds two tasks of 1 vCPU; hours as given, at 50.00 each.
inline EstimateOptions round_options(const char* ec2_hours, const char* fargate_hours) {
  EstimateOptions options;
  options.region = "us-east-1";
  options.hosts.zones = 1;
  options.hosts.setup.root_disk_gib = 30;
  options.hosts.candidates.instance_types = {"m5.large"};
  options.labour.hourly_rate = usd("50");
  options.labour.ec2_hours_per_month = Rational::parse(ec2_hours);
  options.labour.fargate_hours_per_month = Rational::parse(fargate_hours);
  return options;
}

inline Service one_vcpu_service(const std::string& name, std::int64_t tasks) {
  Service service;
  service.name = name;
  service.task.request = {Cpu::from_vcpu(1), Bytes::from_gib(2), 0};
  service.task.fargate_request = service.task.request;
  service.task.network_mode = NetworkMode::bridge;
  service.demand = ConstantDemand{tasks};
  return service;
}

inline Workload tasks_of_one_vcpu(std::int64_t tasks) {
  Workload workload;
  workload.name = "web";
  workload.services = {one_vcpu_service("web", tasks)};
  return workload;
}

inline const std::vector<Deployment>& ecs_pair() {
  static const std::vector<Deployment> pair = {{ControlPlane::ecs, DataPlane::ec2},
                                               {ControlPlane::ecs, DataPlane::fargate}};
  return pair;
}

}  // namespace container_tco::test

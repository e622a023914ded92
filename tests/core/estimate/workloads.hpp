#pragma once

#include <algorithm>
#include <string>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::test {

inline Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

inline Service service(const std::string& name, const char* vcpu, const char* gib, std::int64_t count) {
  Service result;
  result.name = name;
  result.task.request = {Cpu::from_vcpu(Rational::parse(vcpu)), Bytes::from_gib(Rational::parse(gib)), 0};
  result.task.fargate_request = result.task.request;
  result.demand = ConstantDemand{count};
  return result;
}

inline Workload workload_of(std::vector<Service> services) {
  Workload workload;
  workload.name = "test";
  workload.services = std::move(services);
  return workload;
}

/// us-east-1, one zone, one type for a pool, no memory lost to the kernel, no labour: what is left is arithmetic that
/// fits in a comment.
inline EstimateOptions plain_options() {
  EstimateOptions options;
  options.region = "us-east-1";
  options.hosts.zones = 1;
  options.hosts.provisioning = Provisioning::single_type;
  options.hosts.setup.memory_overhead_fraction = Rational(0);
  options.labour.profile = LabourProfile{};
  return options;
}

inline Estimate on(const char* deployment, const Workload& workload, const EstimateOptions& options = plain_options()) {
  return estimate(workload, Deployment::parse(deployment), PriceBook::bundled(), options);
}

/// One hour a month for each host of ecs-ec2, at 100.
inline LabourProfile host_care() {
  LabourProfile profile;
  profile.activities = {{"host_care",
                         "Hosts",
                         {"ecs-ec2"},
                         LabourDriver::host,
                         {Rational(1), Rational(1), Rational(1)},
                         "administrator",
                         {}}};
  profile.rates = {{"US", "administrator", usd("100"), {}}};
  return profile;
}

inline Money cost_of(const Estimate& estimate, const std::string& id) {
  for (const LineItem& line : estimate.lines) {
    if (line.id == id) return line.cost;
  }
  return usd("-1");
}

inline bool has_assumption(const Estimate& estimate, const std::string& id) {
  return std::any_of(estimate.assumptions.begin(), estimate.assumptions.end(),
                     [&](const Assumption& assumption) { return assumption.id == id; });
}

}  // namespace container_tco::test

#pragma once
// A workload of one service with one demand, judged on every platform.

#include <string>
#include <vector>

#include "container_tco/feasibility/feasibility.hpp"
#include "container_tco/feasibility/platform.hpp"

namespace container_tco {

/// A small Linux service of the given format with these demands.
Service service_with(std::vector<HostDemand> demands, InputFormat format = InputFormat::ecs);

/// The workload of these services.
Workload workload_of(std::vector<Service> services);

/// The worst verdict among findings of `feature` when it is the only demand.
Verdict verdict_of(const std::string& feature, const std::string& value, Platform platform);

/// The verdicts of all six platforms, a letter each: fargate_linux, fargate_windows, eks_fargate, ecs_ec2_linux,
/// ecs_ec2_windows, eks_ec2; o for ok, w for warning, i for impossible. "iii oio" in two groups: Fargate, hosts.
std::string verdicts_of(const std::string& feature, const std::string& value);

/// One row of an expected table.
struct ExpectedVerdicts {
  const char* feature;
  const char* value;
  const char* verdicts;
};

void check_table(const std::vector<ExpectedVerdicts>& table);

}  // namespace container_tco

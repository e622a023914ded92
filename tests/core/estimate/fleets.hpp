#pragma once
// Mixed fleets, and their hosts in a few words.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"
#include "workloads.hpp"

namespace container_tco::test {

inline EstimateOptions mix_of(const std::vector<std::string>& types) {
  EstimateOptions options = plain_options();
  options.hosts.provisioning = Provisioning::mixed;
  options.hosts.candidates.instance_types = types;
  return options;
}

inline Service gpu_service(const std::string& name, std::int64_t gpus, std::int64_t count) {
  Service result = service(name, "2", "8", count);
  result.task.request.gpu_count = gpus;
  result.task.fargate_request = result.task.request;
  return result;
}

/// "3 m5.large + 1 m5.xlarge"
inline std::string hosts_text(const Estimate& estimate) {
  std::string text;
  for (const HostPool& pool : estimate.pools) {
    text += (text.empty() ? "" : " + ") + std::to_string(pool.hosts) + " " + pool.instance_type;
  }
  return text;
}

}  // namespace container_tco::test

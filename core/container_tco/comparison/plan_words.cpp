#include "container_tco/comparison/plan_words.hpp"

#include <map>

namespace container_tco::detail {

std::vector<std::string> hosts_in_words(const Estimate& estimate) {
  std::map<std::string, std::int64_t> hosts;
  for (const HostPool& pool : estimate.pools) hosts[pool.instance_type] += pool.hosts;
  std::vector<std::string> words;
  for (const auto& [type, count] : hosts) words.push_back(std::to_string(count) + " × " + type);
  return words;
}

std::vector<std::string> plan_in_words(const Estimate& estimate) {
  std::vector<std::string> words = hosts_in_words(estimate);
  for (const FargatePurchase& purchase : estimate.fargate) {
    words.push_back(purchase.service + ": " + to_string(purchase.task.size));
  }
  return words;
}

}  // namespace container_tco::detail

#include "container_tco/timeline/level_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/timeline/sum_of.hpp"

namespace container_tco {
namespace {

void raise_to(CopyCounts& counts, const CopyCounts& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = std::max(counts[i], other[i]);
}

void require_complete(const Estimate& estimate) {
  if (!estimate.is_feasible()) {
    std::vector<std::string> reasons;
    for (const Finding& finding : estimate.feasibility.findings) {
      if (finding.verdict == Verdict::impossible) reasons.push_back(finding.reason);
    }
    throw InfeasibleError(estimate.deployment.name(), reasons);
  }
  if (estimate.gaps.empty()) return;
  throw InvalidInputError("deployment", estimate.deployment.name() + ": " + estimate.gaps.front().what,
                          "one whose prices are all known", estimate.gaps.front().remedy);
}

}  // namespace

Levels join_levels(const std::vector<CopyCounts>& steps, std::int64_t most) {
  const std::set<CopyCounts> distinct(steps.begin(), steps.end());
  std::vector<CopyCounts> order(distinct.begin(), distinct.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const CopyCounts& a, const CopyCounts& b) { return sum_of(a) < sum_of(b); });
  const std::size_t number = std::min(order.size(), static_cast<std::size_t>(most));
  Levels result{{}, {}, static_cast<std::int64_t>(order.size())};
  std::map<CopyCounts, std::size_t> level_of;
  for (std::size_t i = 0; i < order.size(); ++i) {
    // The lowest level stays by itself as long as there are several: at night nothing may be wanted.
    const std::size_t level = order.size() == number || number == 1 ? i * number / order.size()
                              : i == 0                              ? 0
                                                                    : 1 + (i - 1) * (number - 1) / (order.size() - 1);
    if (level == result.levels.size()) result.levels.push_back(order[i]);
    raise_to(result.levels[level], order[i]);
    level_of[order[i]] = level;
  }
  for (const CopyCounts& counts : steps) result.of_step.push_back(level_of.at(counts));
  return result;
}

LevelPlanner::LevelPlanner(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                           EstimateOptions options)
    : workload_(workload), deployment_(deployment), book_(book), options_(std::move(options)) {
  if (options_.contract) options_.contract->commitments.clear();
}

Estimate LevelPlanner::plan(const CopyCounts& counts) {
  Workload workload = workload_;
  for (std::size_t i = 0; i < counts.size(); ++i) workload.services[i].demand = ConstantDemand{counts[i]};
  Estimate result = estimate(workload, deployment_, book_, options_, catalogue_);
  require_complete(result);
  return result;
}

void LevelPlanner::restrict_types(const Estimate& peak) {
  if (!options_.hosts.groups.empty()) return;  // These name their types themselves.
  options_.hosts.candidates.instance_types.clear();
  for (const HostPool& pool : peak.pools) options_.hosts.candidates.instance_types.push_back(pool.instance_type);
  catalogue_ = HostCatalogue();
}

bool LevelPlanner::has_hosts_without_tasks() const {
  const HostPlanOptions& hosts = options_.hosts;
  const bool has_minimum =
      std::any_of(hosts.groups.begin(), hosts.groups.end(), [](const NodeGroup& group) { return group.min_hosts > 0; });
  return has_minimum || hosts.min_hosts > 0 || hosts.min_hosts_per_zone > 0 || !hosts.kept_hosts.empty();
}

std::string hosts_key(const HostPool& pool) {
  return pool.deployment.is_spot() ? spot_key(pool.operating_system, pool.instance_type)
                                   : on_demand_key(pool.operating_system, pool.instance_type);
}

std::map<std::string, std::int64_t> hosts_by_key(const Estimate& estimate) {
  std::map<std::string, std::int64_t> hosts;
  for (const HostPool& pool : estimate.pools) hosts[hosts_key(pool)] += pool.hosts;
  return hosts;
}

}  // namespace container_tco

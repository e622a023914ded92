#pragma once
// Inside of the stage: estimates of a workload at the levels of demand that occur.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// Copies of each service of a workload, in its order; of daemons 0.
using CopyCounts = std::vector<std::int64_t>;

/// The level that each step is planned at.
struct Levels {
  std::vector<CopyCounts> levels;
  std::vector<std::size_t> of_step;
  std::int64_t distinct = 0;  ///< Before some were joined.
};

/// The distinct counts of `steps`; no more than `most`, such that a step has at the most the copies of its level.
Levels join_levels(const std::vector<CopyCounts>& steps, std::int64_t most);

/// The estimate of a workload at other counts, complete or thrown: InfeasibleError, PriceNotFoundError,
/// InvalidInputError.
class LevelPlanner {
 public:
  /// Commitments of a contract are left out: they apply to the usage of all hours together. All but the options must
  /// outlive the planner.
  LevelPlanner(const Workload& workload, const Deployment& deployment, const PriceBook& book, EstimateOptions options);

  Estimate plan(const CopyCounts& counts);
  /// From now on only the instance types of `peak`.
  void restrict_types(const Estimate& peak);
  /// Whether hosts are there without tasks.
  bool has_hosts_without_tasks() const;

 private:
  const Workload& workload_;
  Deployment deployment_;
  const PriceBook& book_;
  EstimateOptions options_;
  HostCatalogue catalogue_;
};

/// The price key of the instances of a pool.
std::string hosts_key(const HostPool& pool);
/// Hosts by the price key of their instance.
std::map<std::string, std::int64_t> hosts_by_key(const Estimate& estimate);

}  // namespace container_tco

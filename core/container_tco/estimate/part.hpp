#pragma once
// An estimate prices a workload in one or more parts: a share of the copies of every service, on one kind of capacity.
// A plain deployment is one part. Spot with an on-demand base is two, a capacity provider strategy one for each
// provider.

#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/estimate/options.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

struct Part {
  std::string name;       ///< "spot", "on-demand base", "FARGATE"; empty when it is the only one.
  Deployment deployment;  ///< The capacity: hosts or Fargate, never by_strategy.
  /// The copies that this part runs. Daemons are in every part with hosts, and ride along on Fargate.
  Workload workload;
  std::int64_t target_capacity_percent = 100;  ///< Of its hosts (rule S18).
};

/// The parts of `deployment`, those that hold something, in a fixed order. Says in `ledger` what it assumes about
/// shares. Throws InvalidInputError for Spot options or strategies out of bounds.
std::vector<Part> plan_parts(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                             const EstimateOptions& options);

/// Whether a service names its capacity providers, or the options do for all.
bool names_strategies(const Workload& workload, const EstimateOptions& options);

}  // namespace container_tco

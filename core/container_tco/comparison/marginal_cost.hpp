#pragma once
// What one more copy of a service costs: on Fargate the same for each copy, on hosts nothing until the next host is
// needed, then a step. Every step is the difference of two full estimates.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

struct MarginalCost {
  std::string service;
  std::int64_t copies = 0;  ///< Now, at one time at the most.
  /// So many more copies fit on hosts of the types that there are now, at no higher list price, found by packing again;
  /// one more does not. Zero on Fargate.
  std::int64_t free_copies = 0;
  /// Of `free_copies` + 1 more copies, labour included: total then − total now. All types may be chosen anew. Absent
  /// when there is no such plan; see `no_step_because`.
  std::optional<Money> step_cost;
  std::optional<Money> step_infrastructure;  ///< The same without labour.
  std::vector<std::string> hosts_before;     ///< "3 × m5.large"; empty on Fargate.
  std::vector<std::string> hosts_after;
  /// How many copies the step makes room for: the one that takes it, and those that then fit on its hosts as they
  /// stand. One on Fargate.
  std::int64_t copies_per_step = 1;
  std::string no_step_because;

  /// Cost of the step over its copies: what a copy costs in the long run. Absent without a step.
  std::optional<Money> cost_per_copy() const;
};

/// One for each service that has copies, in their order; none for daemons. Runs start in proportion to copies.
/// Throws InvalidInputError unless the deployment has a complete estimate, and what `estimate` throws.
std::vector<MarginalCost> marginal_costs(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                                         const EstimateOptions& options);

/// The same, of an estimate that was made: of `workload`, from `book`, with `catalogue`.
std::vector<MarginalCost> marginal_costs(const Workload& workload, const PriceBook& book, const Estimate& now,
                                         HostCatalogue& catalogue);

}  // namespace container_tco

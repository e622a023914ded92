#pragma once
// Inside of comparison: the three searches. Each returns nothing when its question makes no sense for the pair.
// Both estimates are complete and of the same workload.

#include <optional>
#include <string>

#include "container_tco/comparison/break_even.hpp"

namespace container_tco::detail {

/// What the two estimates came from, to price the workload again with one input changed.
struct PairedEstimates {
  const Workload& workload;
  const PriceBook& book;
  const EstimateOptions& options;
  const Estimate& hosts;
  const Estimate& fargate;
  HostCatalogue& catalogue;  ///< Of this comparison.
};

/// Solves hosts.infrastructure + hours × rate = fargate.total, the rate being what an hour on the hosts' side costs on
/// average. Nothing when that side has no hours from which to know a rate and none is given.
std::optional<BreakEven> labour_hours_break_even(const PairedEstimates& pair);

/// Prices the hosts again at measured fills of the chosen instance types (a mixed fleet with each of its types scaled
/// to the fill), and finds the fill from which they are not dearer.
std::optional<BreakEven> node_fill_break_even(const PairedEstimates& pair);

/// Prices both sides again with all services scaled alike, from one task to 64 times as many as now.
std::optional<BreakEven> task_count_break_even(const PairedEstimates& pair);

/// A break-even of the two deployments with nothing found yet.
BreakEven empty_break_even(const PairedEstimates& pair, std::string input, std::string unit);

/// `fargate` when the hosts cost more, else `hosts`.
Side cheaper_side(const Money& hosts, const Money& fargate);

}  // namespace container_tco::detail

#pragma once
// What would lower the bill: the same deployment with one thing changed, priced again in full.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// One change and what it saves. Totals are those of full estimates, labour included.
struct CheaperVariant {
  /// "smaller_task/web", "denser_task/web", "larger_hosts", "smaller_hosts", "any_type", "any_generation", "burstable",
  /// "mixed", "arm64", "fewer_zones".
  std::string id;
  std::string change;  ///< What is different, one sentence.
  std::string needs;   ///< What must be done or true for it.
  std::string risk;    ///< What may get worse.
  Money total_before;
  Money total_after;
  std::vector<std::string> plan_before;  ///< "3 × m5.large", "web: 0.5 vCPU / 1 GB"
  std::vector<std::string> plan_after;

  Money saving() const { return total_before - total_after; }
};

struct VariantOptions {
  /// The most by which a task's request may be cut to reach a smaller Fargate size, or to fit a host once more, of CPU
  /// and of memory, above 0 and below 1. A quarter is an assumption: how much a task can do without, only its owner
  /// knows.
  Rational most_request_cut = Rational::ratio(1, 4);
};

/// The variants that cost less, by saving, then id. Only feasible and complete ones; none is an answer too.
/// Throws InvalidInputError unless the deployment has a complete estimate and for options out of range, and what
/// `estimate` throws.
std::vector<CheaperVariant> cheaper_variants(const Workload& workload, const Deployment& deployment,
                                             const PriceBook& book, const EstimateOptions& options,
                                             const VariantOptions& variants = {});

/// The same, of an estimate that was made: of `workload`, from `book`, with `catalogue`.
std::vector<CheaperVariant> cheaper_variants(const Workload& workload, const PriceBook& book, const Estimate& now,
                                             HostCatalogue& catalogue, const VariantOptions& variants = {});

}  // namespace container_tco

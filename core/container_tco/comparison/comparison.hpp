#pragma once
// Ranks estimates of one workload, tests the claim "EC2 instances + labour > Fargate" for each control plane, explains
// differences line by line, and finds where the sign flips. All money is exact; sentences are written by the report.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/comparison/break_even.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// One line of the difference: the same kind of cost on both sides.
struct Difference {
  CostCategory category = CostCategory::compute;
  std::string what;  ///< The description of a line that both sides have; the category for all that only one side has.
  std::vector<std::string> left_lines;  ///< Ids of the lines that are summed here. Every line stands in one difference.
  std::vector<std::string> right_lines;
  std::optional<Money> left;  ///< Absent when there is no such line.
  std::optional<Money> right;
  Money difference;  ///< right − left; an absent side counts as zero.
};

enum class ClaimVerdict { holds, fails, undecided };
std::string to_string(ClaimVerdict verdict);  ///< "holds", "fails", "undecided"

/// The claim "EC2 instances + labour > Fargate" under one control plane.
struct Claim {
  ControlPlane control_plane = ControlPlane::ecs;
  std::string hosts_deployment;
  std::string fargate_deployment;
  ClaimVerdict verdict = ClaimVerdict::undecided;  ///< Undecided unless both sides are complete.
  std::optional<Money> hosts_total;
  std::optional<Money> fargate_total;
  std::optional<Money> hosts_infrastructure;
  std::optional<Money> fargate_infrastructure;
  std::vector<std::string> undecided_because;  ///< "ecs-fargate cannot run web: …"

  /// hosts − fargate: above zero when Fargate costs less. Nothing when undecided.
  std::optional<Money> difference() const;
  std::optional<Money> difference_without_labour() const;
};

struct Comparison {
  std::string workload;
  std::string region;
  BillingPeriod period;
  std::vector<Estimate>
      estimates;              ///< Complete ones by total, then name; then incomplete, then impossible ones by name.
  std::vector<Claim> claims;  ///< One for each control plane of which both data planes were compared.
  /// For each claim that is decided: labour_hours, node_fill, task_count (as far as each can be asked).
  std::vector<BreakEven> break_evens;
  std::vector<std::string> capacity_warnings;  ///< Where two sides do not offer the same.
  EstimateOptions options;                     ///< What it was computed with.
  std::string price_book_version;
  std::string price_book_digest;

  /// The complete ones by cost without labour, then name.
  std::vector<Estimate> by_infrastructure() const;
  /// The cheapest complete estimate, with labour. Nothing when no estimate is complete.
  const Estimate* best() const;
  const Estimate* find(const std::string& deployment) const;
  /// The lines of `left` against those of `right`. Throws InvalidInputError for a deployment that was not compared.
  std::vector<Difference> differences(const std::string& left, const std::string& right) const;
  /// Throws InvalidInputError for an input that is none of "labour_hours", "node_fill" and "task_count".
  std::vector<BreakEven> break_even(const std::string& input) const;
};

/// Prices `workload` under each of `deployments` (a repeated one counts once) and compares. Empty stands for
/// Deployment::uninterrupted(), and ecs-strategy where strategies are named.
/// Throws what `estimate` throws.
Comparison compare(const Workload& workload, const PriceBook& book, const EstimateOptions& options,
                   const std::vector<Deployment>& deployments = {});

}  // namespace container_tco

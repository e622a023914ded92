#include "container_tco/contract/commitment_allocation.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

struct Pair {
  std::size_t commitment;
  const Coverage* coverage;
  Rational saving;  // Share of the list price.
};

void require_coverage(const std::vector<Rational>& list_prices, const std::vector<HourlyCommitment>& commitments) {
  for (const HourlyCommitment& commitment : commitments) {
    for (const Coverage& coverage : commitment.covers) {
      if (coverage.usage >= list_prices.size()) {
        throw InvalidInputError("coverage", std::to_string(coverage.usage),
                                "one of " + std::to_string(list_prices.size()) + " usages");
      }
      if (coverage.consumes <= Rational(0)) throw InvalidInputError("coverage", coverage.consumes.to_text(), "above 0");
    }
  }
}

Rational saving_of(const Rational& list_price, const Coverage& coverage) {
  if (list_price.is_zero()) return Rational(0);
  return Rational(1) - coverage.rate / list_price;
}

bool reserved_before(const Pair& a, const Pair& b) {
  if (a.coverage->size != b.coverage->size) return a.coverage->size < b.coverage->size;
  const bool a_exact = a.coverage->consumes == Rational(1);
  const bool b_exact = b.coverage->consumes == Rational(1);
  return a_exact && !b_exact;
}

bool plan_before(const Pair& a, const Pair& b) {
  if (a.saving != b.saving) return a.saving > b.saving;
  return a.coverage->rate < b.coverage->rate;
}

std::vector<Pair> pairs_of(CommitmentKind kind, const std::vector<Rational>& list_prices,
                           const std::vector<HourlyCommitment>& commitments) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    if (commitments[i].kind != kind) continue;
    for (const Coverage& coverage : commitments[i].covers) {
      pairs.push_back({i, &coverage, saving_of(list_prices[coverage.usage], coverage)});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), kind == CommitmentKind::reserved ? reserved_before : plan_before);
  return pairs;
}

}  // namespace

std::vector<ApplicationStep> application_order(const std::vector<Rational>& list_prices,
                                               const std::vector<HourlyCommitment>& commitments) {
  require_coverage(list_prices, commitments);
  std::vector<ApplicationStep> steps;
  for (const CommitmentKind kind :
       {CommitmentKind::reserved, CommitmentKind::ec2_instance_savings_plan, CommitmentKind::compute_savings_plan}) {
    for (const Pair& pair : pairs_of(kind, list_prices, commitments)) {
      steps.push_back({pair.coverage->usage, pair.commitment, pair.coverage->rate, pair.coverage->consumes});
    }
  }
  return steps;
}

CommitmentAllocation apply_commitments(const std::vector<HourlyUsage>& usages,
                                       const std::vector<HourlyCommitment>& commitments) {
  CommitmentAllocation result;
  std::vector<Rational> list_prices;
  for (const HourlyUsage& usage : usages) {
    if (usage.amount.is_negative()) throw InvalidInputError("usage", usage.amount.to_text(), "0 or more");
    list_prices.push_back(usage.list_price);
    result.uncovered.push_back(usage.amount);
  }
  for (const HourlyCommitment& commitment : commitments) {
    if (commitment.limit.is_negative()) throw InvalidInputError("commitment", commitment.limit.to_text(), "0 or more");
    result.unused.push_back(commitment.limit);
  }
  for (const ApplicationStep& step : application_order(list_prices, commitments)) {
    Rational& left = result.unused[step.commitment];
    Rational& open = result.uncovered[step.usage];
    const Rational amount = min(open, left / step.consumes);
    if (amount.is_zero()) continue;
    result.covered.push_back({step.usage, step.commitment, amount, step.rate});
    open -= amount;
    left -= amount * step.consumes;
  }
  return result;
}

}  // namespace container_tco

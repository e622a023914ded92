#pragma once
// Commitments applied to usage over time, hour by hour in AWS's order. What an hour does not use is lost in that hour.

#include <cstddef>
#include <string>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Usage of one kind that one commitment covers, over all hours.
struct CoveredAmount {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  Rational amount;
  Rational rate;
};

/// What became of a commitment, in units of its limit × hours: money, or reservation hours.
struct CommitmentUse {
  std::string name;
  Rational committed;
  Rational used;
  Rational unused;                ///< Paid and lost.
  Rational cost;                  ///< Of all that is committed, upfront fees spread over the term.
  std::size_t hours_used_up = 0;  ///< In which nothing of it was left.

  /// used / committed; 1 when nothing is committed.
  Rational utilisation() const { return committed.is_zero() ? Rational(1) : used / committed; }
};

/// What became of a kind of usage, in its units.
struct KindUse {
  std::string key;
  Rational amount;
  Rational covered;
  Rational uncovered;          ///< Charged on demand.
  Rational on_demand_cost;     ///< Of `uncovered`.
  bool can_be_covered = true;  ///< Whether any of the commitments holds for it.

  /// covered / amount; 1 for a kind without usage.
  Rational coverage() const { return amount.is_zero() ? Rational(1) : covered / amount; }
};

/// One hour, on request.
struct HourUse {
  std::vector<Rational> used;       ///< By commitment, in units of its limit.
  std::vector<Rational> uncovered;  ///< By kind.
  Rational on_demand_cost;          ///< Of what is not covered.
};

struct UsageApplication {
  std::size_t hours = 0;
  std::vector<CommitmentUse> commitments;
  std::vector<KindUse> kinds;
  std::vector<CoveredAmount> covered;  ///< In the order of application; without those of no amount.
  std::vector<HourUse> by_hour;        ///< Empty unless asked for.
  Rational cost_without;               ///< All of the usage on demand.
  Rational commitment_cost;
  Rational on_demand_cost;        ///< Of what is not covered.
  Rational coverage;              ///< Share of the on-demand value of the kinds that can be covered; 1 when it is zero.
  std::vector<Assumption> notes;  ///< Unused commitments and what the result rests on.

  Rational cost() const { return commitment_cost + on_demand_cost; }
  Rational saving() const { return cost_without - cost(); }
  /// The kinds that none of the commitments covers, by key.
  std::vector<std::string> never_covered() const;
};

/// Exactly what `apply_commitments` gives for every hour, summed. Throws InvalidInputError for a profile or a
/// commitment that is not valid.
UsageApplication apply_commitments_over(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments,
                                        bool with_hours = false);

/// Throws InvalidInputError for a negative limit, or part of a Reserved Instance.
void require_valid(const HeldCommitment& commitment);

/// The steps of all commitments in AWS's order.
std::vector<ApplicationStep> application_order(const UsageProfile& profile,
                                               const std::vector<HeldCommitment>& commitments);

}  // namespace container_tco

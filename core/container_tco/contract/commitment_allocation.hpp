#pragma once
// What commitments cover within one hour, in AWS's order: Reserved Instances, then EC2 Instance Savings Plans, then
// Compute Savings Plans (rules P30 to P32). Knows no price book: it may be run for every hour of a year.

#include <cstddef>
#include <vector>

#include "container_tco/contract/contract.hpp"

namespace container_tco {

/// Usage within the hour, in units of its price.
struct HourlyUsage {
  Rational amount;
  Rational list_price;  ///< Of one unit; the saving is measured against it.
};

/// That a commitment covers a usage, and at what rate.
struct Coverage {
  std::size_t usage = 0;
  Rational rate;      ///< For one unit of usage.
  Rational consumes;  ///< Of the commitment's limit, for one unit of usage.
  Rational size;      ///< Reserved Instances cover smaller sizes first.
};

/// A commitment within the hour. `limit` counts reserved instances, or money for Savings Plans.
struct HourlyCommitment {
  CommitmentKind kind = CommitmentKind::compute_savings_plan;
  Rational limit;
  std::vector<Coverage> covers;
};

/// A part of one usage that one commitment covers.
struct CoveredUsage {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  Rational amount;
  Rational rate;
};

/// That a commitment covers a usage next, as far as both last.
struct ApplicationStep {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  Rational rate;      ///< For one unit of usage.
  Rational consumes;  ///< Of the commitment's limit, for one unit of usage.
};

struct CommitmentAllocation {
  std::vector<CoveredUsage> covered;  ///< In the order of application.
  std::vector<Rational> uncovered;    ///< By usage.
  std::vector<Rational> unused;       ///< By commitment, in units of its limit; lost.
};

/// AWS's order, which does not depend on amounts or limits: `list_prices` by usage. Throws InvalidInputError for a
/// coverage of no known usage or of no consumption.
std::vector<ApplicationStep> application_order(const std::vector<Rational>& list_prices,
                                               const std::vector<HourlyCommitment>& commitments);

/// Savings Plans: the highest saving in percent first, ties by the lowest rate, then in the order given. Reserved
/// Instances: the smallest size first, the exact type before another size. Throws InvalidInputError for a negative
/// amount or limit, or a coverage of no known usage.
CommitmentAllocation apply_commitments(const std::vector<HourlyUsage>& usages,
                                       const std::vector<HourlyCommitment>& commitments);

}  // namespace container_tco

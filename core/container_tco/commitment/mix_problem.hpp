#pragma once
// Inside of the stage: what the search for the best mix works on.

#include <cstddef>
#include <optional>
#include <vector>

#include "container_tco/commitment/affine_minimum.hpp"
#include "container_tco/commitment/charge_minorant.hpp"
#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/distinct_hours.hpp"

namespace container_tco::detail {

/// The commitments `fixed` are owned; of each of the others an amount is to be chosen.
struct MixProblem {
  const UsageProfile& profile;
  std::vector<HeldCommitment> commitments;
  std::size_t fixed = 0;
  std::vector<DistinctHour> hours = distinct_hours(profile);

  std::size_t axes() const { return commitments.size() - fixed; }
  const CommitmentOffer& offer(std::size_t axis) const { return commitments[fixed + axis].offer; }
  /// What one unit costs over all hours.
  Rational price(std::size_t axis) const;
  /// By axis, an amount above which more of it covers nothing more.
  std::vector<Rational> most() const;
};

/// The cheapest amounts so far, by axis.
struct MixIncumbent {
  std::vector<Rational> amounts;
  Rational cost;
};

ChargeTerms<Rational> exact_charge_terms(const MixProblem& problem);
std::vector<Enclosure<Rational>> exact_enclosures(const MixProblem& problem, std::size_t hour);

/// In fixed point with usage in money on demand, so that all numbers are of like size. Nothing when some number is too
/// large or too small for it.
struct NearMix {
  ChargeTerms<FixedPoint> terms;
  std::vector<std::vector<Enclosure<FixedPoint>>> amounts;  ///< By distinct hour, then kind.
  std::vector<Enclosure<FixedPoint>> limits;                ///< Of the fixed commitments, then from 0 to the most.
};
std::optional<NearMix> near_mix(const MixProblem& problem);

}  // namespace container_tco::detail

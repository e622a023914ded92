#pragma once
// Total cost as a function of how much is committed: piecewise linear, in exact pieces.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/usage_profile.hpp"

namespace container_tco {

/// A piece of the curve, up to the next one; the last goes on for ever.
struct CurvePiece {
  Rational from;   ///< Of the commitment: money an hour, or a number of reservations.
  Rational cost;   ///< At `from`, of the whole profile, commitments included.
  Rational slope;  ///< Cost of one more unit of commitment.
};

/// What the usage costs with `owned` and a commitment of `offer`, by its amount. Of more than `max_pieces` pieces so
/// many are kept, evenly spread, whose ends lie on the curve and whose slopes are those between their ends; 0 keeps
/// all. Throws InvalidInputError.
std::vector<CurvePiece> cost_curve(const UsageProfile& profile, const CommitmentOffer& offer,
                                   const std::vector<HeldCommitment>& owned = {}, std::size_t max_pieces = 0);

/// The least cost on a curve, at the smallest amount that has it. Of `counted` offers whole amounts only.
Rational cheapest_amount(const std::vector<CurvePiece>& curve, bool counted);

/// The cost at `amount`, 0 or more.
Rational cost_at(const std::vector<CurvePiece>& curve, const Rational& amount);

}  // namespace container_tco

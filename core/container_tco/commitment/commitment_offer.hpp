#pragma once
// What AWS sells as a commitment, with its rate for each kind of usage and where the rate comes from.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/contract/commitment_allocation.hpp"
#include "container_tco/contract/contract.hpp"

namespace container_tco {

/// Where the rate for one kind comes from.
struct OfferedRate {
  std::size_t usage = 0;  ///< Index of the kind.
  Rational rate;          ///< For one unit of usage; upfront fees spread over the term as the price book states.
  std::string derivation;
  std::string price_key;
  Provenance provenance;
  bool is_estimate = false;
};

/// A kind that the commitment does not cover, or covers at a rate that nobody knows.
struct UncoveredKind {
  std::size_t usage = 0;
  std::string reason;
};

/// One unit of commitment: one dollar an hour of a Savings Plan, or one Reserved Instance.
struct CommitmentOffer {
  std::string name;
  CommitmentKind kind = CommitmentKind::compute_savings_plan;
  Rational price_per_hour = 1;  ///< Of one unit: 1 for Savings Plans, the effective hourly price of a reservation.
  std::int64_t term_years = 0;  ///< 0: not known.
  std::vector<Coverage> covers = {};
  std::vector<OfferedRate> rates = {};          ///< In the order of `covers`; empty for an offer made in code.
  std::vector<UncoveredKind> not_covered = {};  ///< By kind.

  bool is_counted() const { return kind == CommitmentKind::reserved; }
};

/// So much of an offer: money an hour, or a number of reservations.
struct HeldCommitment {
  CommitmentOffer offer;
  Rational limit;
};

/// The kinds that `keys` name, at the on-demand prices of `region`. Throws PriceNotFoundError with the nearest keys;
/// InvalidInputError for a price in tiers.
std::vector<UsageKind> usage_kinds(const PriceBook& book, const std::string& region,
                                   const std::vector<std::string>& keys);

/// What `terms` cost for each of `kinds`: rates that the terms state, else those of the book. The amount that is
/// committed in `terms` plays no part. Throws InvalidInputError for terms that AWS does not sell, PriceNotFoundError
/// for a reservation that the book does not know.
CommitmentOffer commitment_offer(const PriceBook& book, const std::string& region, const Commitment& terms,
                                 const std::vector<UsageKind>& kinds);

/// The same, as much of it as `terms` hold.
HeldCommitment held_commitment(const PriceBook& book, const std::string& region, const Commitment& terms,
                               const std::vector<UsageKind>& kinds);

}  // namespace container_tco

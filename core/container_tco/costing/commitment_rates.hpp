#pragma once
// Inside of the stage: what owned commitments charge for usage, and whether they cover it.

#include <optional>
#include <string>

#include "container_tco/costing/ledger.hpp"

namespace container_tco::detail {

/// What a commitment charges for one unit of usage.
struct CommitmentRate {
  Rational rate;
  Rational consumes;  ///< Of the commitment's limit.
  Rational size;      ///< Of the instance type, for the order of Reserved Instances.
  std::string derivation;
  std::string price_key;
  Provenance provenance;
  bool is_estimate = false;
};

/// The effective hourly price of one Reserved Instance, as stated or by the book. Throws PriceNotFoundError.
CommitmentRate reserved_rate(const Ledger& ledger, const Commitment& commitment);

/// What `commitment` charges for usage priced at `key`; nothing when it does not cover it. `reserved` is that of
/// `reserved_rate`. Throws PriceNotFoundError when it covers the usage at a rate that nobody knows.
std::optional<CommitmentRate> rate_for(const Ledger& ledger, const Commitment& commitment,
                                       const std::optional<CommitmentRate>& reserved, const std::string& key);

}  // namespace container_tco::detail

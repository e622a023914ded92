#pragma once
// What commitments charge for usage, and whether they cover it: as the contract states, else as the price book has it.

#include <optional>
#include <string>

#include "container_tco/contract/contract.hpp"

namespace container_tco {

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
CommitmentRate reserved_rate(const PriceBook& book, const Commitment& commitment);

/// What `commitment` charges for usage priced at `key`; nothing when it does not cover it. `reserved` is that of
/// `reserved_rate`. A rate that a Compute Savings Plan states makes it cover that key, whatever it is. Throws
/// PriceNotFoundError when it covers the usage at a rate that nobody knows.
std::optional<CommitmentRate> rate_for(const PriceBook& book, const std::string& region, const Commitment& commitment,
                                       const std::optional<CommitmentRate>& reserved, const std::string& key);

}  // namespace container_tco

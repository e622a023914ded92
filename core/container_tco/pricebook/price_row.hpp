#pragma once
// One price of the book, flat or in tiers.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

/// A price that holds from `begin` up to `end` units a month (open-ended when absent).
struct PriceTier {
  Rational begin;
  std::optional<Rational> end;
  Money price;
  friend bool operator==(const PriceTier&, const PriceTier&) = default;
};

/// One row of the book. `key` is a path such as "fargate/ecs/linux/x86_64/vcpu" (all keys: pricing/README.md).
struct PriceRow {
  std::string key;
  std::string region;
  PricingUnit unit;
  std::vector<PriceTier> tiers;  ///< At least one, in order, without gaps, from 0 to no end; one currency.
  Provenance provenance;
  /// What the bounds of several tiers count: "GB a month, binary (10 TB = 10,240 GB)". Empty when the table is silent.
  std::string tier_unit = {};

  bool is_tiered() const { return tiers.size() > 1; }
  /// The price of an untiered row. Throws InvalidInputError for a tiered one.
  UnitPrice unit_price() const;
  friend bool operator==(const PriceRow&, const PriceRow&) = default;
};

/// Whether `key` is a path of at least two parts out of a-z, 0-9, '_', '.' and '-'.
bool is_price_key(std::string_view key);

/// What is wrong with `tiers`, as a pair of "expected" and "found"; nothing when they are as PriceRow promises.
struct TierFault {
  std::string expected;
  std::string found;
};
std::optional<TierFault> find_tier_fault(const std::vector<PriceTier>& tiers);

/// Throws InvalidInputError unless key and tiers are as PriceRow promises.
void require_valid(const PriceRow& row);

/// Bytes that two rows share exactly when they are equal; for digests.
std::string canonical_bytes(const PriceRow& row);

}  // namespace container_tco

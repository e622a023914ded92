#pragma once
// Spot capacity: what it was observed to cost stands in for a price, with the spread that was seen (rules F22, P29).

#include <optional>
#include <string>

#include "container_tco/costing/ledger.hpp"

namespace container_tco {

/// What a unit of Spot capacity is taken to cost.
struct SpotPrice {
  UnitPrice price;  ///< The average observed, else the median, else the last price.
  Money low;        ///< The lowest and the highest observed; `price` itself where no spread was.
  Money high;
  std::string derivation;         ///< "average of 8 snapshots"
  std::string interruption_band;  ///< "5-10%" of the instances a month; empty when unknown.
  Provenance provenance;
};

/// Nothing when `book` has no observation with a price.
std::optional<SpotPrice> find_spot_price(const PriceBook& book, const std::string& key, const std::string& region);

/// The unit price of Spot capacity: the user's own (a price of the contract, or one laid over the book), else the
/// observed one. Nothing when there is neither.
std::optional<Money> spot_unit_price(const PriceBook& book, const Contract* contract, const std::string& key,
                                     const std::string& region);

/// Adds the line of `charge` at that price; a gap when there is none. Discounts of a contract lower no observed price.
void add_spot_charge(Ledger& ledger, const Charge& charge, const std::string& key);

}  // namespace container_tco

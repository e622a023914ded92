#pragma once
// List and contracted price of one key: negotiated prices first, discounts in the order of the contract.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/contract/contract.hpp"

namespace container_tco {

/// Which of the FOCUS unit prices a line is charged at. `observed` is what Spot capacity was seen to cost: nobody
/// promises it (FOCUS: PricingCategory Dynamic).
enum class PriceBasis { list, contracted, effective, observed };
std::string to_string(PriceBasis basis);  ///< "list", "contracted", "effective", "observed"

/// A price that holds from `begin` up to `end` units a month.
struct ContractedTier {
  Rational begin;
  std::optional<Rational> end;
  std::optional<Money> list;  ///< Nothing when the book has no such price.
  Money contracted;
  std::string derivation;  ///< "0.096 list − 9 % EDP = 0.08736"
};

struct ContractedPrice {
  PriceRow row;  ///< The negotiated row, else that of the book: key, unit and provenance.
  bool is_contracted = false;
  std::vector<ContractedTier> tiers;   ///< As in a PriceRow: in order, without gaps.
  std::vector<std::size_t> discounts;  ///< Of the contract, that were applied.
};

/// Whether `discount` covers the price of `key` in `region`, be it negotiated or not.
bool covers(const Discount& discount, std::string_view key, std::string_view region);

/// Nothing when neither the contract nor the book has the price. Throws InvalidInputError when discounts that add up
/// exceed 100 % or prices of two units meet.
std::optional<ContractedPrice> find_contracted_price(const PriceBook& book, const Contract& contract,
                                                     std::string_view key, std::string_view region);
/// The same. Throws PriceNotFoundError.
ContractedPrice contracted_price(const PriceBook& book, const Contract& contract, std::string_view key,
                                 std::string_view region);
/// What the contract makes of a list price that stands in no book, such as a fee that is worked out.
ContractedPrice contracted_price(const PriceRow& list, const Contract& contract);
/// The one contracted price by which sizes and hosts are chosen. Throws InvalidInputError for one in tiers.
Money contracted_unit_price(const ContractedPrice& price);

}  // namespace container_tco

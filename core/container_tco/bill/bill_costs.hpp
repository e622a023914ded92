#pragma once
// What the price book says that the usage of a bill costs: the model minus the bill, line by line.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// The model of one line. Without a price there is no cost either, and `no_price` says why: never zero.
struct BillLineCost {
  std::optional<UnitPrice> unit_price;
  std::optional<Money> model;       ///< quantity × unit price.
  std::optional<Money> difference;  ///< model − effective cost of the bill: what discounts and commitments took off.
  std::optional<Money> list_difference;  ///< model − list cost of the bill: how far the price book is from the bill's.
  std::string basis;                     ///< "list price", "observed Spot price: average of 8 snapshots"
  std::string no_price;                  ///< Empty when there is one.
  std::optional<Provenance> provenance;
};

/// Sums of the lines of one currency that are container compute.
struct BillCostTotal {
  Currency currency = Currency::usd();
  Money model = Money::zero(Currency::usd());          ///< Of lines with a price.
  Money effective = Money::zero(Currency::usd());      ///< Of the same lines.
  Money difference = Money::zero(Currency::usd());     ///< model − effective
  Money without_price = Money::zero(Currency::usd());  ///< Effective cost of the lines that have none.
  Money not_container = Money::zero(Currency::usd());  ///< Effective cost of all other lines.
};

struct BillCosts {
  std::vector<BillLineCost> lines;  ///< As the lines of the bill.
  std::vector<BillCostTotal>
      totals;  ///< As the totals of the bill: the three effective costs add up to that of the bill.
  std::string price_book_version;
  std::string price_book_digest;
};

/// List prices for on-demand usage and usage that a commitment covers; for Spot usage what was observed.
BillCosts price_bill(const Bill& bill, const PriceBook& book);

}  // namespace container_tco

#include "container_tco/bill/bill_costs.hpp"

#include <algorithm>

#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

bool has_region(const PriceBook& book, const std::string& code) {
  return std::any_of(book.regions().begin(), book.regions().end(),
                     [&](const Region& region) { return region.code == code; });
}

/// Sets price and basis, or why there is none.
void find_unit_price(BillLineCost& cost, const BillLine& line, const PriceBook& book) {
  if (line.purchase == BillPurchase::spot) {
    if (const auto spot = find_spot_price(book, line.price_key, line.region)) {
      cost.unit_price = spot->price;
      cost.basis = "observed Spot price: " + spot->derivation;
      cost.provenance = spot->provenance;
      return;
    }
    cost.no_price = "the price book has no Spot observation of " + line.price_key + " in " + line.region;
    return;
  }
  const PriceRow* row = book.find_price(line.price_key, line.region);
  if (row == nullptr) {
    cost.no_price = "the price book has no " + line.price_key + " in " + line.region;
  } else if (row->is_tiered()) {
    cost.no_price = "the price of " + line.price_key + " has tiers, and a line does not say which it fills";
  } else {
    cost.unit_price = row->unit_price();
    cost.basis = "list price";
    cost.provenance = row->provenance;
  }
}

BillLineCost price_line(const BillLine& line, const PriceBook& book) {
  BillLineCost cost;
  if (line.role == BillRole::other) {
    cost.no_price = "not container compute";
  } else if (line.price_key.empty()) {
    cost.no_price = line.no_price;
  } else if (line.region.empty()) {
    cost.no_price = "the bill does not say in which region";
  } else if (!has_region(book, line.region)) {
    cost.no_price = "the price book has no region " + printable(line.region);
  } else {
    find_unit_price(cost, line, book);
  }
  if (!cost.unit_price) return cost;
  const Currency& currency = cost.unit_price->money.currency();
  if (currency != line.billed.currency()) {
    cost.no_price = "the bill is in " + line.billed.currency().code() + ", the price in " + currency.code();
    cost.unit_price.reset();
    return cost;
  }
  cost.model = Quantity{line.quantity, *line.unit} * *cost.unit_price;
  cost.difference = *cost.model - line.effective;
  if (line.list) cost.list_difference = *cost.model - *line.list;
  return cost;
}

}  // namespace

BillCosts price_bill(const Bill& bill, const PriceBook& book) {
  BillCosts costs{{}, {}, book.version(), book.digest()};
  for (const BillTotal& total : bill.totals) {
    const Money zero = Money::zero(total.currency);
    costs.totals.push_back({total.currency, zero, zero, zero, zero, zero});
  }
  for (const BillLine& line : bill.lines) {
    costs.lines.push_back(price_line(line, book));
    const BillLineCost& cost = costs.lines.back();
    const auto total = std::find_if(costs.totals.begin(), costs.totals.end(), [&](const BillCostTotal& each) {
      return each.currency == line.effective.currency();
    });
    if (total == costs.totals.end()) throw InternalError("the totals of a bill have the currency of each line");
    if (cost.model) {
      total->model += *cost.model;
      total->effective += line.effective;
      total->difference += *cost.difference;
    } else {
      (line.role == BillRole::other ? total->not_container : total->without_price) += line.effective;
    }
  }
  return costs;
}

}  // namespace container_tco

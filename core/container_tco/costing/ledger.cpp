#include "container_tco/costing/ledger.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {

namespace {

// Bounds of tiers count units a month, quantities those of the period.
PriceRow for_period(PriceRow row, const BillingPeriod& period) {
  if (!row.is_tiered()) return row;
  for (PriceTier& tier : row.tiers) {
    tier.begin *= period.months();
    if (tier.end) *tier.end *= period.months();
  }
  return row;
}

}  // namespace

Ledger::Ledger(const PriceBook& book, std::string region, BillingPeriod period, const Contract* contract)
    : book_(book),
      region_(std::move(region)),
      period_(std::move(period)),
      currency_(book.region(region_).currency),
      contract_(contract) {}

std::optional<Money> Ledger::find_first_price(const std::string& key) const {
  if (contract_ != nullptr) {
    const std::optional<ContractedPrice> found = find_contracted_price(book_, *contract_, key, region_);
    if (!found) return std::nullopt;
    return found->tiers.front().contracted;
  }
  const PriceRow* row = book_.find_price(key, region_);
  if (row == nullptr) return std::nullopt;
  return row->tiers.front().price;
}

std::vector<LineItem> Ledger::priced(const Charge& charge, const std::string& key) {
  if (contract_ == nullptr) return price_tiers(charge, for_period(book_.price(key, region_), period_));
  const ContractedPrice price = contracted_price(book_, *contract_, key, region_);
  discounts_used_.insert(price.discounts.begin(), price.discounts.end());
  return price_contracted(charge, price, price.tiers.size() > 1 ? period_.months() : Rational(1));
}

void Ledger::add(const Charge& charge, const std::string& key) {
  if (charge.quantity.is_zero()) return;
  try {
    for (LineItem& line : priced(charge, key)) lines.push_back(std::move(line));
  } catch (const PriceNotFoundError& error) {
    gaps.push_back({charge.description + ": no price for '" + key + "' in " + region_,
                    "State it in a price overlay" +
                        (error.candidates().empty() ? "" : "; nearest: " + join_alternatives(error.candidates()))});
  }
}

void Ledger::add(const Charge& charge, const PriceRow& list, const std::string& derivation) {
  if (charge.quantity.is_zero()) return;
  std::vector<LineItem> priced_lines;
  if (contract_ == nullptr) {
    priced_lines = price_tiers(charge, list);
  } else {
    const ContractedPrice price = contracted_price(list, *contract_);
    discounts_used_.insert(price.discounts.begin(), price.discounts.end());
    priced_lines = price_contracted(charge, price, Rational(1));
  }
  for (LineItem& line : priced_lines) {
    line.price_derivation = derivation + (line.price_derivation.empty() ? "" : "; " + line.price_derivation);
    lines.push_back(std::move(line));
  }
}

void Ledger::assume(std::string id, std::string text, std::string source) {
  const bool known =
      std::any_of(assumptions.begin(), assumptions.end(), [&](const Assumption& a) { return a.id == id; });
  if (!known) assumptions.push_back({std::move(id), std::move(text), std::move(source)});
}

void Ledger::leave_out(std::string text) {
  if (std::find(not_priced.begin(), not_priced.end(), text) == not_priced.end()) not_priced.push_back(std::move(text));
}

}  // namespace container_tco

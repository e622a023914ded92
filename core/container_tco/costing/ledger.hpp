#pragma once
// Collects the lines of one estimate, and says what is taken for granted, left out, or missing.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "container_tco/costing/line_item.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A price or fact without which the total would be wrong.
struct Gap {
  std::string what;
  std::string remedy;
};

/// The book of one estimate. A charge whose price is missing becomes a gap, so that the estimate is shown as incomplete
/// and every missing price is named at once.
class Ledger {
 public:
  /// `contract` must outlive the ledger; nullptr for list prices.
  Ledger(const PriceBook& book, std::string region, BillingPeriod period, const Contract* contract = nullptr);

  const PriceBook& book() const { return book_; }
  const std::string& region() const { return region_; }
  const BillingPeriod& period() const { return period_; }
  const Currency& currency() const { return currency_; }
  const Contract* contract() const { return contract_; }
  /// Of the contract, those that lowered a price of a line.
  const std::set<std::size_t>& discounts_used() const { return discounts_used_; }
  /// The contracted price of the first unit, by which plans are ranked. Nothing when there is no price.
  std::optional<Money> find_first_price(const std::string& key) const;

  /// Prices `charge` at `key` and adds its lines; a charge of zero adds none.
  void add(const Charge& charge, const std::string& key);
  /// The same at a list price that stands in no book; `derivation` says how it came about.
  void add(const Charge& charge, const PriceRow& list, const std::string& derivation);
  /// Adds a line that was priced elsewhere (labour).
  void add(LineItem line) { lines.push_back(std::move(line)); }
  /// Adds the assumption unless one of the same id stands there.
  void assume(std::string id, std::string text, std::string source);
  void leave_out(std::string text);

  std::vector<LineItem> lines;
  std::vector<Assumption> assumptions;
  std::vector<std::string> not_priced;
  std::vector<std::string> warnings;
  std::vector<Gap> gaps;

 private:
  std::vector<LineItem> priced(const Charge& charge, const std::string& key);

  const PriceBook& book_;
  std::string region_;
  BillingPeriod period_;
  Currency currency_;
  const Contract* contract_;
  std::set<std::size_t> discounts_used_;
};

}  // namespace container_tco

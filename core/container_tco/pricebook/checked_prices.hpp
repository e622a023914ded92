#pragma once
// A book's rows as the checks of check_book look at them.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "container_tco/pricebook/book_check.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

struct CheckBands;

class CheckedPrices {
 public:
  CheckedPrices(const PriceBook& book, const CheckBands& bands);

  const PriceBook& book() const { return book_; }
  const CheckBands& bands() const { return bands_; }
  const std::vector<PriceRow>& rows() const { return rows_; }
  /// The row of `key` in `region`, or null.
  const PriceRow* find(const std::string& key, const std::string& region) const;
  /// All rows of one key, by region.
  using ByRegion = std::map<std::string_view, const PriceRow*>;
  const std::unordered_map<std::string_view, ByRegion>& by_key() const { return by_key_; }

  void add(FindingSeverity severity, const std::string& rule, const PriceRow& row, std::string what, std::string why);
  void add(BookFinding finding) { findings_.push_back(std::move(finding)); }
  std::vector<BookFinding> take_findings() { return std::move(findings_); }

 private:
  const PriceBook& book_;
  const CheckBands& bands_;
  std::vector<PriceRow> rows_;
  std::unordered_map<std::string_view, ByRegion> by_key_;
  std::vector<BookFinding> findings_;
};

/// The price of the first tier.
inline const Money& first_price(const PriceRow& row) { return row.tiers.front().price; }
/// "0.0464 USD"
std::string price_text(const Money& money);
/// The middle one of `values`, or the mean of the middle two. There must be one.
Rational median_of(std::vector<Rational> values);

void check_plausible_amounts(CheckedPrices& prices);
void check_region_ratios(CheckedPrices& prices);
void check_families(CheckedPrices& prices);
/// Pairs of prices of which one must be the lower: Linux and Windows, ARM and x86, reserved and on-demand.
void check_price_order(CheckedPrices& prices);
/// Observed averages of Spot against on-demand prices.
void check_spot(CheckedPrices& prices);
void check_provenance(CheckedPrices& prices, const BookCheckOptions& options);

}  // namespace container_tco

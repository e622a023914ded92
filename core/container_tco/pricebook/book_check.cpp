#include "container_tco/pricebook/book_check.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"
#include "container_tco/pricebook/check_bands.hpp"
#include "container_tco/pricebook/checked_prices.hpp"

namespace container_tco {

std::string to_string(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::error:
      return "error";
    case FindingSeverity::warning:
      return "warning";
    case FindingSeverity::note:
      return "note";
  }
  throw InternalError("a severity without a name");
}

CheckedPrices::CheckedPrices(const PriceBook& book, const CheckBands& bands)
    : book_(book), bands_(bands), rows_(book.prices("")) {
  for (const PriceRow& row : rows_) {
    if (by_key_[row.key].emplace(row.region, &row).second) continue;
    add(FindingSeverity::error, "duplicate", row, "the key stands twice", "each key once in a region");
  }
}

const PriceRow* CheckedPrices::find(const std::string& key, const std::string& region) const {
  const auto rows = by_key_.find(key);
  if (rows == by_key_.end()) return nullptr;
  const auto row = rows->second.find(region);
  return row == rows->second.end() ? nullptr : row->second;
}

void CheckedPrices::add(FindingSeverity severity, const std::string& rule, const PriceRow& row, std::string what,
                        std::string why) {
  if (const KnownSurprise* known = bands_.surprise(rule, row.key)) {
    findings_.push_back({FindingSeverity::note, rule, row.key, row.region, std::move(what), "known: " + known->why});
    return;
  }
  findings_.push_back({severity, rule, row.key, row.region, std::move(what), std::move(why)});
}

std::string price_text(const Money& money) { return money.amount().to_text() + " " + money.currency().code(); }

Rational median_of(std::vector<Rational> values) {
  if (values.empty()) throw InternalError("a median of nothing");
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / Rational(2);
}

void check_provenance(CheckedPrices& prices, const BookCheckOptions& options) {
  struct Group {
    std::int64_t rows = 0;
    const PriceRow* first = nullptr;
  };
  std::map<std::string, Group> by_date;
  Group silent;
  const auto count = [](Group& group, const PriceRow& row) {
    if (group.rows++ == 0) group.first = &row;
  };
  for (const PriceRow& row : prices.rows()) {
    const Provenance& provenance = row.provenance;
    if (provenance.source.empty() || provenance.source == "user" || provenance.as_of.empty()) count(silent, row);
    if (!provenance.as_of.empty()) count(by_date[provenance.as_of], row);
  }
  const auto words = [](const Group& group) {
    return std::to_string(group.rows) + (group.rows == 1 ? " row, " : " rows, first ") + group.first->key + " in " +
           group.first->region;
  };
  if (silent.rows > 0) {
    prices.add({FindingSeverity::note, "provenance", "", "", words(silent) + ": no source or no date",
                "a price that nobody can look up is hard to trust"});
  }
  if (!options.date) return;
  const std::chrono::sys_days today = parse_date(*options.date, "date");
  for (const auto& [as_of, group] : by_date) {
    const auto day = latest_day(as_of);
    const std::int64_t age = day ? static_cast<std::int64_t>((today - *day).count()) : 0;
    if (age <= options.stale_after_days) continue;
    prices.add({FindingSeverity::note, "age", "", "",
                words(group) + ": of " + as_of + ", " + std::to_string(age) + " days before " + *options.date,
                "at most " + std::to_string(options.stale_after_days) + " days"});
  }
}

std::vector<BookFinding> check_book(const PriceBook& book, const BookCheckOptions& options) {
  if (options.date) parse_date(*options.date, "date");
  CheckedPrices prices(book, check_bands());
  check_plausible_amounts(prices);
  check_region_ratios(prices);
  check_families(prices);
  check_price_order(prices);
  check_spot(prices);
  check_provenance(prices, options);
  std::vector<BookFinding> findings = prices.take_findings();
  std::stable_sort(findings.begin(), findings.end(), [](const BookFinding& a, const BookFinding& b) {
    return std::tie(a.severity, a.rule, a.region, a.key) < std::tie(b.severity, b.rule, b.region, b.key);
  });
  return findings;
}

}  // namespace container_tco

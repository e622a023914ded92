#pragma once
// Is this price book to be believed? Comes in: a whole book. Goes out: what is wrong, suspicious or worth to know about
// its prices, in a fixed order. Broken tables never get here: loading refuses them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// error: contradicts another price of the book, so one of the two is wrong. warning: outside of what was ever seen.
/// note: explained, or no matter of the amount.
enum class FindingSeverity { error, warning, note };
std::string to_string(FindingSeverity severity);  ///< "error", "warning", "note"

struct BookFinding {
  FindingSeverity severity = FindingSeverity::note;
  std::string rule;    ///< "region_ratio", "family", "windows_below_linux" …
  std::string key;     ///< Empty when the finding is about many rows.
  std::string region;  ///< Likewise.
  std::string what;    ///< What was found, with the figures.
  std::string why;     ///< What was expected, and by which reason.
};

struct BookCheckOptions {
  /// ISO date from which ages are counted; without it nothing is called old.
  std::optional<std::string> date;
  std::int64_t stale_after_days = 180;
};

/// The findings by severity, then rule, region and key. Throws InvalidInputError for a bad date.
std::vector<BookFinding> check_book(const PriceBook& book, const BookCheckOptions& options = {});

}  // namespace container_tco

#pragma once
// What changed from one price book to another.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// Which rows are compared; all when empty.
struct BookDifferenceFilter {
  std::string key_prefix;
  std::optional<std::string> region;
};

/// A row that both books have, with another price, unit, currency or other tiers.
struct PriceDifference {
  PriceRow before;
  PriceRow after;
  bool unit_changed = false;
  bool currency_changed = false;
  bool bounds_changed = false;  ///< Tiers begin elsewhere, or count another unit.
  /// after ÷ before − 1, exactly, of each tier; empty when unit, currency or bounds differ.
  std::vector<Rational> change_fractions;
};

/// Rows in order of region and key. Rows that differ in provenance alone count as equal.
struct BookDifference {
  std::string before_digest;
  std::string after_digest;
  std::vector<PriceDifference> changed;
  std::vector<PriceRow> added;
  std::vector<PriceRow> removed;
  std::int64_t unchanged = 0;
  std::int64_t spot_changed = 0;  ///< Observations that only one book has, or that are not the same in both.

  bool is_empty() const { return changed.empty() && added.empty() && removed.empty() && spot_changed == 0; }
};

/// Throws InvalidInputError for a region that neither book has.
BookDifference book_difference(const PriceBook& before, const PriceBook& after,
                               const BookDifferenceFilter& filter = {});

}  // namespace container_tco

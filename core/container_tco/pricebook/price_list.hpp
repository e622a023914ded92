#pragma once
// Prices that a user lays on top of a book.

#include <string>
#include <vector>

#include "container_tco/pricebook/price_row.hpp"

namespace container_tco {

class RegionTable;

/// The rows of an overlay file, in one of two forms:
/// - a price table, as in the bundled book;
/// - a list {"prices": [{"key", "region", "unit_price", "unit", "currency", "source", "as_of", "note"}]}, of which the
///   first four are required and `currency` is that of the region in `regions` unless stated.
/// Throws ParseError, and AmbiguousPriceError when two rows share key and region.
std::vector<PriceRow> parse_price_rows(const std::string& json_text, const std::string& file,
                                       const RegionTable& regions);

}  // namespace container_tco

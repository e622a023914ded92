#pragma once
// Inside of the stage: parts of a contract file. All throw ParseError with file and JSON path.

#include <string>
#include <vector>

#include "container_tco/contract/contract.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco::detail {

/// A decimal text (or number) above 0 and at most 100.
Rational read_percent(const JsonCursor& value);
Rational read_amount(const JsonCursor& value);  ///< 0 or more.
/// Text of 1 to 200 bytes.
std::string read_name(const JsonCursor& value);
/// A text among `known`; the complaint names the nearest.
const std::string& read_known(const JsonCursor& value, const std::vector<std::string>& known, const std::string& what);

std::vector<std::string> known_regions(const PriceBook& book);
std::vector<std::string> known_families(const PriceBook& book);

Discount read_discount(const JsonCursor& entry, const PriceBook& book);
Commitment read_commitment(const JsonCursor& entry, const PriceBook& book);

}  // namespace container_tco::detail

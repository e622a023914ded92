#pragma once
// What all files of a price book have in common: a JSON object of known members with schema_version "1".

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

enum class SchemaVersionRule { required, optional };

/// The document in `text`. Throws ParseError for another version, or a member not among `members`
/// (`schema_version` is always known).
JsonValue parse_table_document(std::string_view text, const std::string& file, std::vector<std::string> members,
                               SchemaVersionRule rule = SchemaVersionRule::required);

/// The member `rows`, or another array, which must not be empty. Throws ParseError.
std::vector<JsonCursor> rows_of(const JsonCursor& document, std::string_view name);

/// Text of 1 to 200 characters out of a-z, A-Z, 0-9 and `punctuation`. Throws ParseError that expects `what`.
const std::string& name_text(const JsonCursor& value, std::string_view punctuation, const std::string& what);
bool is_name(std::string_view text, std::string_view punctuation);

/// Throws ParseError unless the value is a currency code or a unit.
Currency read_currency(const JsonCursor& value);
PricingUnit read_unit(const JsonCursor& value);

}  // namespace container_tco

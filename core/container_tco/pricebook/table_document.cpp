#include "container_tco/pricebook/table_document.hpp"

#include <algorithm>
#include <utility>

namespace container_tco {

JsonValue parse_table_document(std::string_view text, const std::string& file, std::vector<std::string> members,
                               SchemaVersionRule rule) {
  JsonValue document = parse_json(text, file);
  const JsonCursor root(document, file);
  members.insert(members.begin(), "schema_version");
  root.expect_only(members);
  if (rule == SchemaVersionRule::optional && !root.has("schema_version")) return document;
  const JsonCursor version = root.at("schema_version");
  if (version.text() != "1") version.fail("schema version '1'", "This release reads version 1 only");
  return document;
}

std::vector<JsonCursor> rows_of(const JsonCursor& document, std::string_view name) {
  const JsonCursor array = document.at(name);
  std::vector<JsonCursor> rows = array.items();
  if (rows.empty()) throw ParseError(array.location(), "at least one entry", "an empty array");
  return rows;
}

bool is_name(std::string_view text, std::string_view punctuation) {
  return !text.empty() && text.size() <= 200 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           punctuation.find(c) != std::string_view::npos;
  });
}

const std::string& name_text(const JsonCursor& value, std::string_view punctuation, const std::string& what) {
  if (!is_name(value.text(), punctuation)) value.fail(what);
  return value.text();
}

Currency read_currency(const JsonCursor& value) {
  try {
    return Currency::parse(value.text());
  } catch (const InvalidInputError& error) {
    value.fail(error.allowed());
  }
}

PricingUnit read_unit(const JsonCursor& value) {
  try {
    return PricingUnit::parse(value.text());
  } catch (const InvalidInputError& error) {
    value.fail(error.allowed());
  }
}

}  // namespace container_tco

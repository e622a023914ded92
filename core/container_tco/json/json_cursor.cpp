#include "container_tco/json/json_cursor.hpp"

#include <algorithm>
#include <cctype>

namespace container_tco {
namespace {

std::string member_path(const std::string& path, std::string_view name) {
  const bool plain = !name.empty() && name.size() <= 80 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-';
  });
  if (plain) return path + "." + std::string(name);
  return path + "['" + printable(std::string(name)) + "']";
}

std::string describe(const JsonValue& value) {
  switch (value.kind()) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
      return value.as_boolean() ? "true" : "false";
    case JsonValue::Kind::number:
      return "the number " + printable(value.text());
    case JsonValue::Kind::string:
      return "'" + printable(value.text()) + "'";
    case JsonValue::Kind::array:
      return "an array";
    case JsonValue::Kind::object:
      return "an object";
  }
  throw InternalError("a JSON value without a kind");
}

bool is_whole_number(const std::string& text) {
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  return text.size() > start && text.size() <= start + 18 &&
         text.find_first_not_of("0123456789", start) == std::string::npos;
}

}  // namespace

bool looks_like_placeholder(std::string_view text) {
  const bool in_angles = text.size() > 2 && text.front() == '<' && text.back() == '>';
  const bool in_percents = text.size() > 2 && text.front() == '%' && text.back() == '%';
  return in_angles || in_percents || text.find("${") != std::string_view::npos ||
         text.find("{{") != std::string_view::npos || text.find("<%") != std::string_view::npos;
}

std::optional<JsonCursor> JsonCursor::find(std::string_view name) const {
  if (!value_->is_object()) fail("an object");
  const JsonValue* member = value_->find(name);
  if (member == nullptr || member->is_null()) return std::nullopt;
  return JsonCursor(member, file_, member_path(path_, name));
}

JsonCursor JsonCursor::at(std::string_view name) const {
  if (std::optional<JsonCursor> member = find(name)) return *member;
  throw ParseError(location(), "a member '" + std::string(name) + "'", "none");
}

std::vector<JsonCursor> JsonCursor::items() const {
  if (!value_->is_array()) fail("an array");
  std::vector<JsonCursor> result;
  result.reserve(value_->items().size());
  for (std::size_t i = 0; i < value_->items().size(); ++i) {
    result.push_back(JsonCursor(&value_->items()[i], file_, path_ + "[" + std::to_string(i) + "]"));
  }
  return result;
}

std::vector<JsonCursor> JsonCursor::items_of(std::string_view name) const {
  const std::optional<JsonCursor> member = find(name);
  return member ? member->items() : std::vector<JsonCursor>{};
}

std::vector<std::string> JsonCursor::texts_of(std::string_view name) const {
  std::vector<std::string> texts;
  for (const JsonCursor& item : items_of(name)) texts.push_back(item.text());
  return texts;
}

std::vector<std::pair<std::string, JsonCursor>> JsonCursor::members() const {
  if (!value_->is_object()) fail("an object");
  std::vector<std::pair<std::string, JsonCursor>> result;
  for (const auto& [name, member] : value_->members()) {
    result.emplace_back(name, JsonCursor(&member, file_, member_path(path_, name)));
  }
  return result;
}

const std::string& JsonCursor::text() const {
  if (!value_->is_string()) fail("text");
  return value_->text();
}

bool JsonCursor::boolean() const {
  if (value_->kind() != JsonValue::Kind::boolean) fail("true or false");
  return value_->as_boolean();
}

std::int64_t JsonCursor::integer(std::int64_t minimum, std::int64_t maximum) const {
  const std::string expected = "a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  if ((!value_->is_number() && !value_->is_string()) || !is_whole_number(value_->text())) fail(expected);
  const std::int64_t number = std::stoll(value_->text());
  if (number < minimum || number > maximum) fail(expected);
  return number;
}

Rational JsonCursor::decimal() const {
  if (!value_->is_number() && !value_->is_string()) fail("a decimal number");
  try {
    return Rational::parse(value_->text());
  } catch (const InvalidInputError&) {
    fail("a decimal number of at most 64 digits");
  }
}

std::optional<std::string> JsonCursor::optional_text(std::string_view name) const {
  const std::optional<JsonCursor> member = find(name);
  if (!member) return std::nullopt;
  return member->text();
}

std::optional<std::int64_t> JsonCursor::optional_integer(std::string_view name, std::int64_t minimum,
                                                         std::int64_t maximum) const {
  const std::optional<JsonCursor> member = find(name);
  if (!member) return std::nullopt;
  return member->integer(minimum, maximum);
}

std::optional<Rational> JsonCursor::optional_decimal(std::string_view name) const {
  const std::optional<JsonCursor> member = find(name);
  if (!member) return std::nullopt;
  return member->decimal();
}

std::optional<bool> JsonCursor::optional_boolean(std::string_view name) const {
  const std::optional<JsonCursor> member = find(name);
  if (!member) return std::nullopt;
  return member->boolean();
}

void JsonCursor::expect_only(const std::vector<std::string>& known) const {
  if (!value_->is_object()) fail("an object");
  for (const auto& [name, member] : value_->members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw ParseError({file_, member_path(path_, name)}, "one of the members " + join_alternatives(known),
                     "'" + printable(name) + "'",
                     "Did you mean " + join_alternatives(nearest_names(name, known, 1)) + "?");
  }
}

void JsonCursor::fail(const std::string& expected, const std::string& remedy) const {
  const bool placeholder = value_->is_string() && looks_like_placeholder(value_->text());
  throw ParseError(
      location(), expected, describe(*value_),
      placeholder ? "It looks like a template placeholder: fill it in, or render the template first" : remedy);
}

}  // namespace container_tco

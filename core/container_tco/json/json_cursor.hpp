#pragma once
// Walks a JSON document and remembers the path, so that every complaint names the place.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "container_tco/json/json_value.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// A value within a document. Cheap to copy; the document must outlive it.
/// Every reader throws ParseError (expected, found, file, JSON path) when the value is of another kind; text that looks
/// like an unfilled template placeholder (`${CPU}`, `<IMAGE>`, `{{ .Values.x }}`) is called one.
class JsonCursor {
 public:
  JsonCursor(const JsonValue& document, std::string file) : JsonCursor(&document, std::move(file), "$") {}

  const JsonValue& value() const { return *value_; }
  const std::string& file() const { return file_; }
  const std::string& path() const { return path_; }
  InputLocation location() const { return {file_, path_}; }

  bool has(std::string_view name) const { return find(name).has_value(); }
  JsonCursor at(std::string_view name) const;                   ///< Throws ParseError when absent or null.
  std::optional<JsonCursor> find(std::string_view name) const;  ///< Nothing when absent or null.
  std::vector<JsonCursor> items() const;
  /// Items of the array member `name`; empty when it is absent or null.
  std::vector<JsonCursor> items_of(std::string_view name) const;
  std::vector<std::string> texts_of(std::string_view name) const;  ///< As `items_of`, each a text.
  std::vector<std::pair<std::string, JsonCursor>> members() const;

  const std::string& text() const;
  bool boolean() const;
  /// A whole number, written as a number or as a string of digits, within the bounds.
  std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;
  /// A decimal, written as a string or as a number (its token is read, not a float).
  Rational decimal() const;

  std::optional<std::string> optional_text(std::string_view name) const;
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t minimum, std::int64_t maximum) const;
  std::optional<Rational> optional_decimal(std::string_view name) const;
  std::optional<bool> optional_boolean(std::string_view name) const;

  /// Throws ParseError with the nearest of `known` when the object has a member not among them.
  void expect_only(const std::vector<std::string>& known) const;
  [[noreturn]] void fail(const std::string& expected, const std::string& remedy = {}) const;

 private:
  JsonCursor(const JsonValue* value, std::string file, std::string path)
      : value_(value), file_(std::move(file)), path_(std::move(path)) {}
  const JsonValue* value_;
  std::string file_;
  std::string path_;
};

/// Whether `text` looks like a template placeholder that nobody filled in.
bool looks_like_placeholder(std::string_view text);

}  // namespace container_tco

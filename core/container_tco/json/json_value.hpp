#pragma once
// JSON as the library reads and writes it. Numbers keep the text they were written with, so that no amount ever passes
// through a binary float; members keep their order; a duplicate member is an error.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "container_tco/error.hpp"

namespace container_tco {

class JsonValue {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, JsonValue>;

  JsonValue() = default;
  static JsonValue boolean(bool value);
  static JsonValue number(std::string token);  ///< `token` as it stands in the document, e.g. "0.10"
  static JsonValue integer(std::int64_t value);
  static JsonValue string(std::string text);
  static JsonValue array(std::vector<JsonValue> items = {});
  static JsonValue object(std::vector<Member> members = {});

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }
  bool as_boolean() const { return truth_; }
  const std::string& text() const { return text_; }  ///< The string, or the token of a number.
  const std::vector<JsonValue>& items() const { return items_; }
  const std::vector<Member>& members() const { return members_; }
  const JsonValue* find(std::string_view name) const;  ///< The member, or nullptr.

  JsonValue& append(JsonValue item);                  ///< To an array; returns the array.
  JsonValue& set(std::string name, JsonValue value);  ///< To an object: adds or replaces; returns the object.
  /// To an object that is known to lack `name`: no search, so that building large objects stays linear.
  JsonValue& add_member(std::string name, JsonValue value);

  /// JSON text; `indent` < 0 for one line. Bytes that are not UTF-8 are written as U+FFFD.
  std::string dump(int indent = 2) const;

 private:
  Kind kind_ = Kind::null;
  bool truth_ = false;
  std::string text_;
  std::vector<JsonValue> items_;
  std::vector<Member> members_;
};

/// What a document may hold before it is refused.
struct JsonLimits {
  std::size_t max_bytes = 64u * 1024 * 1024;
  std::size_t max_depth = 100;
};

/// The document in `text`; `file` names it in messages. Throws ParseError with line and column for broken JSON,
/// UTF-16, bytes that are not UTF-8, duplicate members, and documents beyond `limits`. A UTF-8 byte order mark is
/// skipped.
JsonValue parse_json(std::string_view text, const std::string& file = "<text>", const JsonLimits& limits = {});

}  // namespace container_tco

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "container_tco/error/utf8.hpp"
#include "container_tco/json/json_value.hpp"

namespace container_tco {
namespace {

using Json = nlohmann::ordered_json;

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

Position position_of(std::string_view text, std::size_t offset) {
  Position position;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else {
      ++position.column;
    }
  }
  return position;
}

std::string describe(const Position& position) {
  return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

// Builds JsonValue from the events of nlohmann's parser, which hands over the text of each number.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, const std::string& file, const JsonLimits& limits)
      : text_(text), file_(file), limits_(limits) {}

  JsonValue take() { return std::move(root_); }

  bool null() override { return add(JsonValue()); }
  bool boolean(bool value) override { return add(JsonValue::boolean(value)); }
  bool number_integer(number_integer_t value) override { return add(JsonValue::number(std::to_string(value))); }
  bool number_unsigned(number_unsigned_t value) override { return add(JsonValue::number(std::to_string(value))); }
  bool number_float(number_float_t, const string_t& token) override { return add(JsonValue::number(token)); }
  bool string(string_t& value) override { return add(JsonValue::string(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonValue::object()); }
  bool start_array(std::size_t) override { return open(JsonValue::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (!open_.back().names.insert(name).second) {
      throw ParseError({file_, ""}, "each member once", "the member '" + printable(name) + "' twice in one object");
    }
    open_.back().name = std::move(name);
    return true;
  }

  bool parse_error(std::size_t offset, const std::string& token, const nlohmann::detail::exception&) override {
    refuse_bytes_that_are_not_utf8(offset);
    const Position position = position_of(text_, offset == 0 ? 0 : offset - 1);
    std::string found = token.empty() ? "the end of the text" : "'" + printable(token, 40) + "'";
    if (offset > text_.size()) found = "the end of the text";
    std::string remedy;
    const bool stops_at_variable = !token.empty() && token.back() == '$';
    if (stops_at_variable || text_.find("{{") != std::string_view::npos || text_.find("${") != std::string_view::npos) {
      remedy = "The text holds template placeholders: render the template first";
    }
    throw ParseError({file_, ""}, "JSON", found + " (" + describe(position) + ")", remedy);
  }

 private:
  struct Open {
    JsonValue value;
    std::string name;
    std::unordered_set<std::string> names;
  };

  // The parser's own message would only show the text up to such a byte.
  void refuse_bytes_that_are_not_utf8(std::size_t end) const {
    for (std::size_t at = 0; at < std::min(end, text_.size());) {
      const detail::Utf8Character character = detail::utf8_character(text_, at);
      if (!character.is_valid) {
        const std::string byte = printable(std::string(text_.substr(at, 1)));
        throw ParseError({file_, ""}, "UTF-8 text", "the byte " + byte + " (" + describe(position_of(text_, at)) + ")",
                         "Save the file as UTF-8");
      }
      at += character.length;
    }
  }

  bool add(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.append(std::move(value));
    } else {
      // Names were checked for duplicates, so there is nothing to replace.
      open_.back().value.add_member(std::move(open_.back().name), std::move(value));
    }
    return true;
  }

  bool open(JsonValue value) {
    if (open_.size() == limits_.max_depth) {
      throw ParseError({file_, ""}, "at most " + std::to_string(limits_.max_depth) + " levels of nesting", "more");
    }
    open_.push_back({std::move(value), {}, {}});
    return true;
  }

  bool close() {
    JsonValue value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  std::string_view text_;
  const std::string& file_;
  const JsonLimits& limits_;
  JsonValue root_;
  std::vector<Open> open_;
};

void refuse_other_encodings(std::string_view text, const std::string& file) {
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
                     (text.size() > 1 && (text[0] == '\0' || text[1] == '\0'));
  if (utf16) throw ParseError({file, ""}, "UTF-8 text", "UTF-16 or UTF-32", "Save the file as UTF-8");
}

Json to_nlohmann(const JsonValue& value) {
  switch (value.kind()) {
    case JsonValue::Kind::null:
      return nullptr;
    case JsonValue::Kind::boolean:
      return value.as_boolean();
    case JsonValue::Kind::string:
      return value.text();
    case JsonValue::Kind::number:
      // Written by us as whole numbers only; anything else keeps its digits as text.
      if (value.text().find_first_not_of("-0123456789") == std::string::npos && value.text().size() < 19) {
        return std::stoll(value.text());
      }
      return value.text();
    case JsonValue::Kind::array: {
      Json array = Json::array();
      for (const JsonValue& item : value.items()) array.push_back(to_nlohmann(item));
      return array;
    }
    case JsonValue::Kind::object: {
      Json object = Json::object();
      for (const auto& [name, member] : value.members()) object[name] = to_nlohmann(member);
      return object;
    }
  }
  throw InternalError("a JSON value without a kind");
}

}  // namespace

JsonValue JsonValue::boolean(bool value) {
  JsonValue result;
  result.kind_ = Kind::boolean;
  result.truth_ = value;
  return result;
}
JsonValue JsonValue::number(std::string token) {
  JsonValue result;
  result.kind_ = Kind::number;
  result.text_ = std::move(token);
  return result;
}
JsonValue JsonValue::integer(std::int64_t value) { return number(std::to_string(value)); }
JsonValue JsonValue::string(std::string text) {
  JsonValue result;
  result.kind_ = Kind::string;
  result.text_ = std::move(text);
  return result;
}
JsonValue JsonValue::array(std::vector<JsonValue> items) {
  JsonValue result;
  result.kind_ = Kind::array;
  result.items_ = std::move(items);
  return result;
}
JsonValue JsonValue::object(std::vector<Member> members) {
  JsonValue result;
  result.kind_ = Kind::object;
  result.members_ = std::move(members);
  return result;
}

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [member_name, member] : members_) {
    if (member_name == name) return &member;
  }
  return nullptr;
}

JsonValue& JsonValue::append(JsonValue item) {
  items_.push_back(std::move(item));
  return *this;
}

JsonValue& JsonValue::add_member(std::string name, JsonValue value) {
  members_.emplace_back(std::move(name), std::move(value));
  return *this;
}

JsonValue& JsonValue::set(std::string name, JsonValue value) {
  for (auto& [member_name, member] : members_) {
    if (member_name == name) {
      member = std::move(value);
      return *this;
    }
  }
  return add_member(std::move(name), std::move(value));
}

std::string JsonValue::dump(int indent) const {
  return to_nlohmann(*this).dump(indent, ' ', false, Json::error_handler_t::replace);
}

JsonValue parse_json(std::string_view text, const std::string& file, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    throw ParseError({file, ""}, "at most " + std::to_string(limits.max_bytes / 1048576) + " MiB of JSON",
                     std::to_string(text.size() / 1048576) + " MiB", "Split the input into smaller files");
  }
  refuse_other_encodings(text, file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw ParseError({file, ""}, "JSON", "an empty document");
  }
  Builder builder(text, file, limits);
  Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace container_tco

#include <algorithm>

#include "mutation.hpp"

namespace container_tco::fuzz {
namespace {

void write_quoted(const std::string& text, std::string& out) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      out += {'\\', character};
    } else if (byte < 0x20) {
      out += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    } else {
      out += character;
    }
  }
  out += '"';
}

void write(const JsonValue& value, std::string& out) {
  switch (value.kind()) {
    case JsonValue::Kind::null:
      out += "null";
      return;
    case JsonValue::Kind::boolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case JsonValue::Kind::number:
      out += value.text();
      return;
    case JsonValue::Kind::string:
      write_quoted(value.text(), out);
      return;
    case JsonValue::Kind::array:
      out += '[';
      for (const JsonValue& item : value.items()) {
        if (&item != &value.items().front()) out += ',';
        write(item, out);
      }
      out += ']';
      return;
    case JsonValue::Kind::object:
      out += '{';
      for (const JsonValue::Member& member : value.members()) {
        if (&member != &value.members().front()) out += ',';
        write_quoted(member.first, out);
        out += ':';
        write(member.second, out);
      }
      out += '}';
      return;
  }
}

// A piece of `text`: mostly short, at times any length.
std::pair<std::size_t, std::size_t> any_piece(const std::string& text, Random& random) {
  const std::size_t start = random.below(text.size());
  const std::size_t most = text.size() - start;
  return {start, random.one_in(4) ? random.below(most + 1) : std::min<std::size_t>(most, 1 + random.below(12))};
}

}  // namespace

std::string write_literally(const JsonValue& value) {
  std::string out;
  write(value, out);
  return out;
}

std::string change_bytes(const std::string& text, Random& random) {
  using namespace std::string_literals;
  static const std::string telling = "{}[]:,\"\\0123456789-+.eE \n\0\x1b\x7f\xC3\xED\xEF\xFF"s;
  std::string changed = text;
  const auto [start, length] = any_piece(text, random);
  switch (random.below(6)) {
    case 0:
      if (!changed.empty()) changed[start] = static_cast<char>(changed[start] ^ (1 << random.below(8)));
      break;
    case 1:
      if (!changed.empty()) changed[start] = random.pick(telling);
      break;
    case 2:
      changed.insert(start, 1, random.pick(telling));
      break;
    case 3:
      changed.erase(start, length);
      break;
    case 4:
      changed.insert(random.below(text.size()), text, start, length);
      break;
    default:
      changed.resize(start);
  }
  return changed;
}

}  // namespace container_tco::fuzz

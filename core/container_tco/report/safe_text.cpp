#include "container_tco/report/safe_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"
#include "container_tco/error/utf8.hpp"

namespace container_tco::detail {
namespace {

struct CodePoints {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t N>
bool is_among(std::uint32_t code_point, const std::array<CodePoints, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const CodePoints& range) { return code_point >= range.first && code_point <= range.last; });
}

// Marks, embeddings, overrides and isolates of the reading direction, line separators, and the byte order mark: they
// let a name look like something else.
constexpr std::array<CodePoints, 5> misleading = {
    {{0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE007F}}};
constexpr std::array<CodePoints, 8> wide = {{{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0x1F300, 0x1FAFF}}};
constexpr std::array<CodePoints, 3> without_width = {{{0x0300, 0x036F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};

std::string hexadecimal(std::uint32_t value) {
  std::string digits;
  for (; value > 0; value >>= 4) digits.insert(digits.begin(), "0123456789abcdef"[value & 15]);
  return digits;
}

std::string without_misleading_characters(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_character(text, at);
    if (!character.is_valid) {
      result += "\xEF\xBF\xBD";
    } else if (is_among(character.code_point, misleading)) {
      result += "\\u{" + hexadecimal(character.code_point) + "}";
    } else {
      result.append(text, at, character.length);
    }
    at += character.length;
  }
  return result;
}

bool starts_with_at(const std::string& text, std::size_t at, std::string_view part) {
  return text.compare(at, part.size(), part) == 0;
}

// Characters that begin a list, heading, quotation or underline when a line starts with them.
bool starts_block(char character) { return std::string_view("#+-=>").find(character) != std::string_view::npos; }

bool is_ordinal(const std::string& text, std::size_t at) {
  return at > 0 && (text[at] == '.' || text[at] == ')') &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool needs_backslash(const std::string& text, std::size_t at) {
  static constexpr std::string_view markup = "\\`*_[]|~$";
  if (markup.find(text[at]) != std::string_view::npos) return true;
  // Bare addresses become links where GitHub's dialect is read.
  if (text[at] == ':' && starts_with_at(text, at, "://")) return true;
  if (text[at] == '.' && at >= 3) {
    if (detail::lower_case(text.substr(at - 3, 3)) == "www") return true;
  }
  return false;
}

std::string with_backslashes(const std::string& plain, bool starts_line) {
  std::string result;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const bool opens_block = starts_line && ((at == 0 && starts_block(plain[0])) || is_ordinal(plain, at));
    if (plain[at] == '<' || plain[at] == '&') {
      // Entities hold even where a reader mistakes the text for HTML.
      result += plain[at] == '<' ? "&lt;" : "&amp;";
      continue;
    }
    if (opens_block || needs_backslash(plain, at)) result += '\\';
    result += plain[at];
    // An empty comment behind it keeps GitHub from notifying a person of that name.
    if (plain[at] == '@') result += "<!-- -->";
  }
  return result;
}

}  // namespace

std::string plain_text(const std::string& text, std::size_t limit) {
  return without_misleading_characters(printable(text, limit));
}

std::string markdown_text(const std::string& text) { return with_backslashes(plain_text(text, 2000), false); }

std::string markdown_line(const std::string& text) { return with_backslashes(plain_text(text, 2000), true); }

std::string html_text(const std::string& text) {
  std::string result;
  for (const char character : plain_text(text, 2000)) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += character;
    }
  }
  return result;
}

std::string csv_words(const std::string& text) {
  // Spreadsheets run what starts with one of these.
  const bool is_formula = !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  const std::string plain = (is_formula ? "'" : "") + plain_text(text, 100'000);
  if (plain.find_first_of("\",") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char character : plain) quoted += character == '"' ? std::string("\"\"") : std::string(1, character);
  return quoted + "\"";
}

std::size_t display_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_character(text, at);
    at += character.length;
    if (is_among(character.code_point, without_width)) continue;
    width += is_among(character.code_point, wide) ? 2 : 1;
  }
  return width;
}

}  // namespace container_tco::detail

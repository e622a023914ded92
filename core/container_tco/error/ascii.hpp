#pragma once
// Letter case and blanks of texts that are ASCII by definition, whatever locale the program is in.

#include <string>
#include <string_view>

namespace container_tco::detail {

/// `text` with A to Z in lower case; every other byte as it is.
inline std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// `text` without the blanks before and after it: spaces, tabs and ends of lines, unless others are stated.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n\v\f") {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace container_tco::detail

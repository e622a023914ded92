#pragma once
// Letter case of names that are ASCII by definition, whatever locale the program is in.

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

}  // namespace container_tco::detail

#pragma once
// Cells of people's tables, who write a blank behind a comma.

#include <string_view>

namespace container_tco {

/// `text` without the blanks and tabs around it.
inline std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace container_tco

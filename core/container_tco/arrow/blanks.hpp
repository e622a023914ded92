#pragma once
// Cells of people's tables, who write a blank behind a comma.

#include <string_view>

#include "container_tco/error/ascii.hpp"

namespace container_tco {

/// `text` without the blanks and tabs around it.
inline std::string_view without_blanks(std::string_view text) { return detail::trimmed(text, " \t"); }

}  // namespace container_tco

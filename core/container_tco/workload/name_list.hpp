#pragma once
// Names in one sentence.

#include <string>
#include <vector>

namespace container_tco {

/// "a, b, c", or the first of them and how many more there are.
std::string list_some(const std::vector<std::string>& names);

}  // namespace container_tco

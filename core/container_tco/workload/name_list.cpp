#include "container_tco/workload/name_list.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {

std::string list_some(const std::vector<std::string>& names) {
  constexpr std::size_t most_names = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) {
    text += (i == 0 ? "" : ", ") + printable(names[i]);
  }
  if (names.size() > most_names) text += " and " + std::to_string(names.size() - most_names) + " more";
  return text;
}

}  // namespace container_tco

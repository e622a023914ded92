#include "container_tco/arrow/name_index.hpp"

#include <algorithm>

namespace container_tco {
namespace {

/// `codes[row]` = the number of the name of the row. Indices are of one width, so that the loop has no branch on it.
template <typename Index>
void gather(const TextColumn& column, const std::vector<std::uint32_t>& numbers, std::span<std::uint32_t> codes) {
  const ColumnView& view = column.view();
  for (std::int64_t row = 0; row < view.length; ++row) {
    codes[static_cast<std::size_t>(row)] =
        numbers[static_cast<std::size_t>(load<Index>(view.values, view.first + row))];
  }
}

void gather(const TextColumn& column, const std::vector<std::uint32_t>& numbers, std::span<std::uint32_t> codes) {
  switch (column.view().type.index_bits) {
    case 8:
      return gather<std::uint8_t>(column, numbers, codes);
    case 16:
      return gather<std::uint16_t>(column, numbers, codes);
    case 32:
      return gather<std::uint32_t>(column, numbers, codes);
    default:
      return gather<std::uint64_t>(column, numbers, codes);
  }
}

}  // namespace

std::uint32_t NameIndex::add(std::string_view name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  if (names_.size() >= most_names_) return none;
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(name);
  numbers_.emplace(names_.back(), number);
  return number;
}

void NameIndex::add(const TextColumn& column, std::span<std::uint32_t> codes) {
  std::vector<std::uint32_t> numbers(column.names().size(), none - 1);  // none − 1: not looked up yet.
  const auto number_of = [&](std::int64_t row) {
    std::uint32_t& number = numbers[static_cast<std::size_t>(column.index(row))];
    if (number == none - 1) number = add(column.value(row));
    return number;
  };
  if (column.is_dictionary() && column.view().validity.is_full() && !column.has_null_names() &&
      static_cast<std::int64_t>(numbers.size()) <= column.size()) {
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = add(column.names()[i]);
    return gather(column, numbers, codes);
  }
  std::string_view last;
  std::uint32_t last_number = none;
  for (std::int64_t row = 0; row < column.size(); ++row) {
    std::uint32_t& code = codes[static_cast<std::size_t>(row)];
    code = none;
    if (!column.is_valid(row)) continue;
    if (column.is_dictionary()) {
      code = number_of(row);
      continue;
    }
    // Tables are often sorted by such a column.
    const std::string_view text = column.value(row);
    if (last_number == none || text != last) {
      last_number = add(text);
      last = text;
    }
    code = last_number;
  }
}

}  // namespace container_tco

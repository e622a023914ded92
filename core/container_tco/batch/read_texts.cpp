#include "container_tco/batch/read_texts.hpp"

#include <algorithm>

#include "container_tco/arrow/blanks.hpp"
#include "container_tco/arrow/name_index.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// No list of regions, platforms or options is as long: further texts are as unknown as the others of a column of
// garbage.
constexpr std::uint32_t most_names = 65'536;
constexpr std::size_t most_columns_shown = 12;

}  // namespace

template <typename T>
void read_texts(const ColumnView& column, const std::function<std::optional<T>(std::string_view)>& number_of,
                const TextFaults& faults, std::vector<T>& out, ReadRows& rows) {
  const TextColumn texts = TextColumn::of(column);
  NameIndex index(most_names);
  std::vector<std::uint32_t> codes(out.size());
  index.add(texts, codes);
  std::vector<std::optional<T>> numbers;
  for (const std::string& name : index.names()) numbers.push_back(number_of(without_blanks(name)));
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (codes[row] != NameIndex::none && numbers[codes[row]]) {
      out[row] = *numbers[codes[row]];
    } else if (texts.is_valid(static_cast<std::int64_t>(row))) {
      rows.set_error(row, faults.unknown, faults.value, texts.value(static_cast<std::int64_t>(row)));
    } else if (faults.missing != RowError::none) {
      rows.set_error(row, faults.missing, faults.value);
    }
  }
}

template void read_texts(const ColumnView&, const std::function<std::optional<std::uint8_t>(std::string_view)>&,
                         const TextFaults&, std::vector<std::uint8_t>&, ReadRows&);
template void read_texts(const ColumnView&, const std::function<std::optional<std::uint16_t>(std::string_view)>&,
                         const TextFaults&, std::vector<std::uint16_t>&, ReadRows&);
template void read_texts(const ColumnView&, const std::function<std::optional<std::uint32_t>(std::string_view)>&,
                         const TextFaults&, std::vector<std::uint32_t>&, ReadRows&);

std::optional<std::uint32_t> mask_of(std::string_view list, const std::vector<std::string>& deployments) {
  constexpr std::string_view between = ", ";
  std::uint32_t mask = 0;
  std::size_t begin = list.find_first_not_of(between);
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(list.find_first_of(between, begin), list.size());
    const auto found = std::find(deployments.begin(), deployments.end(), list.substr(begin, end - begin));
    if (found == deployments.end()) return std::nullopt;
    mask |= std::uint32_t(1) << (found - deployments.begin());
    begin = list.find_first_not_of(between, end);
  }
  return mask == 0 ? ~std::uint32_t(0) : mask;
}

std::string column_list(const TableSchema& schema) {
  std::string list;
  std::size_t shown = 0;
  for (const TableField& field : schema.fields()) {
    if (shown++ == most_columns_shown) return list + ", …";
    list += (list.empty() ? "" : ", ") + printable(field.name);
  }
  return list.empty() ? "none" : list;
}

}  // namespace container_tco

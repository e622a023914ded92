#pragma once
// Inside of reading rows: columns of names as numbers.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

/// What is wrong with a row whose text has no number, or that is null: none when the row keeps what it has.
struct TextFaults {
  RowValue value;
  RowError unknown;
  RowError missing;
};

/// Sets `out` where the text of `column` has a number. Each different text is asked for once. Throws InvalidInputError
/// when `column` holds no text.
template <typename T>
void read_texts(const ColumnView& column, const std::function<std::optional<T>(std::string_view)>& number_of,
                const TextFaults& faults, std::vector<T>& out, ReadRows& rows);

/// The bits of the deployments that `list` names, with commas or spaces between; all for an empty one. Nothing when it
/// names another.
std::optional<std::uint32_t> mask_of(std::string_view list, const std::vector<std::string>& deployments);

/// The names of a table's columns, for messages.
std::string column_list(const TableSchema& schema);

}  // namespace container_tco

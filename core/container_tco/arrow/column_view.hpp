#pragma once
// One column of one batch, checked, without a copy.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "container_tco/arrow/column_type.hpp"
#include "container_tco/arrow/validity.hpp"

namespace container_tco {

/// The value that stands at `index` in a buffer, which need not be aligned.
template <typename T>
T load(const std::byte* buffer, std::int64_t index) {
  T value;
  std::memcpy(&value, buffer + index * static_cast<std::int64_t>(sizeof(T)), sizeof(T));
  return value;
}

/// Buffers of a column whose form has been checked: offsets, views and indices of rows that are not null stand inside
/// of what they point into. Read it through IntegerColumn, DecimalColumn, TextColumn, FloatColumn or BooleanColumn.
struct ColumnView {
  std::string name;
  ColumnType type;
  std::int64_t length = 0;
  std::int64_t first = 0;  ///< Where row 0 stands in the buffers.
  Validity validity;       ///< By row.
  const std::byte* values =
      nullptr;                      ///< Values, offsets, views or indices; null only when `length` is 0 or all is null.
  const std::byte* text = nullptr;  ///< What offsets point into.
  const void* const* text_buffers = nullptr;  ///< What views point into.
  std::shared_ptr<const ColumnView> dictionary;
  std::shared_ptr<const void> owner;  ///< Keeps the buffers alive.

  bool is_valid(std::int64_t row) const { return type.kind != TypeKind::null && validity.is_valid(row); }
};

/// "column 'vcpu'", for messages.
std::string column_place(const ColumnView& column);

/// Throws the InvalidInputError that names the column, its type and what to do.
[[noreturn]] void refuse_type(const ColumnView& column, const std::string& expected);

/// The same for a type that no column here can have.
[[noreturn]] void refuse_unsupported(const TableField& field);

}  // namespace container_tco

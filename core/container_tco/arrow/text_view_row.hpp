#pragma once
// The 16 bytes of a string view: https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout

#include <string_view>

#include "container_tco/arrow/column_view.hpp"

namespace container_tco {

struct TextViewRow {
  static constexpr std::int32_t most_inline_bytes = 12;
  std::int32_t size = 0;
  std::int32_t prefix = 0;
  std::int32_t buffer = 0;
  std::int32_t offset = 0;

  bool is_inline() const { return size <= most_inline_bytes; }
};

/// The text of a row that has been checked.
inline std::string_view view_text(const ColumnView& column, std::int64_t row) {
  const std::int64_t at = column.first + row;
  const auto view = load<TextViewRow>(column.values, at);
  const auto size = static_cast<std::size_t>(view.size);
  if (view.is_inline()) return {reinterpret_cast<const char*>(column.values + at * 16 + 4), size};
  return {static_cast<const char*>(column.text_buffers[view.buffer]) + view.offset, size};
}

}  // namespace container_tco

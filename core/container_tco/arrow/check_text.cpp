#include "container_tco/arrow/check_text.hpp"

#include "container_tco/arrow/text_view_row.hpp"
#include "container_tco/error.hpp"
#include "container_tco/error/utf8.hpp"

namespace container_tco {
namespace {

[[noreturn]] void refuse_utf8(const ColumnView& column, std::int64_t row, std::string_view text) {
  throw InvalidInputError(column_place(column), std::string(text.substr(0, 80)),
                          "text in UTF-8, in row " + std::to_string(row));
}

template <typename Offset>
void check_offsets(const ColumnView& column) {
  if (column.length == 0) return;  // An empty column may have no offsets at all.
  const auto offset = [&](std::int64_t row) { return load<Offset>(column.values, column.first + row); };
  Offset before = offset(0);
  if (before < 0) throw InvalidInputError(column_place(column), std::to_string(before), "a first offset of 0 or more");
  bool is_rising = true;
  for (std::int64_t row = 1; row <= column.length; ++row) {
    const Offset next = offset(row);
    is_rising &= next >= before;
    before = next;
  }
  if (!is_rising)
    throw InvalidInputError(column_place(column), "offsets that fall", "offsets of text that rise from row to row");
  if (before == offset(0)) return;
  if (column.text == nullptr) throw InvalidInputError(column_place(column), "no buffer", "a buffer with the text");
  const auto text = [&](std::int64_t row, std::int64_t end) {
    return std::string_view(reinterpret_cast<const char*>(column.text) + offset(row),
                            static_cast<std::size_t>(offset(end) - offset(row)));
  };
  if (detail::is_ascii(text(0, column.length))) return;
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (column.is_valid(row) && !detail::is_utf8(text(row, row + 1))) refuse_utf8(column, row, text(row, row + 1));
  }
}

[[noreturn]] void refuse_view(const ColumnView& column, std::int64_t row) {
  throw InvalidInputError(column_place(column), "a view that points outside",
                          "string views inside of their buffers, in row " + std::to_string(row));
}

}  // namespace

void check_text_offsets(const ColumnView& column) {
  if (column.type.kind == TypeKind::text) return check_offsets<std::int32_t>(column);
  return check_offsets<std::int64_t>(column);
}

void check_text_views(const ColumnView& column, const ArrowArray& array) {
  const std::int64_t buffer_count = array.n_buffers - 3;
  const auto* sizes = static_cast<const std::byte*>(array.buffers[array.n_buffers - 1]);
  if (buffer_count > 0 && sizes == nullptr) {
    throw InvalidInputError(column_place(column), "no buffer", "a buffer with the sizes of the text buffers");
  }
  for (std::int64_t i = 0; i < buffer_count; ++i) {
    const auto size = load<std::int64_t>(sizes, i);
    if (size < 0 || (size > 0 && column.text_buffers[i] == nullptr)) {
      throw InvalidInputError(column_place(column), std::to_string(size), "text buffers of the sizes that are stated");
    }
  }
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (!column.is_valid(row)) continue;
    const auto view = load<TextViewRow>(column.values, column.first + row);
    if (view.size < 0) refuse_view(column, row);
    if (!view.is_inline()) {
      if (view.buffer < 0 || view.buffer >= buffer_count || view.offset < 0) refuse_view(column, row);
      if (std::int64_t{view.offset} + view.size > load<std::int64_t>(sizes, view.buffer)) refuse_view(column, row);
    }
    if (!detail::is_utf8(view_text(column, row))) refuse_utf8(column, row, view_text(column, row));
  }
}

}  // namespace container_tco

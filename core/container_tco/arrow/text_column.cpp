#include "container_tco/arrow/text_column.hpp"

namespace container_tco {

TextColumn TextColumn::of(const ColumnView& column) {
  if (!column.type.is_text() && column.type.kind != TypeKind::null) refuse_type(column, "text");
  TextColumn made(column);
  std::vector<std::string_view> names;
  if (column.dictionary) {
    names.resize(static_cast<std::size_t>(column.dictionary->length));
    for (std::int64_t i = 0; i < column.dictionary->length; ++i) {
      const bool is_valid = column.dictionary->is_valid(i);
      if (is_valid) names[static_cast<std::size_t>(i)] = plain_text(*column.dictionary, i);
      made.has_null_names_ |= !is_valid;
    }
  }
  made.names_ = std::make_shared<const std::vector<std::string_view>>(std::move(names));
  return made;
}

}  // namespace container_tco

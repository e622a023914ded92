#pragma once
// Text of a column, and the names of a dictionary.

#include <memory>
#include <string_view>
#include <vector>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/text_view_row.hpp"

namespace container_tco {

/// Text in any of Arrow's forms: string, large_string, string_view, or a dictionary of one of them. A column of type
/// null has no value in any row. Texts are valid as long as the column or its batch.
class TextColumn {
 public:
  /// Throws InvalidInputError for another type.
  static TextColumn of(const ColumnView& column);

  std::int64_t size() const { return view_.length; }
  /// False also where a dictionary has a null.
  bool is_valid(std::int64_t row) const {
    return view_.is_valid(row) && (!has_null_names_ || view_.dictionary->is_valid(index(row)));
  }
  /// The text of a row that is valid.
  std::string_view value(std::int64_t row) const {
    return view_.dictionary ? (*names_)[static_cast<std::size_t>(index(row))] : plain_text(view_, row);
  }

  bool is_dictionary() const { return view_.dictionary != nullptr; }
  /// The texts of the dictionary; those of nulls are empty. They may repeat.
  const std::vector<std::string_view>& names() const { return *names_; }
  bool has_null_names() const { return has_null_names_; }
  /// Which of `names` a valid row has.
  std::int64_t index(std::int64_t row) const {
    const std::int64_t at = view_.first + row;
    switch (view_.type.index_bits) {
      case 8:
        return load<std::uint8_t>(view_.values, at);
      case 16:
        return load<std::uint16_t>(view_.values, at);
      case 32:
        return load<std::uint32_t>(view_.values, at);
      default:
        return load<std::int64_t>(view_.values, at);
    }
  }
  const ColumnView& view() const { return view_; }

 private:
  explicit TextColumn(ColumnView view) : view_(std::move(view)) {}
  static std::string_view plain_text(const ColumnView& column, std::int64_t row) {
    if (column.type.kind == TypeKind::text_view) return view_text(column, row);
    return column.type.kind == TypeKind::text ? offset_text<std::int32_t>(column, row)
                                              : offset_text<std::int64_t>(column, row);
  }
  template <typename Offset>
  static std::string_view offset_text(const ColumnView& column, std::int64_t row) {
    const auto begin = load<Offset>(column.values, column.first + row);
    const auto end = load<Offset>(column.values, column.first + row + 1);
    return {reinterpret_cast<const char*>(column.text) + begin, static_cast<std::size_t>(end - begin)};
  }

  ColumnView view_;
  std::shared_ptr<const std::vector<std::string_view>> names_;
  bool has_null_names_ = false;
};

}  // namespace container_tco

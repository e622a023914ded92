#pragma once
// Columns of any origin, one below the other in a new column.

#include "container_tco/arrow/name_index.hpp"
#include "container_tco/arrow/table_column.hpp"

namespace container_tco {

/// The type in which read_table keeps a column.
ColumnType kept_type(const ColumnType& type);

/// Grows a column of one type.
class ColumnCopy {
 public:
  /// `type` is one that TableColumn can have.
  explicit ColumnCopy(ColumnType type) : type_(std::move(type)) {}

  /// Throws InvalidInputError when `column` cannot become this type, or one of its values does not fit.
  void append(const ColumnView& column);
  /// Throws InvalidInputError when a dictionary has more names than its indices can tell apart.
  TableColumn finish();

 private:
  void append_texts(const ColumnView& column);
  void append_decimals(const ColumnView& column);
  void append_integers(const ColumnView& column);
  void append_values(const ColumnView& column);
  TableColumn finish_dictionary();

  ColumnType type_;
  std::int64_t size_ = 0;
  Bitmap valid_;
  Bitmap booleans_;
  TextBuffer texts_;
  NameIndex names_;
  std::vector<std::uint32_t> codes_;
  std::vector<Int128> mantissas_;
  std::vector<std::byte> values_;
};

}  // namespace container_tco

#pragma once
// Arrays from outside are checked before a byte of theirs is believed.

#include "container_tco/arrow/column_view.hpp"

namespace container_tco {

/// Rows of the struct that a column belongs to.
struct RowRange {
  std::int64_t first = 0;  ///< In the rows of the column.
  std::int64_t count = 0;
  BitRange validity;
};

/// The rows `rows` of `array` as a column called `field.name`. Throws InvalidInputError when the array is not what its
/// type promises: counts of buffers and children, lengths and offsets, missing buffers, offsets that fall, views and
/// dictionary indices that point outside, text that is not UTF-8. An unsupported type is refused too.
/// What the C data interface does not tell, the sizes of its buffers, cannot be checked.
ColumnView checked_column(const TableField& field, const ArrowArray& array, const RowRange& rows,
                          std::shared_ptr<const void> owner);

/// Checks that rows which are not null have an index into the dictionary. Throws InvalidInputError.
void check_indices(const ColumnView& column);

/// Checks the struct that holds the columns of a batch. Throws InvalidInputError.
void check_struct(const ArrowArray& array, std::size_t column_count);

}  // namespace container_tco

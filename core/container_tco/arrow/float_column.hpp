#pragma once
// Binary floats of a column. They are sizes that somebody measured or typed, and never money.

#include <optional>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco {

/// Floats of 32 or 64 bits. A column of type null has no value in any row.
class FloatColumn {
 public:
  /// Throws InvalidInputError for another type.
  static FloatColumn of(const ColumnView& column);

  std::int64_t size() const { return view_.length; }
  bool is_valid(std::int64_t row) const { return view_.is_valid(row); }
  /// Meaningless where the row is null.
  double value(std::int64_t row) const;
  /// The shortest decimal that reads back as the same float: 0.1 for what a float64 holds as
  /// 0.1000000000000000055511151231257827. Nothing for NaN and infinities.
  std::optional<DecimalNumber> decimal(std::int64_t row) const;
  /// As the shortest text; "nan", "inf" and "-inf" too.
  std::string text(std::int64_t row) const;

 private:
  explicit FloatColumn(ColumnView view) : view_(std::move(view)) {}
  ColumnView view_;
};

}  // namespace container_tco

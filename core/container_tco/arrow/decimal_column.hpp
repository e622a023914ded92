#pragma once
// Decimals of a column as scaled whole numbers.

#include <optional>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco {

/// Decimals of 32 to 256 bits: `value` × 10^−`scale`. A column of type null has no value in any row.
class DecimalColumn {
 public:
  /// Throws InvalidInputError for another type.
  static DecimalColumn of(const ColumnView& column);

  std::int64_t size() const { return view_.length; }
  int scale() const { return view_.type.scale; }
  bool is_valid(std::int64_t row) const { return view_.is_valid(row); }
  /// Whether the value has at most 127 bits and a sign: always, but for decimal256.
  bool fits(std::int64_t row) const;
  /// Meaningless where the row is null or does not fit.
  Int128 value(std::int64_t row) const {
    const std::int64_t at = view_.first + row;
    switch (view_.type.value_bits) {
      case 128:
        return load<Int128>(view_.values, at);
      case 256:
        return load<Int128>(view_.values, 2 * at);
      case 64:
        return load<std::int64_t>(view_.values, at);
      case 32:
        return load<std::int32_t>(view_.values, at);
      default:
        return 0;
    }
  }
  const ColumnView& view() const { return view_; }

 private:
  explicit DecimalColumn(ColumnView view) : view_(std::move(view)) {}
  ColumnView view_;
};

}  // namespace container_tco

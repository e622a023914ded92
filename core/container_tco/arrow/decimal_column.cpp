#include "container_tco/arrow/decimal_column.hpp"

namespace container_tco {

// Buffers are read as they stand, lowest byte first, as all platforms that Arrow libraries are built for have them.
DecimalColumn DecimalColumn::of(const ColumnView& column) {
  if (column.type.kind != TypeKind::decimal && column.type.kind != TypeKind::null) refuse_type(column, "decimals");
  return DecimalColumn(column);
}

bool DecimalColumn::fits(std::int64_t row) const {
  if (view_.type.value_bits != 256) return true;
  const std::int64_t at = 2 * (view_.first + row);
  const auto low = load<Int128>(view_.values, at);
  const auto high = load<Int128>(view_.values, at + 1);
  return high == (low < 0 ? -1 : 0);
}

}  // namespace container_tco

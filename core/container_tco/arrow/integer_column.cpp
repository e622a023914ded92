#include "container_tco/arrow/integer_column.hpp"

#include <limits>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

template <typename T>
std::vector<std::int64_t> widened(const ColumnView& column) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(column.length));
  for (std::int64_t row = 0; row < column.length; ++row) {
    values[static_cast<std::size_t>(row)] = static_cast<std::int64_t>(load<T>(column.values, column.first + row));
  }
  return values;
}

void check_top(const ColumnView& column) {
  for (std::int64_t row = 0; row < column.length; ++row) {
    const auto value = load<std::uint64_t>(column.values, column.first + row);
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) && column.is_valid(row)) {
      throw InvalidInputError(column_place(column), std::to_string(value),
                              "whole numbers below 2^63, in row " + std::to_string(row));
    }
  }
}

bool is_aligned(const std::byte* buffer) {
  return reinterpret_cast<std::uintptr_t>(buffer) % alignof(std::int64_t) == 0;
}

}  // namespace

IntegerColumn IntegerColumn::of(const ColumnView& column) {
  IntegerColumn made(column);
  std::vector<std::int64_t> values;
  const auto count = static_cast<std::size_t>(column.length);
  bool is_as_stored = false;
  const bool is_whole = visit_integer_type(column.type, [&]<typename T>(T) {
    if constexpr (std::is_same_v<T, std::uint64_t>) check_top(column);
    is_as_stored = std::is_same_v<T, std::int64_t> && is_aligned(column.values);
    if (!is_as_stored) values = widened<T>(column);
  });
  if (!is_whole && column.type.kind != TypeKind::null) refuse_type(column, "whole numbers");
  if (is_as_stored && count > 0) {
    made.values_ = {reinterpret_cast<const std::int64_t*>(column.values) + column.first, count};
    return made;
  }
  if (!is_whole) values.resize(count);
  made.widened_ = std::make_shared<const std::vector<std::int64_t>>(std::move(values));
  made.values_ = *made.widened_;
  return made;
}

BooleanColumn BooleanColumn::of(const ColumnView& column) {
  const bool is_known = column.type.kind == TypeKind::boolean || column.type.kind == TypeKind::null;
  if (!is_known) refuse_type(column, "booleans");
  return BooleanColumn(column);
}

}  // namespace container_tco

#pragma once
// Whole numbers and truth values of a column.

#include <memory>
#include <span>
#include <vector>

#include "container_tco/arrow/column_view.hpp"

namespace container_tco {

/// Whole numbers of any width; of a date its days (date64: milliseconds) since 1970-01-01, of a timestamp its units.
/// A column of type null has no value in any row.
class IntegerColumn {
 public:
  /// Throws InvalidInputError for another type, and for a value above 2^63 − 1, with its row.
  static IntegerColumn of(const ColumnView& column);

  std::int64_t size() const { return view_.length; }
  bool is_valid(std::int64_t row) const { return view_.is_valid(row); }
  /// Meaningless where the row is null.
  std::int64_t value(std::int64_t row) const { return values_[static_cast<std::size_t>(row)]; }
  std::span<const std::int64_t> values() const { return values_; }
  const ColumnView& view() const { return view_; }

 private:
  explicit IntegerColumn(ColumnView view) : view_(std::move(view)) {}

  ColumnView view_;
  std::shared_ptr<const std::vector<std::int64_t>> widened_;  // Unless the buffer has int64 as it stands.
  std::span<const std::int64_t> values_;
};

/// Truth values.
class BooleanColumn {
 public:
  /// Throws InvalidInputError for another type.
  static BooleanColumn of(const ColumnView& column);

  std::int64_t size() const { return view_.length; }
  bool is_valid(std::int64_t row) const { return view_.is_valid(row); }
  bool value(std::int64_t row) const {
    return view_.values != nullptr &&
           BitRange{reinterpret_cast<const std::uint8_t*>(view_.values), view_.first}.get(row);
  }

 private:
  explicit BooleanColumn(ColumnView view) : view_(std::move(view)) {}
  ColumnView view_;
};

/// Calls `visit` with a value of the C++ type in which a column stores its whole numbers, dates or timestamps: with
/// std::int8_t{} and so on. Returns false for other types.
template <typename Visit>
bool visit_integer_type(const ColumnType& type, Visit&& visit) {
  if (type.is_dictionary()) return false;
  if (type.kind == TypeKind::unsigned_integer) {
    switch (type.value_bits) {
      case 8:
        visit(std::uint8_t{});
        return true;
      case 16:
        visit(std::uint16_t{});
        return true;
      case 32:
        visit(std::uint32_t{});
        return true;
      default:
        visit(std::uint64_t{});
        return true;
    }
  }
  if (type.kind != TypeKind::signed_integer && type.kind != TypeKind::date && type.kind != TypeKind::timestamp) {
    return false;
  }
  switch (type.value_bits) {
    case 8:
      visit(std::int8_t{});
      return true;
    case 16:
      visit(std::int16_t{});
      return true;
    case 32:
      visit(std::int32_t{});
      return true;
    default:
      visit(std::int64_t{});
      return true;
  }
}

}  // namespace container_tco

#include "container_tco/arrow/check_array.hpp"

#include "container_tco/arrow/check_text.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t most_rows = std::int64_t{1} << 48;  // Products with the size of a value stay within 63 bits.

/// How many buffers an array of the type has; views have any number from this on.
std::int64_t buffer_count(const ColumnType& type) {
  if (type.is_dictionary()) return 2;
  if (type.kind == TypeKind::null) return 0;
  return type.is_text() ? 3 : 2;
}

void check_counts(const std::string& where, const ArrowArray& array) {
  if (array.release == nullptr) throw InvalidInputError(where, "released", "an Arrow array that is alive");
  require_range(where + ": length of the Arrow array", array.length, 0, most_rows);
  require_range(where + ": offset of the Arrow array", array.offset, 0, most_rows);
  require_range(where + ": null count of the Arrow array", array.null_count, -1, array.length);
  if (array.n_buffers > 0 && array.buffers == nullptr) {
    throw InvalidInputError(where, "null", "pointers to the buffers of the Arrow array");
  }
}

void check_buffers(const ColumnView& column, const ArrowArray& array) {
  const std::int64_t expected = buffer_count(column.type);
  const bool has_views = column.type.kind == TypeKind::text_view && !column.type.is_dictionary();
  // Polars gives columns of type null a validity buffer; nothing of them is read.
  const bool is_null = column.type.kind == TypeKind::null;
  if (!is_null && (has_views ? array.n_buffers < expected : array.n_buffers != expected)) {
    throw InvalidInputError(column_place(column), std::to_string(array.n_buffers),
                            std::to_string(expected) + " buffers of an Arrow array of " + column.type.name());
  }
  if (array.n_children != 0) {
    throw InvalidInputError(column_place(column), std::to_string(array.n_children),
                            "no children of " + column.type.name());
  }
  if ((array.dictionary != nullptr) != column.type.is_dictionary()) {
    throw InvalidInputError(column_place(column), array.dictionary == nullptr ? "none" : "a dictionary",
                            "an Arrow array of " + column.type.name());
  }
  if (is_null) return;
  if (array.null_count > 0 && array.buffers[0] == nullptr) {
    throw InvalidInputError(column_place(column), std::to_string(array.null_count) + " nulls without a validity buffer",
                            "a validity buffer that says which");
  }
  if (column.length > 0 && array.buffers[1] == nullptr) {
    throw InvalidInputError(column_place(column), "no buffer",
                            "a buffer with " + std::to_string(column.length) + " values");
  }
}

template <typename T>
void check_indices_of(const ColumnView& column) {
  const auto count = static_cast<std::uint64_t>(column.dictionary->length);
  // Negative indices become the largest unsigned ones. A null may have any index.
  for (std::int64_t row = 0; row < column.length; ++row) {
    const auto index = static_cast<std::uint64_t>(load<T>(column.values, column.first + row));
    if (index >= count && column.is_valid(row)) {
      throw InvalidInputError(
          column_place(column), std::to_string(load<T>(column.values, column.first + row)),
          "indices into a dictionary of " + std::to_string(count) + " values, in row " + std::to_string(row));
    }
  }
}

void add_dictionary(ColumnView& column, const ArrowArray& dictionary) {
  ColumnType values = column.type;
  values.index_bits = 0;
  check_counts(column_place(column) + ": dictionary", dictionary);
  column.dictionary = std::make_shared<const ColumnView>(
      checked_column({column.name, values, true}, dictionary, {0, dictionary.length, {}}, column.owner));
  check_indices(column);
}

}  // namespace

std::string column_place(const ColumnView& column) { return "column '" + printable(column.name) + "'"; }

void refuse_type(const ColumnView& column, const std::string& expected) {
  const bool is_money = column.type.kind == TypeKind::binary_floating_point;
  const char* types = expected == "text" ? "string"
                      : is_money         ? "decimal128, or to text"
                                         : "a whole number, decimal128 or string";
  throw InvalidInputError(column_place(column), column.type.name(), expected,
                          std::string("Cast it before: to ") + types + ", such as CAST(… AS VARCHAR) in SQL");
}

void refuse_unsupported(const TableField& field) {
  ColumnView column;
  column.name = field.name;
  column.type = field.type;
  refuse_type(column, "whole numbers, decimals, floats, booleans, text, dates or timestamps");
}

ColumnView checked_column(const TableField& field, const ArrowArray& array, const RowRange& rows,
                          std::shared_ptr<const void> owner) {
  ColumnView column;
  column.name = field.name;
  column.type = field.type;
  column.owner = std::move(owner);
  if (column.type.kind == TypeKind::unsupported) refuse_unsupported(field);
  check_counts(column_place(column), array);
  if (rows.count > array.length || rows.first > array.length - rows.count) {
    throw InvalidInputError(column_place(column), std::to_string(array.length) + " rows",
                            std::to_string(rows.first + rows.count) + " rows, as the table has");
  }
  column.length = rows.count;
  column.first = array.offset + rows.first;
  check_buffers(column, array);
  if (column.type.kind == TypeKind::null) return column;
  column.validity = Validity({static_cast<const std::uint8_t*>(array.buffers[0]), column.first}, rows.validity);
  column.values = static_cast<const std::byte*>(array.buffers[1]);
  if (array.dictionary != nullptr) {
    add_dictionary(column, *array.dictionary);
  } else if (column.type.kind == TypeKind::text_view) {
    column.text_buffers = array.buffers + 2;
    check_text_views(column, array);
  } else if (column.type.is_text()) {
    column.text = static_cast<const std::byte*>(array.buffers[2]);
    check_text_offsets(column);
  }
  return column;
}

void check_indices(const ColumnView& column) {
  switch (column.type.index_bits) {
    case 8:
      return column.type.index_is_signed ? check_indices_of<std::int8_t>(column)
                                         : check_indices_of<std::uint8_t>(column);
    case 16:
      return column.type.index_is_signed ? check_indices_of<std::int16_t>(column)
                                         : check_indices_of<std::uint16_t>(column);
    case 32:
      return column.type.index_is_signed ? check_indices_of<std::int32_t>(column)
                                         : check_indices_of<std::uint32_t>(column);
    default:
      return column.type.index_is_signed ? check_indices_of<std::int64_t>(column)
                                         : check_indices_of<std::uint64_t>(column);
  }
}

void check_struct(const ArrowArray& array, std::size_t column_count) {
  check_counts("table", array);
  if (array.n_children != static_cast<std::int64_t>(column_count)) {
    throw InvalidInputError("table", std::to_string(array.n_children),
                            std::to_string(column_count) + " columns in every batch, as the schema says");
  }
  if (column_count > 0 && array.children == nullptr) {
    throw InvalidInputError("table", "null", "pointers to the columns of a batch");
  }
  if (array.n_buffers != 1) {
    throw InvalidInputError("table", std::to_string(array.n_buffers), "one buffer of a struct, its validity");
  }
  if (array.null_count > 0 && array.buffers[0] == nullptr) {
    throw InvalidInputError("table", std::to_string(array.null_count) + " null rows without a validity buffer",
                            "a validity buffer that says which");
  }
}

}  // namespace container_tco

#pragma once
// What a column holds, as Arrow names it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/arrow/c_abi.hpp"

namespace container_tco {

enum class TypeKind {
  null,
  boolean,
  signed_integer,
  unsigned_integer,
  binary_floating_point,
  decimal,
  text,        ///< 32-bit offsets into one buffer.
  large_text,  ///< 64-bit offsets.
  text_view,   ///< 16 bytes a row, with the text or where it stands.
  date,
  timestamp,
  unsupported,
};

enum class TimeUnit { second, millisecond, microsecond, nanosecond };

/// The type of a column.
struct ColumnType {
  TypeKind kind = TypeKind::null;
  int value_bits = 0;                ///< Of one value: 1 for booleans; 0 for null and text.
  int precision = 0;                 ///< Of a decimal: 1 to 76 digits.
  int scale = 0;                     ///< Of a decimal: digits after the point, −76 to 76.
  TimeUnit unit = TimeUnit::second;  ///< Of a timestamp. A date has days (32 bits) or milliseconds (64 bits).
  std::string time_zone;             ///< Of a timestamp; empty: none.
  /// Of the indices of a dictionary whose values are this type, a kind of text; 0: no dictionary.
  int index_bits = 0;
  bool index_is_signed = true;
  std::string unsupported;  ///< The name of an unsupported type.

  bool is_dictionary() const { return index_bits != 0; }
  bool is_text() const { return kind == TypeKind::text || kind == TypeKind::large_text || kind == TypeKind::text_view; }
  /// As Arrow writes it: "int64", "decimal128(28, 10)", "string_view", "dictionary<uint8, string>".
  std::string name() const;
  friend bool operator==(const ColumnType&, const ColumnType&) = default;
};

ColumnType null_type();
ColumnType boolean_type();
ColumnType integer_type(int bits, bool is_signed);
/// decimal128. Throws InvalidInputError unless 1 ≤ `precision` ≤ 38 and 0 ≤ `scale` ≤ `precision`.
ColumnType decimal_type(int precision, int scale);
ColumnType text_type();
ColumnType dictionary_type(int index_bits, bool index_is_signed);

/// A column of a table.
struct TableField {
  std::string name;
  ColumnType type;
  bool is_nullable = true;

  friend bool operator==(const TableField&, const TableField&) = default;
};

/// The type of one column. What is well formed but not read here is `unsupported`, an error only when it is read.
/// Throws InvalidInputError when the schema is malformed.
ColumnType read_type(const ArrowSchema& schema);

/// The columns of a table: the schema of a struct. Throws InvalidInputError for anything else.
std::vector<TableField> read_fields(const ArrowSchema& schema);

/// The format string of the C data interface for the values of a supported type, and for the indices of a dictionary.
std::string value_format(const ColumnType& type);
std::string index_format(const ColumnType& type);

}  // namespace container_tco

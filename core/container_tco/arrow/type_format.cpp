// Types to and from the format strings of the C data interface:
// https://arrow.apache.org/docs/format/CDataInterface.html#data-type-description-format-strings

#include <array>
#include <charconv>
#include <optional>

#include "container_tco/arrow/column_type.hpp"
#include "container_tco/error.hpp"
#include "container_tco/error/utf8.hpp"

namespace container_tco {
namespace {

struct PlainFormat {
  std::string_view format;
  TypeKind kind;
  int bits;
};

constexpr std::array<PlainFormat, 17> plain_formats{{
    {"n", TypeKind::null, 0},
    {"b", TypeKind::boolean, 1},
    {"c", TypeKind::signed_integer, 8},
    {"s", TypeKind::signed_integer, 16},
    {"i", TypeKind::signed_integer, 32},
    {"l", TypeKind::signed_integer, 64},
    {"C", TypeKind::unsigned_integer, 8},
    {"S", TypeKind::unsigned_integer, 16},
    {"I", TypeKind::unsigned_integer, 32},
    {"L", TypeKind::unsigned_integer, 64},
    {"f", TypeKind::binary_floating_point, 32},
    {"g", TypeKind::binary_floating_point, 64},
    {"u", TypeKind::text, 0},
    {"U", TypeKind::large_text, 0},
    {"vu", TypeKind::text_view, 0},
    {"tdD", TypeKind::date, 32},
    {"tdm", TypeKind::date, 64},
}};

struct OtherFormat {
  std::string_view prefix;
  std::string_view name;
};

constexpr std::array<OtherFormat, 19> other_formats{{
    {"e", "float16"},
    {"z", "binary"},
    {"Z", "large_binary"},
    {"vz", "binary_view"},
    {"w:", "fixed_size_binary"},
    {"tts", "time32[s]"},
    {"ttm", "time32[ms]"},
    {"ttu", "time64[us]"},
    {"ttn", "time64[ns]"},
    {"tD", "duration"},
    {"ti", "interval"},
    {"+l", "list"},
    {"+L", "large_list"},
    {"+v", "list_view"},
    {"+w:", "fixed_size_list"},
    {"+s", "struct"},
    {"+m", "map"},
    {"+u", "union"},
    {"+r", "run_end_encoded"},
}};

constexpr std::string_view time_unit_letters = "smun";

[[noreturn]] void refuse_format(std::string_view format) {
  throw InvalidInputError("Arrow schema", std::string(format), "a format string of the Arrow C data interface");
}

ColumnType unsupported_type(std::string name) {
  ColumnType type;
  type.kind = TypeKind::unsupported;
  type.unsupported = std::move(name);
  return type;
}

/// The next number of "28,10,128"; nothing when there is none.
std::optional<int> next_number(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() != ',') return std::nullopt;
  if (!text.empty()) text.remove_prefix(1);
  return number;
}

ColumnType read_decimal_format(std::string_view format) {
  std::string_view text = format.substr(2);
  const std::optional<int> precision = next_number(text);
  const std::optional<int> scale = precision ? next_number(text) : std::nullopt;
  const std::optional<int> bits = text.empty() ? 128 : next_number(text);
  if (!precision || !scale || !bits || !text.empty()) refuse_format(format);
  const int most = *bits == 32 ? 9 : *bits == 64 ? 18 : *bits == 128 ? 38 : *bits == 256 ? 76 : 0;
  if (*precision < 1 || *precision > most || *scale < -most || *scale > most) refuse_format(format);
  ColumnType type;
  type.kind = TypeKind::decimal;
  type.value_bits = *bits;
  type.precision = *precision;
  type.scale = *scale;
  return type;
}

ColumnType read_timestamp_format(std::string_view format) {
  const std::size_t unit = time_unit_letters.find(format[2]);
  if (unit == std::string_view::npos || format[3] != ':') refuse_format(format);
  ColumnType type;
  type.kind = TypeKind::timestamp;
  type.value_bits = 64;
  type.unit = static_cast<TimeUnit>(unit);
  type.time_zone = std::string(format.substr(4));
  return type;
}

ColumnType read_format(const char* text) {
  if (text == nullptr) throw InvalidInputError("Arrow schema", "null", "a format string for every column");
  const std::string_view format = text;
  if (!detail::is_utf8(format)) refuse_format(format);  // A time zone is shown.
  for (const PlainFormat& plain : plain_formats) {
    if (plain.format == format) {
      ColumnType type;
      type.kind = plain.kind;
      type.value_bits = plain.bits;
      return type;
    }
  }
  if (format.starts_with("d:")) return read_decimal_format(format);
  if (format.starts_with("ts") && format.size() >= 4) return read_timestamp_format(format);
  for (const OtherFormat& other : other_formats) {
    if (format.starts_with(other.prefix)) return unsupported_type(std::string(other.name));
  }
  // Libraries mark types of their own so; no column of one need be read.
  if (format.starts_with('_')) return unsupported_type(std::string(format));
  refuse_format(format);
}

std::string text_of(const char* text) {
  const std::string bytes = text == nullptr ? "" : text;
  // A name reaches Python and reports as it is.
  if (!detail::is_utf8(bytes)) throw InvalidInputError("Arrow schema", bytes, "names of columns in UTF-8");
  return bytes;
}

void expect_live(const ArrowSchema& schema) {
  if (schema.release == nullptr) throw InvalidInputError("Arrow schema", "released", "a schema that is alive");
}

}  // namespace

ColumnType read_type(const ArrowSchema& schema) {
  expect_live(schema);
  const ColumnType index = read_format(schema.format);
  if (schema.dictionary == nullptr) return index;
  const bool is_signed = index.kind == TypeKind::signed_integer;
  if (!is_signed && index.kind != TypeKind::unsigned_integer) {
    throw InvalidInputError("Arrow schema", index.name(), "whole numbers as the indices of a dictionary");
  }
  expect_live(*schema.dictionary);
  ColumnType type = read_format(schema.dictionary->format);
  const bool is_nested = schema.dictionary->dictionary != nullptr;
  type.index_bits = index.value_bits;
  type.index_is_signed = is_signed;
  if (type.is_text() && !is_nested) return type;
  return unsupported_type(is_nested ? "dictionary of dictionaries" : type.name());
}

std::vector<TableField> read_fields(const ArrowSchema& schema) {
  // A wrong number would be taken for so many pointers.
  constexpr std::int64_t most_columns = 1 << 20;
  expect_live(schema);
  if (schema.format == nullptr || std::string_view(schema.format) != "+s" || schema.dictionary != nullptr) {
    throw InvalidInputError("Arrow schema", schema.format == nullptr ? "null" : schema.format,
                            "a table: a struct of columns (format '+s')",
                            "Put a single column into a table with one column");
  }
  require_range("Arrow schema: number of columns", schema.n_children, 0, most_columns);
  if (schema.n_children > 0 && schema.children == nullptr) {
    throw InvalidInputError("Arrow schema", "null", "pointers to " + std::to_string(schema.n_children) + " columns");
  }
  std::vector<TableField> fields;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema* child = schema.children[i];
    if (child == nullptr) throw InvalidInputError("Arrow schema", "null", "a pointer to column " + std::to_string(i));
    fields.push_back({text_of(child->name), read_type(*child), (child->flags & ARROW_FLAG_NULLABLE) != 0});
  }
  return fields;
}

std::string index_format(const ColumnType& type) {
  return value_format(integer_type(type.index_bits, type.index_is_signed));
}

std::string value_format(const ColumnType& type) {
  if (type.kind == TypeKind::decimal) {
    const std::string bits = type.value_bits == 128 ? "" : "," + std::to_string(type.value_bits);
    return "d:" + std::to_string(type.precision) + "," + std::to_string(type.scale) + bits;
  }
  if (type.kind == TypeKind::timestamp) {
    return std::string("ts") + time_unit_letters[static_cast<std::size_t>(type.unit)] + ":" + type.time_zone;
  }
  for (const PlainFormat& plain : plain_formats) {
    if (plain.kind == type.kind && plain.bits == type.value_bits) return std::string(plain.format);
  }
  throw InternalError("a column of the type " + type.name() + " has no format");
}

}  // namespace container_tco

#include "container_tco/arrow/column_type.hpp"

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::string integer_name(int bits, bool is_signed) { return (is_signed ? "int" : "uint") + std::to_string(bits); }

std::string unit_name(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::second:
      return "s";
    case TimeUnit::millisecond:
      return "ms";
    case TimeUnit::microsecond:
      return "us";
    default:
      return "ns";
  }
}

std::string value_name(const ColumnType& type) {
  switch (type.kind) {
    case TypeKind::null:
      return "null";
    case TypeKind::boolean:
      return "bool";
    case TypeKind::signed_integer:
      return integer_name(type.value_bits, true);
    case TypeKind::unsigned_integer:
      return integer_name(type.value_bits, false);
    case TypeKind::binary_floating_point:
      return type.value_bits == 32 ? "float32" : "float64";
    case TypeKind::decimal:
      return "decimal" + std::to_string(type.value_bits) + "(" + std::to_string(type.precision) + ", " +
             std::to_string(type.scale) + ")";
    case TypeKind::text:
      return "string";
    case TypeKind::large_text:
      return "large_string";
    case TypeKind::text_view:
      return "string_view";
    case TypeKind::date:
      return type.value_bits == 32 ? "date32[day]" : "date64[ms]";
    case TypeKind::timestamp:
      return "timestamp[" + unit_name(type.unit) + (type.time_zone.empty() ? "" : ", tz=" + type.time_zone) + "]";
    default:
      return type.unsupported;
  }
}

ColumnType sized(TypeKind kind, int bits) {
  ColumnType type;
  type.kind = kind;
  type.value_bits = bits;
  return type;
}

}  // namespace

std::string ColumnType::name() const {
  if (!is_dictionary()) return value_name(*this);
  return "dictionary<" + integer_name(index_bits, index_is_signed) + ", " + value_name(*this) + ">";
}

ColumnType null_type() { return {}; }
ColumnType boolean_type() { return sized(TypeKind::boolean, 1); }
ColumnType text_type() { return sized(TypeKind::text, 0); }

ColumnType integer_type(int bits, bool is_signed) {
  return sized(is_signed ? TypeKind::signed_integer : TypeKind::unsigned_integer, bits);
}

ColumnType decimal_type(int precision, int scale) {
  require_range("precision", precision, 1, 38);
  require_range("scale", scale, 0, precision);
  ColumnType type = sized(TypeKind::decimal, 128);
  type.precision = precision;
  type.scale = scale;
  return type;
}

ColumnType dictionary_type(int index_bits, bool index_is_signed) {
  ColumnType type = text_type();
  type.index_bits = index_bits;
  type.index_is_signed = index_is_signed;
  return type;
}

}  // namespace container_tco

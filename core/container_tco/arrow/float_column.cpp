#include "container_tco/arrow/float_column.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace container_tco {
namespace {

/// A number with few digits after the point, found without a search. A mantissa of at most 15 digits and the power of
/// ten are exact float64 numbers, so the division rounds as reading the decimal would; and two decimals of at most 15
/// digits never read as the same float64, so there is no shorter one.
std::optional<DecimalNumber> plain_decimal(double value) {
  constexpr double most_mantissa = 1e15;
  constexpr int most_scale = 4;
  double power = 1;
  for (int scale = 0; scale <= most_scale; ++scale, power *= 10) {
    const double mantissa = std::nearbyint(value * power);
    if (std::abs(mantissa) >= most_mantissa) return std::nullopt;
    if (mantissa / power == value) return DecimalNumber{static_cast<std::int64_t>(mantissa), scale};
  }
  return std::nullopt;
}

/// Enough for the shortest form of any float64.
using FloatText = std::array<char, 40>;

template <typename T, typename... Format>
std::string_view shortest_text(T value, FloatText& storage, Format... format) {
  const auto end = std::to_chars(storage.data(), storage.data() + storage.size(), value, format...).ptr;
  return {storage.data(), static_cast<std::size_t>(end - storage.data())};
}

template <typename... Format>
std::string_view text_of(const ColumnView& column, std::int64_t row, FloatText& storage, Format... format) {
  const std::int64_t at = column.first + row;
  if (column.type.value_bits == 32) return shortest_text(load<float>(column.values, at), storage, format...);
  return shortest_text(load<double>(column.values, at), storage, format...);
}

}  // namespace

FloatColumn FloatColumn::of(const ColumnView& column) {
  const bool is_known = column.type.kind == TypeKind::binary_floating_point || column.type.kind == TypeKind::null;
  if (!is_known) refuse_type(column, "floats of 32 or 64 bits");
  return FloatColumn(column);
}

double FloatColumn::value(std::int64_t row) const {
  if (view_.type.value_bits == 32) return load<float>(view_.values, view_.first + row);
  return view_.type.value_bits == 64 ? load<double>(view_.values, view_.first + row) : 0;
}

std::optional<DecimalNumber> FloatColumn::decimal(std::int64_t row) const {
  const double number = value(row);
  if (!std::isfinite(number)) return std::nullopt;
  if (view_.type.value_bits == 64) {
    if (const std::optional<DecimalNumber> plain = plain_decimal(number)) return plain;
  }
  FloatText storage;
  // Without an exponent large numbers would have more digits than they need.
  return parse_decimal(text_of(view_, row, storage, std::chars_format::scientific));
}

std::string FloatColumn::text(std::int64_t row) const {
  FloatText storage;
  return std::string(text_of(view_, row, storage));
}

}  // namespace container_tco

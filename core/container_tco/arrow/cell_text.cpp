#include "container_tco/arrow/cell_text.hpp"

#include <chrono>

#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/float_column.hpp"
#include "container_tco/arrow/integer_column.hpp"
#include "container_tco/arrow/text_column.hpp"

namespace container_tco {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::string date_text(std::int64_t days) {
  // Years of five digits and more are no dates of a bill; their arithmetic could overflow.
  constexpr std::int64_t most_days = 2'932'896;  // 9999-12-31
  if (days < -most_days || days > most_days) return std::to_string(days) + " days";
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2);
}

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t floor_remainder(std::int64_t a, std::int64_t b) { return a % b < 0 ? a % b + b : a % b; }

std::string timestamp_text(std::int64_t value, TimeUnit unit) {
  const std::size_t digits = 3 * static_cast<std::size_t>(unit);
  const auto per_second = static_cast<std::int64_t>(power_of_ten(static_cast<int>(digits)));
  constexpr std::int64_t day = 86'400;
  const std::int64_t seconds = floor_quotient(value, per_second);
  const std::int64_t second = floor_remainder(seconds, day);
  std::string text = date_text(floor_quotient(seconds, day)) + "T" + padded(second / 3600, 2) + ":" +
                     padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2);
  if (digits > 0) text += "." + padded(floor_remainder(value, per_second), digits);
  return text;
}

std::string integer_text(const ColumnView& column, std::int64_t row) {
  std::string text;
  visit_integer_type(column.type, [&]<typename T>(T) {
    const T value = load<T>(column.values, column.first + row);
    if (column.type.kind == TypeKind::timestamp) {
      text = timestamp_text(static_cast<std::int64_t>(value), column.type.unit);
    } else if (column.type.kind == TypeKind::date) {
      const auto whole = static_cast<std::int64_t>(value);
      text = date_text(column.type.value_bits == 32 ? whole : floor_quotient(whole, 86'400'000));
    } else {
      text = std::to_string(value);
    }
  });
  return text;
}

std::string decimal_text(const ColumnView& column, std::int64_t row) {
  const DecimalColumn decimals = DecimalColumn::of(column);
  if (!decimals.fits(row)) return "a decimal of more than 38 digits";
  return to_text(DecimalNumber{decimals.value(row), decimals.scale()});
}

}  // namespace

std::string cell_text(const ColumnView& column, std::int64_t row) {
  if (!column.is_valid(row)) return {};
  switch (column.type.kind) {
    case TypeKind::boolean:
      return BooleanColumn::of(column).value(row) ? "true" : "false";
    case TypeKind::decimal:
      return decimal_text(column, row);
    case TypeKind::binary_floating_point:
      return FloatColumn::of(column).text(row);
    case TypeKind::text:
    case TypeKind::large_text:
    case TypeKind::text_view: {
      const TextColumn texts = TextColumn::of(column);
      return texts.is_valid(row) ? std::string(texts.value(row)) : std::string();
    }
    default:
      return integer_text(column, row);
  }
}

}  // namespace container_tco

#include "container_tco/bill/cell_table.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

Int128 mantissa_of(const Rational& number, int digits) {
  if (const std::optional<Int128> mantissa = scaled_number(number, digits)) return *mantissa;
  throw InvalidInputError("amount", number.to_decimal(digits, Rounding::half_even),
                          "at most 38 digits, of which " + std::to_string(digits) + " after the point");
}

ColumnType arrow_type(const CellColumn& column) {
  if (column.type == CellType::text) return text_type();
  return column.type == CellType::truth ? boolean_type() : decimal_type(38, column.digits);
}

}  // namespace

void CellTable::begin_row() {
  for (std::vector<Cell>& column : cells_) column.emplace_back();
  ++row_count_;
}

CellTable::Cell& CellTable::cell(std::string_view column) {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const CellColumn& each) { return each.name == column; });
  if (found == columns_.end()) throw InternalError("the table has a column " + std::string(column));
  return cells_[static_cast<std::size_t>(found - columns_.begin())].back();
}

void CellTable::set(std::string_view column, const std::string& text) {
  if (text.empty()) return;
  Cell& target = cell(column);
  target.text = text;
  target.is_set = true;
}

void CellTable::set(std::string_view column, const Rational& number) {
  Cell& target = cell(column);
  target.number = number;
  target.is_set = true;
}

void CellTable::set_true(std::string_view column) { cell(column).is_set = true; }

TableColumn CellTable::made(std::size_t column) const {
  const CellColumn& spec = columns_[column];
  Bitmap valid;
  Bitmap truths;
  TextBuffer texts;
  std::vector<Int128> mantissas;
  for (const Cell& each : cells_[column]) {
    if (!each.is_set && !spec.is_nullable) throw InternalError(std::string(spec.name) + " of each row has a value");
    valid.append(each.is_set);
    if (spec.type == CellType::text) texts.append(each.text);
    if (spec.type == CellType::truth) truths.append(each.is_set);
    if (spec.type == CellType::number) mantissas.push_back(each.number ? mantissa_of(*each.number, spec.digits) : 0);
  }
  if (spec.type == CellType::text) return TableColumn::of_texts(std::move(texts), std::move(valid));
  if (spec.type == CellType::truth) return TableColumn::of_booleans(truths, std::move(valid));
  return TableColumn::of_decimals(std::move(mantissas), 38, spec.digits, std::move(valid));
}

Table CellTable::finish(TableMetadata metadata) && {
  std::vector<TableField> fields;
  TableChunk chunk{row_count_, {}};
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const CellColumn& column = columns_[i];
    fields.push_back({std::string(column.name), arrow_type(column), column.is_nullable});
    chunk.columns.push_back(made(i));
  }
  std::vector<TableChunk> chunks;
  chunks.push_back(std::move(chunk));
  return {std::move(fields), std::move(chunks), std::move(metadata)};
}

}  // namespace container_tco::detail

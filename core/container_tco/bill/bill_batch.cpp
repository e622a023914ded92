#include "container_tco/bill/bill_batch.hpp"

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/bill/largest_rate.hpp"
#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::string place_text(const std::string& column, BatchPlace place, std::int64_t row) {
  return "column '" + printable(column) + "', row " + std::to_string(place.first_row + row + 1);
}

bool stands_for_null(std::string_view text) { return text.empty() || text == "NULL" || text == "null"; }

/// Also of no row: whether a table is a bill is asked without rows.
bool has_no_value(const ColumnView& column) {
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (column.is_valid(row)) return false;
  }
  return true;
}

std::int64_t floor_divided(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

TextCells::TextCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field) {
  const auto index = columns.index(field);
  if (!index) return;
  ColumnView column = batch.column(*index);
  if (!column.type.is_text() && has_no_value(column)) return;  // pandas makes floats of what is all null.
  texts_ = TextColumn::of(std::move(column));
}

std::string_view TextCells::at(std::int64_t row) const {
  if (!texts_ || !texts_->is_valid(row)) return {};
  const std::string_view text = texts_->value(row);
  return stands_for_null(text) ? std::string_view() : text;
}

LabelCells::LabelCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field) {
  const auto index = columns.index(field);
  if (!index) return;
  const TypeKind kind = batch.schema().fields().at(*index).type.kind;
  if (kind == TypeKind::signed_integer || kind == TypeKind::unsigned_integer || kind == TypeKind::decimal ||
      kind == TypeKind::binary_floating_point) {
    others_ = batch.column(*index);
  } else {
    texts_.emplace(batch, columns, field);
  }
}

std::string_view LabelCells::at(std::int64_t row) const {
  if (texts_) return texts_->at(row);
  if (!others_ || !others_->is_valid(row)) return {};
  text_ = cell_text(*others_, row);
  return text_;
}

NumberCells::NumberCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field, BatchPlace place)
    : place_(place) {
  const auto index = columns.index(field);
  if (!index) return;
  const ColumnView column = batch.column(*index);
  name_ = column.name;
  switch (column.type.kind) {
    case TypeKind::null:
      break;
    case TypeKind::text:
    case TypeKind::large_text:
    case TypeKind::text_view:
      texts_ = TextColumn::of(column);
      break;
    case TypeKind::binary_floating_point:
      floats_ = FloatColumn::of(column);
      break;
    case TypeKind::decimal:
      decimals_ = DecimalColumn::of(column);
      break;
    case TypeKind::signed_integer:
    case TypeKind::unsigned_integer:
      integers_ = IntegerColumn::of(column);
      break;
    default:
      if (has_no_value(column)) break;
      refuse_type(column, "numbers: whole numbers, decimals, floats or decimal text");
  }
}

void NumberCells::refuse(std::int64_t row, const std::string& found) const {
  throw InvalidInputError(place_text(name_, place_, row), found, "a decimal number such as 0.25, or null",
                          "Export the bill again, or drop the row");
}

std::optional<DecimalNumber> NumberCells::of_text(std::int64_t row) const {
  const std::string_view text = texts_->value(row);
  if (stands_for_null(text)) return std::nullopt;
  const std::optional<DecimalNumber> number = parse_decimal(text);
  if (!number) refuse(row, printable(std::string(text.substr(0, 80))));
  return number;
}

std::optional<DecimalNumber> NumberCells::at(std::int64_t row) const {
  if (texts_) return texts_->is_valid(row) ? of_text(row) : std::nullopt;
  if (floats_ && floats_->is_valid(row)) {
    const std::optional<DecimalNumber> number = floats_->decimal(row);
    if (!number) refuse(row, floats_->text(row));
    return number;
  }
  if (decimals_ && decimals_->is_valid(row)) {
    if (!decimals_->fits(row)) refuse(row, "a decimal of more than 38 digits");
    return DecimalNumber{decimals_->value(row), decimals_->scale()};
  }
  if (integers_ && integers_->is_valid(row)) return DecimalNumber{integers_->value(row), 0};
  return std::nullopt;
}

TimeCells::TimeCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field, BatchPlace place)
    : place_(place) {
  const auto index = columns.index(field);
  if (!index) return;
  const ColumnView column = batch.column(*index);
  name_ = column.name;
  if (column.type.is_text()) {
    texts_ = TextColumn::of(column);
    return;
  }
  if (has_no_value(column)) return;
  if (column.type.kind != TypeKind::timestamp && column.type.kind != TypeKind::date) {
    refuse_type(column, "timestamps, dates or text such as 2026-02-01T00:00:00Z");
  }
  integers_ = IntegerColumn::of(column);
  if (column.type.kind == TypeKind::date) {
    if (column.type.value_bits == 32)
      seconds_per_unit_ = seconds_per_day;
    else
      units_per_second_ = 1000;
    return;
  }
  for (int step = 0; step < static_cast<int>(column.type.unit); ++step) units_per_second_ *= 1000;
}

std::optional<std::int64_t> TimeCells::at(std::int64_t row) const {
  if (integers_) {
    if (!integers_->is_valid(row)) return std::nullopt;
    return floor_divided(integers_->value(row), units_per_second_) * seconds_per_unit_;
  }
  if (!texts_ || !texts_->is_valid(row) || stands_for_null(texts_->value(row))) return std::nullopt;
  const std::string_view text = texts_->value(row);
  const bool is_date = text.size() == 10;
  const std::optional<Timestamp> time =
      is_date ? parse_timestamp(std::string(text) + "T00:00:00") : parse_timestamp(text);
  if (!time) {
    throw InvalidInputError(place_text(name_, place_, row), printable(std::string(text.substr(0, 80))),
                            "a time such as 2026-02-01T00:00:00Z", "Export the bill again, or drop the row");
  }
  return time->civil_seconds - time->offset_seconds.value_or(0);
}

BillBatch::BillBatch(const RecordBatch& batch, const BillColumns& columns, BatchPlace at)
    : place(at),
      row_count(batch.row_count()),
      has_priced_amounts(columns.index("quantity") != columns.index("consumed_quantity")),
      has_net_costs(columns.index("net_billed_cost").has_value()),
      charge_type(batch, columns, "charge_type"),
      charge_class(batch, columns, "charge_class"),
      currency(batch, columns, "currency"),
      usage_type(batch, columns, "usage_type"),
      operation(batch, columns, "operation"),
      service(batch, columns, "service"),
      region(batch, columns, "region"),
      pricing(batch, columns, "pricing"),
      description(batch, columns, "description"),
      commitment_status(batch, columns, "commitment_status"),
      resource(batch, columns, "resource"),
      parent_resource(batch, columns, "parent_resource"),
      tags(batch, columns, "tags"),
      service_tag(batch, columns, "service_tag"),
      ecs_service(batch, columns, "ecs_service"),
      kubernetes_workload(batch, columns, "kubernetes_workload"),
      ecs_cluster(batch, columns, "ecs_cluster"),
      kubernetes_cluster(batch, columns, "kubernetes_cluster"),
      kubernetes_namespace(batch, columns, "kubernetes_namespace"),
      unit(batch, columns, "unit"),
      consumed_unit(batch, columns, "consumed_unit"),
      account(batch, columns, "account"),
      quantity(batch, columns, "quantity", at),
      consumed_quantity(batch, columns, "consumed_quantity", at),
      list_cost(batch, columns, "list_cost", at),
      split_reserved(batch, columns, "split_reserved", at),
      split_actual(batch, columns, "split_actual", at),
      split_usage(batch, columns, "split_usage", at),
      billed_cost(batch, columns, "billed_cost", at),
      split_cost(batch, columns, "split_cost", at),
      split_unused_cost(batch, columns, "split_unused_cost", at),
      start(batch, columns, "start", at),
      end(batch, columns, "end", at) {}

RowAmount BillBatch::amount(std::int64_t row) const {
  if (has_priced_amounts) {
    if (const auto priced = quantity.at(row)) return {priced, unit.at(row)};
  }
  if (const auto consumed = consumed_quantity.at(row)) return {consumed, consumed_unit.at(row)};
  return {std::nullopt, {}};
}

std::optional<DecimalNumber> BillBatch::hosted_amount(std::int64_t row) const {
  if (const auto split = split_usage.at(row)) return split;
  const auto reserved = split_reserved.at(row);
  const auto used = split_actual.at(row);
  if (reserved && used) return is_less(*reserved, *used) ? used : reserved;
  if (reserved || used) return reserved ? reserved : used;
  return amount(row).number;
}

std::optional<DecimalNumber> BillBatch::billed(std::int64_t row, bool is_discount) const {
  if (is_discount && has_net_costs) return billed_cost.net_at(row).value_or(DecimalNumber{});
  return billed_cost.at(row);
}

}  // namespace container_tco::detail

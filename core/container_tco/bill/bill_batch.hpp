#pragma once
// The cells of some rows of a bill, by field. Inside of the stage.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/float_column.hpp"
#include "container_tco/arrow/integer_column.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/bill/bill_columns.hpp"

namespace container_tco::detail {

/// Where a batch begins in the bill, for messages.
struct BatchPlace {
  std::int64_t first_row = 0;
};

/// Text; empty where there is no column, for a null, and for the texts "NULL" and "null" that exports write for it.
class TextCells {
 public:
  TextCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field);
  std::string_view at(std::int64_t row) const;

 private:
  std::optional<TextColumn> texts_;
};

/// What is no amount although it may look like one: of numbers their text.
class LabelCells {
 public:
  LabelCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field);
  std::string_view at(std::int64_t row) const;  ///< Until the next row is asked for; empty as in TextCells.

 private:
  std::optional<TextCells> texts_;
  std::optional<ColumnView> others_;
  mutable std::string text_;
};

/// Numbers of any kind, exactly: of a float the shortest decimal that reads back as the same float.
class NumberCells {
 public:
  /// Throws InvalidInputError for a column that holds no numbers.
  NumberCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field, BatchPlace place);
  /// Nothing where there is no column, and for a null. Throws InvalidInputError that names column and row for what is
  /// no number.
  std::optional<DecimalNumber> at(std::int64_t row) const;

 private:
  std::optional<DecimalNumber> of_text(std::int64_t row) const;
  [[noreturn]] void refuse(std::int64_t row, const std::string& found) const;

  BatchPlace place_;
  std::string name_;
  std::optional<TextColumn> texts_;
  std::optional<FloatColumn> floats_;
  std::optional<DecimalColumn> decimals_;
  std::optional<IntegerColumn> integers_;
};

/// A cost: net of discounts where the row has that, else without them.
class CostCells {
 public:
  CostCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field, BatchPlace place)
      : net_(batch, columns, "net_" + std::string(field), place), gross_(batch, columns, field, place) {}
  std::optional<DecimalNumber> at(std::int64_t row) const {
    const std::optional<DecimalNumber> net = net_.at(row);
    return net ? net : gross_.at(row);
  }
  std::optional<DecimalNumber> net_at(std::int64_t row) const { return net_.at(row); }

 private:
  NumberCells net_;
  NumberCells gross_;
};

/// How much was used, and the unit as the bill writes it; it may be empty.
struct RowAmount {
  std::optional<DecimalNumber> number;
  std::string_view unit;
};

/// When a row was used, in seconds since 1970 (UTC).
struct RowPeriod {
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  /// Nothing where one of both is missing, or the row covers no time.
  std::optional<std::int64_t> seconds() const {
    return start && end && *end > *start ? std::optional(*end - *start) : std::nullopt;
  }
};

/// Points in time in seconds since 1970 (UTC), from text, timestamps or dates.
class TimeCells {
 public:
  TimeCells(const RecordBatch& batch, const BillColumns& columns, std::string_view field, BatchPlace place);
  std::optional<std::int64_t> at(std::int64_t row) const;  ///< As NumberCells::at.

 private:
  BatchPlace place_;
  std::string name_;
  std::optional<TextColumn> texts_;
  std::optional<IntegerColumn> integers_;
  std::int64_t units_per_second_ = 1;
  std::int64_t seconds_per_unit_ = 1;
};

/// All cells that the reader asks for.
struct BillBatch {
  BillBatch(const RecordBatch& batch, const BillColumns& columns, BatchPlace at);

  RowPeriod period(std::int64_t row) const { return {start.at(row), end.at(row)}; }
  /// Whether the row corrects what was billed before.
  bool is_correction(std::int64_t row) const { return charge_class.at(row) == "Correction"; }

  /// What is priced, else what was consumed: each with its own unit.
  RowAmount amount(std::int64_t row) const;
  /// Of split cost allocation: the greater of what a task reserved and what it used, which AWS also says itself.
  std::optional<DecimalNumber> hosted_amount(std::int64_t row) const;
  /// The cost that counts in this row. Where costs are net, discounts are in them already.
  std::optional<DecimalNumber> billed(std::int64_t row, bool is_discount) const;

  BatchPlace place;
  std::int64_t row_count;
  bool has_priced_amounts;  // FOCUS may have consumed ones only.
  bool has_net_costs;
  TextCells charge_type, charge_class, currency, usage_type, operation, service, region, pricing, description,
      commitment_status, resource, parent_resource, tags, service_tag, ecs_service, kubernetes_workload, ecs_cluster,
      kubernetes_cluster, kubernetes_namespace, unit, consumed_unit;
  LabelCells account;
  NumberCells quantity, consumed_quantity, list_cost, split_reserved, split_actual, split_usage;
  CostCells billed_cost, split_cost, split_unused_cost;
  TimeCells start, end;
};

}  // namespace container_tco::detail

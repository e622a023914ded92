#pragma once
// The lines of a bill while it is read. Inside of the stage.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/bill/bill_batch.hpp"
#include "container_tco/bill/bill_unit.hpp"
#include "container_tco/bill/bill_usage.hpp"
#include "container_tco/bill/exact_sum.hpp"

namespace container_tco::detail {

/// One line, and what it adds up to so far.
struct LineSum {
  BillLine line;
  KnownUsage usage;
  std::uint64_t hash = 0;  ///< Of what its rows have in common: see RepeatedRows.
  std::size_t number = 0;  ///< Among the lines, in the order in which they came.
  Currency currency = Currency::usd();
  ExactSum quantity, billed, effective, list;
  bool has_list = true;
  UnitFactor factor;           ///< From the unit of the bill to that of the line.
  bool is_unit_known = true;   ///< False: the amounts of its rows say nothing.
  bool is_discount = false;    ///< Cost and no usage.
  bool is_refund = false;      ///< The same; it is in no net cost of other rows.
  bool is_offset = false;      ///< Its billed cost is taken back by other rows.
  bool is_offsetting = false;  ///< Its rows take it back.
  bool has_usage() const { return !is_discount && !is_refund && !is_offsetting; }
  bool has_amounts() const { return is_unit_known && has_usage(); }
};

class LineSums {
 public:
  explicit LineSums(const PriceBook& book) : usages_(book) {}
  /// The line of a row, to which only the caller adds. Throws InvalidInputError for what is no currency.
  LineSum& of(const BillBatch& batch, std::int64_t row, const BillColumns& columns, const RowPeriod& period);
  std::vector<BillLine> finish();
  std::vector<BillTotal> totals() const;
  /// Whether roles were told by descriptions.
  bool used_descriptions() const;

 private:
  LineSum made(const BillBatch& batch, std::int64_t row, const BillColumns& columns) const;
  void note_month(std::optional<std::int64_t> start);

  UsageTable usages_;
  std::optional<std::int64_t> start_;  // Of the last row, whose month is next mostly that of the next one.
  std::string month_;
  std::string key_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<LineSum> sums_;
};

}  // namespace container_tco::detail

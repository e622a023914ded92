#pragma once
// Tables in, tables out: the rows of any stream compared batch by batch, in memory for one batch.

#include <mutex>
#include <string>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/batch_summary.hpp"
#include "container_tco/batch/compare_table.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

struct RowComparerOptions {
  RowColumnNames column_names;                 ///< Where tables have other names than row_columns().
  std::string region;                          ///< Of all rows; empty: a column tells.
  std::vector<std::string> candidate_filters;  ///< Names of those of the batch options, in their order.
  std::vector<std::string> labour_profiles;    ///< Names of those of the batch options, in their order.
  SummaryOptions summary;
  OnRowError on_error = OnRowError::mark;
};

/// Compares the rows of one table after the other and keeps their summary. Safe to share between threads; the summary
/// is the same in any order of the batches, but for the numbers of rows.
class RowComparer {
 public:
  /// `options.regions` and `on_error` are set here: every region of the book can be named. Throws InvalidInputError
  /// for options that no estimate takes, and names that are not as many as the options.
  RowComparer(const PriceBook& book, CompareBatchOptions options, RowComparerOptions rows);

  /// Columns of a result; see result_fields.
  std::vector<TableField> fields() const;
  /// What travels with a result: digest and version of the price book, period, rounding, assumptions.
  TableMetadata metadata(const RowReader& reader) const;
  /// A row of the result for every row of the batch. Throws InvalidInputError as RowReader and BatchSummary do, and,
  /// when it shall stop there, for the first bad row, counted from 1 over all batches.
  TableChunk compare(const RecordBatch& batch, const RowReader& reader);
  /// All that is left of a stream.
  Table compare(RecordStream& stream);
  /// For the batches of a table of this form. Throws as RowReader does.
  RowReader reader(const TableSchema& schema) const;
  /// Of the rows so far.
  BatchSummary summary() const;
  /// As if the rows of the summary whose tables these are had been compared here. Throws as BatchSummary::of_tables,
  /// and InvalidInputError after rows have been compared.
  void continue_after(const Table& groups, const Table& top_savings, const Table& errors);

 private:
  CompareBatch take_batch();
  void keep_batch(CompareBatch batch);
  void add_to_summary(const RecordBatch& batch, const ReadRows& rows, const CompareBatch& compared,
                      const RowCurrencies& currencies, const RowReader& reader);

  const CompareTable table_;
  const RowComparerOptions options_;
  mutable std::mutex mutex_;
  std::vector<CompareBatch> batches_;  // Of before, for their memory: as many as have been compared at once.
  BatchSummary summary_;
  std::int64_t rows_before_ = 0;
};

}  // namespace container_tco

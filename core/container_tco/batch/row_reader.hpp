#pragma once
// Rows out of the batches of any table. What cannot be read makes its row bad, and never stops the others.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/compare_options.hpp"
#include "container_tco/batch/row_columns.hpp"

namespace container_tco {

/// What texts in rows stand for, and what rows without a column are.
struct RowReading {
  RowColumnNames column_names;                 ///< Where the table has other ones.
  std::vector<std::string> regions;            ///< In the order in which rows count them.
  std::string region;                          ///< Of all rows; empty: a column tells.
  std::int64_t period_seconds = 0;             ///< Of a task without a column of seconds or hours.
  std::vector<std::string> deployments;        ///< Of the options, in their order.
  std::uint32_t on_demand_deployments = 0;     ///< Bits of those that can be had without Spot capacity.
  std::uint32_t spot_deployments = 0;          ///< Bits of those on Spot. A capacity provider strategy is in both.
  std::vector<std::string> candidate_filters;  ///< Their names, in the order of the options.
  std::vector<std::string> labour_profiles;    ///< Their names, in the order of the options.
};

/// For the regions, deployments and period of `options`.
RowReading row_reading(const CompareBatchOptions& options, RowColumnNames column_names, std::string region);

/// Of one batch. More bad values than people look at would fill the memory.
inline constexpr std::size_t most_values_shown = 10'000;

/// Columns as BatchColumns has them.
struct ReadRows {
  std::vector<std::uint16_t> regions;
  std::vector<std::uint8_t> architectures;
  std::vector<std::uint8_t> operating_systems;
  std::vector<std::int64_t> cpu_ticks;
  std::vector<std::int64_t> memory_bytes;
  std::vector<std::int64_t> ephemeral_bytes;
  std::vector<std::int64_t> task_counts;
  std::vector<std::int64_t> task_seconds;
  std::vector<std::uint8_t> errors;        ///< RowError
  std::vector<std::uint8_t> error_values;  ///< The RowValue at fault; meaningless in a good row.
  std::vector<std::uint32_t> deployment_masks;
  std::vector<std::uint16_t> candidate_filters;
  std::vector<std::uint16_t> labour_profiles;
  std::map<std::size_t, std::string> malformed;  ///< By row: where it stands and what is wrong with it.
  /// What stands in the column at fault, as people can see it, by row; of no more than `most_values_shown` rows.
  std::map<std::size_t, std::string> found;

  explicit ReadRows(std::size_t rows);
  std::size_t size() const { return errors.size(); }
  BatchColumns columns() const;
  /// Unless the row is bad already. `text` is what its column holds, as it is; empty for what is missing.
  void set_error(std::size_t row, RowError error, RowValue value, std::string_view text = {});
};

/// Reads the batches of one table. Immutable; safe to share between threads.
class RowReader {
 public:
  /// Throws InvalidInputError when `schema` lacks a column that rows need, has two for the same value, or `reading`
  /// names a column that is not there.
  RowReader(const TableSchema& schema, RowReading reading);

  /// Throws InvalidInputError for a malformed batch, and for a column of a type that cannot hold its value.
  ReadRows read(const RecordBatch& batch) const;
  /// What rows are taken to be where the table does not say, in words.
  const std::vector<std::string>& assumptions() const { return assumptions_; }
  /// The column that a value is read from; nothing where there is none.
  std::optional<std::string> column_of(RowValue value) const;

 private:
  struct Source {
    std::size_t index = 0;
    const RowColumn* column = nullptr;
  };

  void find_sources(const TableSchema& schema);
  void require_sources(const TableSchema& schema) const;
  void note_assumptions();
  const std::optional<Source>& source(RowValue value) const { return sources_[static_cast<std::size_t>(value)]; }
  ColumnView values(const RecordBatch& batch, RowValue value) const;

  void read_regions(const RecordBatch& batch, ReadRows& rows) const;
  void read_platforms(const RecordBatch& batch, ReadRows& rows) const;
  void read_amounts(const RecordBatch& batch, ReadRows& rows) const;
  void mark_malformed(const RecordBatch& batch, ReadRows& rows) const;
  void read_choices(const RecordBatch& batch, ReadRows& rows) const;
  void read_purchase_options(const RecordBatch& batch, ReadRows& rows) const;

  RowReading reading_;
  std::array<std::optional<Source>, row_value_count> sources_;
  std::optional<std::size_t> malformed_;
  std::vector<std::string> assumptions_;
};

}  // namespace container_tco

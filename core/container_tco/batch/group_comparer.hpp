#pragma once
// Rows that share hosts: those of one group and region are one workload, packed together, and compared as such.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/batch_summary.hpp"
#include "container_tco/batch/compare_table.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

/// What groups came to: a row for each, and their summary, whose rows are groups.
struct ComparedGroups {
  Table table;
  BatchSummary summary;
};

/// Keeps every row in memory until its group is compared. For one thread at a time.
class GroupComparer {
 public:
  /// `pack_by`: the columns whose texts are the same in all rows of a group, such as "cluster". Of `options`, regions
  /// are set here, hosts are planned as `options.estimate` says, and services of a fleet or cluster mean groups: each
  /// is its own cluster unless services_per_cluster says otherwise. `summary` groups by columns of `pack_by` and the
  /// region, and its labels are all of these. Throws InvalidInputError for options that no estimate takes, and for
  /// constraints or profiles that differ by row.
  GroupComparer(const PriceBook& book, CompareBatchOptions options, std::vector<std::string> pack_by,
                RowColumnNames column_names, std::string region, SummaryOptions summary = {});

  /// Rows from here on are those of `source`, such as a file, and counted from 1 again in messages.
  void begin_source(std::string source);

  /// Throws InvalidInputError as RowReader does, for a column of `pack_by` that is not there, and for a bad row when it
  /// shall stop there.
  void add(const RecordBatch& batch);
  /// All that is left of a stream.
  void add(RecordStream& stream);
  /// A row for every group so far, in the order of their texts: the columns to pack by, "region", "rows", "bad_rows",
  /// "tasks", "error", "error_text", "currency", "winner", "saving", and of each deployment its infrastructure, labour,
  /// total and error, and of hosts "…_instances" and "…_instance_types". A group with a bad row has nulls and the
  /// error of the first one, one that no deployment has a cost for an error, too. Throws InvalidInputError for that
  /// when it shall stop there.
  Table compare() const { return compare_all().table; }
  /// The same with the summary.
  ComparedGroups compare_all() const { return compare_some(0, groups_.size()); }
  /// How many groups the rows so far have.
  std::size_t group_count() const { return groups_.size(); }
  /// Of those behind the first `first` groups at most `count`: rows and summary of all in parts, whose rows one behind
  /// the other, and whose summaries merged, are those of `compare_all`. Throws as that.
  ComparedGroups compare_some(std::size_t first, std::size_t count) const;
  /// The summary with these tables, such as one of parts that were compared before. Throws as BatchSummary::of_tables.
  BatchSummary summary_of(const Table& groups, const Table& top_savings, const Table& errors) const;

 private:
  struct Group {
    std::vector<Service> services;
    std::int64_t rows = 0;
    std::int64_t bad_rows = 0;
    std::int64_t tasks = 0;
    RowError error = RowError::none;
    std::string error_text;
    std::uint32_t deployment_mask = ~std::uint32_t(0);
  };
  // Texts, nothing for a null; then the region: "" where it is unknown.
  using Key = std::pair<std::vector<std::optional<std::string>>, std::string>;

  RowReader reader(const TableSchema& schema) const;
  void add(const RecordBatch& batch, const RowReader& reader);
  void add_row(const ReadRows& rows, const BatchColumns& columns, std::size_t row, const RowReader& reader,
               Group& group);
  void mark(Group& group, RowError error, std::int64_t row, const std::string& text) const;
  std::string reason_of_no_cost_in_words(const Group& group, RowError error) const;

  CompareTable table_;
  std::vector<std::string> pack_by_;
  RowColumnNames column_names_;
  std::string region_;
  OnRowError on_error_;
  std::map<Key, Group> groups_;
  std::vector<std::string> assumptions_;  // Of the table read last.
  SummaryOptions summary_;
  std::string source_;
  std::int64_t rows_before_ = 0;
  std::int64_t rows_before_source_ = 0;
};

}  // namespace container_tco

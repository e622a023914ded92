#pragma once
// What many rows come to: counts, exact sums by group, and the rows that would save most.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/group_sums.hpp"
#include "container_tco/batch/row_currencies.hpp"
#include "container_tco/batch/top_savings.hpp"

namespace container_tco {

struct SummaryOptions {
  std::vector<std::string> group_by = {};  ///< Columns of the input, such as "team" and "month".
  std::vector<std::string> labels = {};    ///< Columns that tell a row in `top_savings`.
  std::size_t top = 10;                    ///< So many rows in `top_savings`, for each currency; 0 to 10,000.
  std::size_t most_groups = 100'000;       ///< More are an error, so that a column of ids cannot fill the memory.
};

/// Sums are exact sums of the amounts of rows, each of which was rounded at 10^-10. Not for several threads at one
/// time.
class BatchSummary {
 public:
  /// Throws InvalidInputError for options out of range.
  BatchSummary(std::vector<std::string> deployments, SummaryOptions options);

  /// Counts a batch of rows, the `first_row`-th of all and on. Throws InvalidInputError when a column to group by or a
  /// label is not there, or there are too many groups; then nothing of the batch is counted.
  void add(const RecordBatch& input, const CompareBatch& batch, const RowCurrencies& currencies,
           std::int64_t first_row);
  /// As if the rows of `other` had come too. Throws InvalidInputError when its options are others.
  void merge(const BatchSummary& other);
  /// The summary whose tables these are, in any form that keeps their texts and numbers: what is written down can be
  /// continued. Throws InvalidInputError for tables that no summary of these options makes.
  static BatchSummary of_tables(std::vector<std::string> deployments, SummaryOptions options, const Table& groups,
                                const Table& top_savings, const Table& errors);

  const BatchTotals& totals() const { return totals_; }
  const GroupedSums& sums() const { return groups_; }
  const std::vector<std::string>& deployments() const { return deployments_; }
  /// A row for every group and currency, in the order of their texts: the columns to group by, "currency", "rows",
  /// "bad_rows", "cheapest", "saving", and of each deployment its sums, "…_rows" and "…_wins".
  Table groups() const;
  /// The same sums over the groups of each currency; without the columns to group by.
  Table currencies() const;
  /// The rows of greatest saving, of equals the first: the columns of labels, "row" (from 0), "currency", "winner",
  /// "saving".
  Table top_savings() const;
  /// A row for every error that came up: "error", "rows", "meaning".
  Table errors() const;

 private:
  void require_room(const GroupedSums& more) const;
  void add_groups(const GroupedSums& more);
  Table sums_table(const std::vector<std::string>& keys, const GroupedSums& groups) const;

  std::vector<std::string> deployments_;
  SummaryOptions options_;
  BatchTotals totals_;
  GroupedSums groups_;
  TopSavings savers_;
};

}  // namespace container_tco

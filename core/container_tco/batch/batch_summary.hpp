#pragma once
// What many rows come to: counts, exact sums by group, and the rows that would save most.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

struct SummaryOptions {
  std::vector<std::string> group_by;  ///< Columns of the input, such as "team" and "month"; may be empty.
  std::vector<std::string> labels;    ///< Columns that tell a row in `top_savings`.
  std::size_t top = 10;               ///< So many rows in `top_savings`, for each currency; 0 to 10,000.
  std::size_t most_groups = 100'000;  ///< Further ones are an error, so that a column of ids cannot fill the memory.
};

/// Sums of one deployment over the rows in which it has a cost.
struct DeploymentSums {
  std::size_t rows = 0;
  std::size_t wins = 0;
  Int128 infrastructure = 0;  ///< In 10^-10 of the currency, as all amounts here.
  Int128 labour = 0;
  Int128 total = 0;
};

/// Sums of the rows of one group and currency.
struct GroupSums {
  std::size_t rows = 0;      ///< Bad ones among them.
  std::size_t bad_rows = 0;  ///< Of those no deployment was compared.
  Int128 cheapest = 0;       ///< Every row under its winner.
  Int128 saving = 0;         ///< Against the second cheapest of each row.
  std::vector<DeploymentSums> deployments;

  GroupSums& operator+=(const GroupSums& other);
};

/// Sums of rounded amounts of rows, each right to 5 × 10^-11; the sums themselves are exact. Not for use by several
/// threads at one time.
class BatchSummary {
 public:
  /// Throws InvalidInputError for options out of range.
  BatchSummary(std::vector<std::string> deployments, SummaryOptions options);

  /// Counts a batch of rows, the `first_row`-th of all and on. Throws InvalidInputError when a column to group by or a
  /// label is not there, or there are too many groups; then nothing of the batch is counted.
  void add(const RecordBatch& input, const ReadRows& rows, const CompareBatch& batch, const CompareTable& table,
           std::int64_t first_row);
  /// As if the rows of `other` had come after these. Its options are the same, or InvalidInputError is thrown.
  void merge(const BatchSummary& other);

  const BatchTotals& totals() const { return totals_; }
  const SummaryOptions& options() const { return options_; }
  /// The sums of all groups of a currency: "USD". Bad rows have the currency "".
  std::map<std::string, GroupSums> by_currency() const;
  /// A row for every group and currency, in the order of their texts: the columns to group by, "currency", "rows",
  /// "bad_rows", "cheapest", "saving", and of each deployment its sums, "…_rows" and "…_wins".
  Table groups() const;
  /// The rows of greatest saving, of equals the first, with the columns of labels, "row" (from 0), "currency",
  /// "winner", "saving".
  Table top_savings() const;
  /// A row for every error that came up: "error", "rows", "meaning".
  Table errors() const;

 private:
  using Key = std::vector<std::string>;  ///< Texts of the columns to group by, then the currency; "" for null.
  struct Saver {
    std::int64_t saving = 0;
    std::int64_t row = 0;
    std::uint8_t winner = 0;
    std::vector<std::string> labels;
  };

  void require_room(const std::map<Key, GroupSums>& grouped) const;
  static bool is_before(const Saver& a, const Saver& b);
  bool is_kept(const std::string& currency, std::int64_t saving, std::int64_t row) const;
  void keep_saver(const std::string& currency, Saver saver);

  std::vector<std::string> deployments_;
  SummaryOptions options_;
  BatchTotals totals_;
  std::map<Key, GroupSums> groups_;
  std::map<std::string, std::vector<Saver>> savers_;  // By currency, best first.
};

}  // namespace container_tco

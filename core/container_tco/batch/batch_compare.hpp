#pragma once
// Rows compared under several deployments, each row as if its service were alone: the digits of the single estimate of
// row_workload with row_options, rounded half to even at 10^-10 once. Totals are rounded sums, not sums of rounded
// parts.

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "container_tco/batch/amount_column.hpp"
#include "container_tco/batch/compare_table.hpp"

namespace container_tco {

inline constexpr std::uint16_t no_type = std::numeric_limits<std::uint16_t>::max();
inline constexpr std::uint8_t no_winner = std::numeric_limits<std::uint8_t>::max();

/// One deployment. Where a row has an error, its other columns hold no_amount, no_type and 0.
struct DeploymentColumns {
  Deployment deployment;
  std::vector<std::uint8_t> errors;  ///< RowError; those of the whole row among them.
  AmountColumn infrastructure;
  AmountColumn labour;  ///< The row's share; see FleetShare.
  AmountColumn totals;
  std::vector<std::int32_t> vcpu_milli;  ///< Of the Fargate size; 0 on hosts.
  std::vector<std::int32_t> memory_mib;
  std::vector<std::uint16_t> instance_types;  ///< Index into the names of the batch; no_type on Fargate.
  std::vector<std::int64_t> instances;
};

struct CompareBatch {
  std::vector<DeploymentColumns> deployments;                           ///< In the order of the options.
  std::shared_ptr<const std::vector<std::string>> instance_type_names;  ///< Those of the book.
  std::vector<std::uint8_t> errors;   ///< RowError of the whole row; one where no deployment has a cost.
  std::vector<std::uint8_t> winners;  ///< Index of the deployment of least total, of equals the first name.
  AmountColumn savings;               ///< Total of the second cheapest − that of the winner.
  BatchTotals totals;                 ///< By error of the whole row.
  std::vector<BatchTotals> deployment_totals;
  std::vector<std::size_t> wins;  ///< By deployment.
};

/// Compares every row. The same digits on any number of threads. Throws InvalidInputError for columns that differ in
/// length, for filters and labour profiles that no estimate takes, and for a bad row when it shall stop there.
CompareBatch batch_compare(const BatchColumns& columns, const CompareTable& table);

/// The same into a batch of before, whatever it holds: columns that are long enough are used again, as memory that is
/// new to a process takes longer to write to. After an exception its values mean nothing.
void batch_compare(const BatchColumns& columns, const CompareTable& table, CompareBatch& out);

/// The same with a table for this batch.
CompareBatch batch_compare(const BatchColumns& columns, const PriceBook& book, const CompareBatchOptions& options);

}  // namespace container_tco

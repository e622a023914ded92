#pragma once
// Exact sums of compared rows by the texts of some columns.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/arrow/decimal_number.hpp"
#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/batch/row_currencies.hpp"

namespace container_tco {

/// Sums of one deployment over the rows in which it has a cost.
struct DeploymentSums {
  std::int64_t rows = 0;
  std::int64_t wins = 0;
  Int128 infrastructure = 0;  ///< In 10^-10 of the currency, as all amounts here.
  Int128 labour = 0;
  Int128 total = 0;

  DeploymentSums& operator+=(const DeploymentSums& other);
};

/// Sums of the rows of one group and currency.
struct GroupSums {
  std::int64_t rows = 0;      ///< Bad ones among them.
  std::int64_t bad_rows = 0;  ///< Of those no deployment was compared.
  Int128 cheapest = 0;        ///< Every row under its winner.
  Int128 saving = 0;          ///< Against the second cheapest of each row.
  std::vector<DeploymentSums> deployments;

  explicit GroupSums(std::size_t deployment_count = 0) : deployments(deployment_count) {}
  void add(const CompareBatch& batch, std::size_t row);
  /// Of as many deployments.
  GroupSums& operator+=(const GroupSums& other);
};

/// Texts of the columns to group by, nothing for null, then the currency, "" for a bad row.
using GroupKey = std::vector<std::optional<std::string>>;
using GroupedSums = std::map<GroupKey, GroupSums>;

/// The rows of one batch. Throws InvalidInputError when a column is not there or of a type that is not supported.
GroupedSums group_rows(const RecordBatch& input, const std::vector<std::string>& group_by, const CompareBatch& batch,
                       const RowCurrencies& currencies);

}  // namespace container_tco

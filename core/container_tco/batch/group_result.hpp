#pragma once
// Inside of the stage: what one group of rows that share hosts costs under each deployment.

#include <string>
#include <vector>

#include "container_tco/batch/batch_summary.hpp"
#include "container_tco/batch/compare_table.hpp"
#include "container_tco/batch/row_error.hpp"
#include "container_tco/batch/table_maker.hpp"
#include "container_tco/estimate/host_catalogue.hpp"

namespace container_tco {

/// Costs under one deployment, or why there are none. Amounts are those of a table.
struct GroupCosts {
  RowError error = RowError::not_requested;
  Int128 infrastructure = 0;
  Int128 labour = 0;
  Int128 total = 0;
  Rational exact_total = {};  ///< Without rounding, in units of the currency.
  std::int64_t instances = 0;
  std::string instance_types = {};  ///< "2 × m7i.large, 1 × c7g.xlarge"
};

/// By deployment of the options; empty for a group that was not compared.
struct GroupResult {
  std::string currency = {};
  std::vector<GroupCosts> costs = {};
  RowError error = RowError::none;       ///< Where none has costs, or a row is bad.
  std::vector<std::size_t> ranked = {};  ///< Those that have costs, cheapest first, of equals the first name.
};

/// The estimate of all services together. `catalogue` is for this region and thread alone.
GroupResult compare_group(const std::vector<Service>& services, const std::string& region, std::uint32_t deployments,
                          const CompareTable& table, HostCatalogue& catalogue);

/// What groups come to, each as a row, the `first`-th of all and on. `keys` has the columns to group by and the labels
/// of `summary`.
BatchSummary group_summary(const std::vector<GroupResult>& results, std::int64_t first, Table keys,
                           const CompareBatchOptions& options, const SummaryOptions& summary);

/// The columns from "currency" on.
void add_group_results(const std::vector<GroupResult>& results, const CompareBatchOptions& options, TableMaker& table);

}  // namespace container_tco

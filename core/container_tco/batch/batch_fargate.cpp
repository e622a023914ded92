#include "container_tco/batch/batch_fargate.hpp"

#include <atomic>

#include "container_tco/batch/fargate_stages.hpp"
#include "container_tco/batch/row_check.hpp"
#include "container_tco/batch/row_ranges.hpp"

namespace container_tco {

BatchTotals batch_fargate(const BatchColumns& columns, const FargateTable& table, const FargateColumns& out,
                          const FargateBatchOptions& options) {
  columns.require_equal_lengths();
  out.require_lengths(columns.rows());
  std::atomic<bool> any_error = false;
  for_row_ranges(columns.rows(), options.threads, detail::block_rows, [&](std::size_t first, std::size_t count) {
    const FargateColumns part = out.slice(first, count);
    if (detail::run_fargate_kernel(table, columns.slice(first, count), part, options.instruction_set)) any_error = true;
  });
  return any_error ? checked_totals(out.errors, options.on_error) : totals_without_errors(columns.rows());
}

FargateBatch batch_fargate(const BatchColumns& columns, const PriceBook& book, const FargateBatchOptions& options) {
  FargateBatch batch(columns.rows());
  batch.totals =
      batch_fargate(columns, FargateTable(book, options.regions, options.purchase), batch.columns(), options);
  return batch;
}

}  // namespace container_tco

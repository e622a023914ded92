#pragma once
// Rows of tasks priced on Fargate of ECS. Cost = tasks × seconds × (price of the size + billed storage × its price) /
// 3600, exactly, then rounded half to even at 10^-10: the digits of the single estimate's cost rounded the same way.

#include <cstddef>
#include <string>
#include <vector>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/fargate_kernel.hpp"
#include "container_tco/batch/fargate_table.hpp"

namespace container_tco {

/// What happens at a bad row.
enum class OnRowError {
  mark,  ///< It gets an error in place of amounts, and the others go on.
  stop   ///< The batch ends with an InvalidInputError that names the first bad row.
};

struct FargateBatchOptions {
  std::vector<std::string> regions;  ///< That the region column counts.
  Purchase purchase = Purchase::on_demand;
  std::size_t threads = 1;  ///< 0: as many as the machine runs at one time.
  OnRowError on_error = OnRowError::mark;
  InstructionSet instruction_set = InstructionSet::automatic;
};

/// Prices every row into columns of the caller. `table` is made once for many batches; of the options, regions and
/// purchase are not looked at, as it has them. The same digits on any number of threads and any instruction set.
/// Throws InvalidInputError for columns that differ in length, and for a bad row when it shall stop there.
BatchTotals batch_fargate(const BatchColumns& columns, const FargateTable& table, const FargateColumns& out,
                          const FargateBatchOptions& options);

/// The same into new columns, with a table for this batch.
FargateBatch batch_fargate(const BatchColumns& columns, const PriceBook& book, const FargateBatchOptions& options);

}  // namespace container_tco

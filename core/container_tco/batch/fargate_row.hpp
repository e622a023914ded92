#pragma once
// One row on Fargate by the plain way, in whole numbers of 128 bits: for rows that the block kernel leaves, and for the
// comparison. Inside of the stage.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/fargate_table.hpp"
#include "container_tco/batch/split_amount.hpp"

namespace container_tco {

struct FargateRow {
  RowError error = RowError::none;
  std::size_t size = detail::no_size;  ///< Index into the sizes of the table.
  std::int64_t task_hour_price = 0;    ///< In units of the table: size and billed storage.
};

/// What is wrong with the amounts of a row, whatever runs it: the error of the reader, or a number that cannot be.
RowError fault_of_amounts(const BatchColumns& columns, std::size_t row);
/// Whether region, architecture and operating system of a row are known; `regions` is their number.
RowError fault_of_place(const BatchColumns& columns, std::size_t row, std::size_t regions);

FargateRow fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row);

/// Price units × seconds of all tasks; nothing when 128 bits do not hold it.
std::optional<Wide> price_seconds(const BatchColumns& columns, std::size_t row, std::int64_t task_hour_price);

/// Writes one row of `out`.
void write_fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row,
                       const FargateColumns& out);

}  // namespace container_tco

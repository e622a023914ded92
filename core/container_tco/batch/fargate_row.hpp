#pragma once
// One row on Fargate by the plain way, in whole numbers of 128 bits: for rows that the block kernel leaves, and for the
// comparison. Inside of the stage.

#include <algorithm>
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

/// GiB of `bytes`, which is at least 0, rounded up, as Fargate provides storage.
inline std::int64_t whole_gib(std::int64_t bytes) {
  return (bytes >> detail::gib_bits) + ((bytes & ((std::int64_t{1} << detail::gib_bits) - 1)) != 0 ? 1 : 0);
}

/// What is wrong with the amounts of a row, whatever runs it: the error of the reader, or a number that cannot be.
RowError fault_of_amounts(const BatchColumns& columns, std::size_t row);
/// Whether region, architecture and operating system of a row are known; `regions` is their number.
RowError fault_of_place(const BatchColumns& columns, std::size_t row, std::size_t regions);

FargateRow fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row);

/// Price units × seconds of all tasks; nothing when 128 bits do not hold it.
inline std::optional<Wide> price_seconds(const BatchColumns& columns, std::size_t row, std::int64_t task_hour_price) {
  std::int64_t seconds = 0;
  if (!__builtin_mul_overflow(columns.task_counts[row], columns.task_seconds[row], &seconds)) {
    return Wide(seconds) * task_hour_price;
  }
  return product(Wide(columns.task_counts[row]) * columns.task_seconds[row], task_hour_price);
}

namespace detail {

/// Steps rounded up, capped at the last entry of the table of classes.
template <typename Classes>
std::size_t class_of(const Classes& classes, std::int64_t amount, std::int64_t step) {
  const std::int64_t steps = amount / step + (amount % step != 0 ? 1 : 0);
  return classes[static_cast<std::size_t>(
      std::min<std::int64_t>(steps, static_cast<std::int64_t>(classes.size()) - 1))];
}

}  // namespace detail

/// The same for a row whose amounts and place are good, of a group without a fault.
inline FargateRow fargate_row_of_group(const FargateTable& table, std::size_t group, const BatchColumns& columns,
                                       std::size_t row) {
  const detail::FargateLookups& lookups = table.lookups();
  const std::size_t cpu = detail::class_of(lookups.cpu_class, columns.cpu_ticks[row], detail::ticks_per_step);
  const std::size_t memory =
      detail::class_of(lookups.memory_class, columns.memory_bytes[row], std::int64_t{1} << detail::memory_step_bits);
  const std::size_t size = lookups.cells[lookups.cells_of_group[group] + cpu * detail::size_stride + memory];
  if (size == detail::no_size) return {RowError::too_large_for_fargate};
  const std::int64_t gib = whole_gib(columns.ephemeral_bytes[row]);
  if (gib > lookups.most_gib) return {RowError::too_much_storage};
  const std::int64_t billed = std::max<std::int64_t>(gib - lookups.included_gib, 0);
  if (billed > 0 && lookups.storage_prices[group] < 0) return {RowError::price_not_found};
  return {RowError::none, size,
          lookups.prices[group * detail::size_stride + size] + billed * lookups.storage_prices[group]};
}

/// Writes one row of `out`.
void write_fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row,
                       const FargateColumns& out);

}  // namespace container_tco

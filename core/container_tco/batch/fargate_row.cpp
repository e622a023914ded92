#include "container_tco/batch/fargate_row.hpp"

namespace container_tco {
namespace {

RowError valid_reader_error(std::uint8_t error) {
  return error < row_error_count ? static_cast<RowError>(error) : RowError::unreadable_value;
}

}  // namespace

RowError fault_of_amounts(const BatchColumns& columns, std::size_t row) {
  if (!columns.reader_errors.empty() && columns.reader_errors[row] != 0) {
    return valid_reader_error(columns.reader_errors[row]);
  }
  if (columns.cpu_ticks[row] < 0 || columns.memory_bytes[row] < 0 || columns.ephemeral_bytes[row] < 0 ||
      columns.task_counts[row] < 0 || columns.task_seconds[row] < 0) {
    return RowError::negative_amount;
  }
  return columns.memory_bytes[row] == 0 ? RowError::no_memory : RowError::none;
}

RowError fault_of_place(const BatchColumns& columns, std::size_t row, std::size_t regions) {
  if (columns.regions[row] >= regions) return RowError::unknown_region;
  if (columns.architectures[row] > 1) return RowError::unknown_architecture;
  return columns.operating_systems[row] > 1 ? RowError::unknown_operating_system : RowError::none;
}

FargateRow fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row) {
  RowError error = fault_of_amounts(columns, row);
  if (error == RowError::none) error = fault_of_place(columns, row, table.regions().size());
  if (error != RowError::none) return {error};
  const std::size_t group =
      table.group(columns.regions[row], static_cast<OperatingSystem>(columns.operating_systems[row]),
                  static_cast<Architecture>(columns.architectures[row]));
  if (table.fault(group) != RowError::none) return {table.fault(group)};
  return fargate_row_of_group(table, group, columns, row);
}

void write_fargate_row(const FargateTable& table, const BatchColumns& columns, std::size_t row,
                       const FargateColumns& out) {
  FargateRow priced = fargate_row(table, columns, row);
  std::optional<std::int64_t> amount;
  if (priced.error == RowError::none) {
    if (const auto exact = price_seconds(columns, row, priced.task_hour_price)) {
      amount = divide_half_even(*exact, table.divisor());
    }
    if (!amount) priced.error = RowError::amount_too_large;
  }
  const bool is_good = priced.error == RowError::none;
  out.amounts[row] = amount.value_or(0);
  out.vcpu_milli[row] = is_good ? table.lookups().vcpu_milli[priced.size] : 0;
  out.memory_mib[row] = is_good ? table.lookups().memory_mib[priced.size] : 0;
  out.errors[row] = static_cast<std::uint8_t>(priced.error);
}

}  // namespace container_tco

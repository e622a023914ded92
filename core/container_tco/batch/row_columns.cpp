#include "container_tco/batch/row_columns.hpp"

#include <array>

namespace container_tco {
namespace {

constexpr std::int64_t ticks_per_vcpu = 128'000;
constexpr std::int64_t units_per_vcpu = 1024;
constexpr std::int64_t bytes_per_mib = std::int64_t(1) << 20;
constexpr std::int64_t bytes_per_gib = std::int64_t(1) << 30;

constexpr std::array<RowColumn, 15> columns = {{
    {"region", RowValue::region, 0, PartialUnit::wrong, "code of the AWS region, such as us-east-1"},
    {"architecture", RowValue::architecture, 0, PartialUnit::wrong, "x86_64 or arm64; x86_64 without the column"},
    {"operating_system", RowValue::operating_system, 0, PartialUnit::wrong,
     "linux or windows; linux without the column"},
    {"vcpu", RowValue::cpu, ticks_per_vcpu, PartialUnit::rounded_up, "vCPU that one task asks for"},
    {"cpu_units", RowValue::cpu, ticks_per_vcpu / units_per_vcpu, PartialUnit::rounded_up,
     "the same in 1/1024 of a vCPU"},
    {"memory_gib", RowValue::memory, bytes_per_gib, PartialUnit::rounded_up, "GiB that one task asks for"},
    {"memory_mib", RowValue::memory, bytes_per_mib, PartialUnit::rounded_up, "the same in MiB"},
    {"ephemeral_storage_gib", RowValue::ephemeral_storage, bytes_per_gib, PartialUnit::rounded_up,
     "GiB of storage that one task asks for; empty for the 20 that come with it"},
    {"task_count", RowValue::task_count, 1, PartialUnit::wrong, "equal tasks; 1 without the column"},
    {"task_seconds", RowValue::task_seconds, 1, PartialUnit::rounded_up,
     "billed seconds of each task in the period; all of it without the column"},
    {"task_hours", RowValue::task_seconds, 3600, PartialUnit::rounded_up, "the same in hours"},
    {"deployments", RowValue::deployments, 0, PartialUnit::wrong,
     "those to compare, with commas between; empty for all of the options"},
    {"purchase_option", RowValue::purchase_option, 0, PartialUnit::wrong,
     "on_demand or spot: of the deployments, those that buy so; empty for all"},
    {"candidate_filter", RowValue::candidate_filter, 0, PartialUnit::wrong,
     "name of the host constraints of the options; empty for the first"},
    {"labour_profile", RowValue::labour_profile, 0, PartialUnit::wrong,
     "name of the labour profile of the options; empty for the first"},
}};

}  // namespace

std::span<const RowColumn> row_columns() { return columns; }

std::string row_column_names(RowValue value) {
  std::string names;
  for (const RowColumn& column : columns) {
    if (column.value == value) names += (names.empty() ? "" : " or ") + std::string(column.name);
  }
  return names;
}

}  // namespace container_tco

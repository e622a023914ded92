#pragma once
// The columns that rows of any table are read from, by name.

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "container_tco/arrow/scaled_column.hpp"

namespace container_tco {

/// What a column tells of a row.
enum class RowValue {
  region,
  architecture,
  operating_system,
  cpu,
  memory,
  ephemeral_storage,
  task_count,
  task_seconds,
  deployments,
  purchase_option,
  candidate_filter,
  labour_profile
};
inline constexpr std::size_t row_value_count = 12;

/// One name under which a value is read. A value with several has several units, of which a table has one.
struct RowColumn {
  const char* name;  ///< "memory_gib"
  RowValue value;
  std::int64_t units_per_one;  ///< Of what a row counts: bytes of a GiB. 0 for text.
  PartialUnit partial_unit;    ///< What becomes of a value between two of them.
  const char* meaning;         ///< For people, without a full stop.
};

/// The column in which readers of files mark rows that are none, by where they stand and what is wrong with them. Its
/// name is for them alone.
inline constexpr const char* malformed_row_column = "container_tco.malformed_row";

/// Every name, those of one value beside each other.
std::span<const RowColumn> row_columns();

/// The names of one value: "vcpu or cpu_units".
std::string row_column_names(RowValue value);

/// Names of a table's columns by those of `row_columns`, where they differ.
using RowColumnNames = std::map<std::string, std::string>;

}  // namespace container_tco

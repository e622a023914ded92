#pragma once
// The result of compared rows as columns of a table, a row for each row that went in, in the same order.

#include <string>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/batch/row_currencies.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

/// The columns of results, for `deployments`: "error", "error_text", "currency", "winner", "saving", and of each
/// deployment, with "_" for "-", "ecs_fargate_infrastructure", "…_labour", "…_total" and "…_error", of Fargate
/// "…_vcpu" and "…_memory_mib", of hosts "…_instance_type" and "…_instances".
std::vector<TableField> result_fields(const std::vector<Deployment>& deployments);

/// Values of those columns; null where a row has none. `reader` tells which column is at fault in a row.
TableChunk result_chunk(const CompareBatch& batch, const ReadRows& rows, const RowReader& reader,
                        const RowCurrencies& currencies);

/// What results tell of themselves: price book, period, rounding, and what rows were taken to be.
TableMetadata result_metadata(const CompareTable& table, const std::vector<std::string>& assumptions);

/// "Column vcpu: A value cannot be read …; correct it. Found: 'x'.", for a row that has an error; of a malformed one
/// where it stands and what is wrong with it.
std::string error_text(const ReadRows& rows, std::size_t row, RowError error, const RowReader& reader);

/// "ecs-fargate" as the beginning of names of columns: "ecs_fargate".
std::string column_prefix(const Deployment& deployment);

}  // namespace container_tco

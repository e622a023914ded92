#pragma once
// What a consumer would like a table to look like.

#include "container_tco/arrow/table.hpp"

namespace container_tco {

/// `table` with the types of `requested` where its columns can become them (see Table::with_types); otherwise, and when
/// the columns are not the same by name and order, `table` as it is. The Arrow PyCapsule interface asks for no more:
/// https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html#schema-requests
Table in_requested_types(const Table& table, const std::vector<TableField>& requested);

}  // namespace container_tco

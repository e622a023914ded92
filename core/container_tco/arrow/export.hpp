#pragma once
// Tables to anything that reads Arrow, through the C data and C stream interfaces. Nothing is copied: what is handed
// out shares the memory of the table, and gives its share back when it is released, in any order and on any thread.

#include <memory>

#include "container_tco/arrow/c_abi.hpp"
#include "container_tco/arrow/table.hpp"

namespace container_tco {

/// Fills `out`, which the caller releases, with the schema of a struct of the columns.
void export_schema(const Table& table, ArrowSchema* out);

/// Fills `out`, which the caller releases, with one chunk as a struct array.
void export_chunk(const TableChunk& chunk, ArrowArray* out);

/// Fills `out`, which the caller releases, with a stream of all chunks.
void export_stream(std::shared_ptr<const Table> table, ArrowArrayStream* out);

}  // namespace container_tco

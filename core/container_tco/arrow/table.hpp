#pragma once
// Tables that the library makes, in chunks of rows, and the way of any other table into this form.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/arrow/table_column.hpp"

namespace container_tco {

/// Some rows: a column for every field.
struct TableChunk {
  std::int64_t row_count = 0;
  std::vector<TableColumn> columns;
};

/// Names and values that travel with a schema: currency, price book, digest.
using TableMetadata = std::vector<std::pair<std::string, std::string>>;

/// A table. Immutable.
class Table {
 public:
  /// Throws InternalError when a chunk does not have the columns that `fields` say, of one length.
  Table(std::vector<TableField> fields, std::vector<TableChunk> chunks, TableMetadata metadata = {});

  const std::vector<TableField>& fields() const { return fields_; }
  const std::vector<TableChunk>& chunks() const { return chunks_; }
  const TableMetadata& metadata() const { return metadata_; }
  std::int64_t row_count() const { return row_count_; }
  /// The same rows in one chunk. Throws InvalidInputError when texts are too many for one, or names for a dictionary.
  Table in_one_chunk() const;
  /// The same rows with columns of other types, where each can become its own: text with and without a dictionary, and
  /// whole numbers of another width. Throws InvalidInputError when one cannot.
  Table with_types(const std::vector<ColumnType>& types) const;

 private:
  std::vector<TableField> fields_;
  std::vector<TableChunk> chunks_;
  TableMetadata metadata_;
  std::int64_t row_count_ = 0;
};

/// All that is left of a stream, copied and checked. large_string and string_view become string, dictionaries get
/// int32 indices, decimals of all widths become decimal128. Throws InvalidInputError as RecordBatch::column does, and
/// for decimals of more than 38 digits.
Table read_table(RecordStream& stream);

}  // namespace container_tco

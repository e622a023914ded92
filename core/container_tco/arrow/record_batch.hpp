#pragma once
// Tables from outside, batch by batch: any stream of the Arrow C stream interface.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/owned_abi.hpp"

namespace container_tco {

/// The columns of a table by name.
class TableSchema {
 public:
  explicit TableSchema(std::vector<TableField> fields) : fields_(std::move(fields)) {}

  const std::vector<TableField>& fields() const { return fields_; }
  std::size_t size() const { return fields_.size(); }
  /// Nothing when no column has the name. Throws InvalidInputError when several have.
  std::optional<std::size_t> find(const std::string& name) const;
  /// Throws InvalidInputError, with the nearest names, unless one column has the name.
  std::size_t index_of(const std::string& name) const;

 private:
  std::vector<TableField> fields_;
};

/// Some rows of a table. Cheap to copy: what it holds is shared, and released with the last user.
class RecordBatch {
 public:
  /// Takes `array`, a struct array. Throws InvalidInputError when the struct is malformed.
  RecordBatch(std::shared_ptr<const TableSchema> schema, OwnedArray array);

  const TableSchema& schema() const { return *schema_; }
  std::int64_t row_count() const { return (*array_)->length; }
  /// A column, checked at this call; columns that are never asked for may hold anything. Throws InvalidInputError when
  /// it is malformed or of a type that is not supported.
  ColumnView column(std::size_t index) const;
  /// Also throws when there is not exactly one column of the name.
  ColumnView column(const std::string& name) const { return column(schema_->index_of(name)); }

 private:
  std::shared_ptr<const TableSchema> schema_;
  std::shared_ptr<const OwnedArray> array_;
};

/// The batches of a table in their order, each read once.
class RecordStream {
 public:
  /// Throws InvalidInputError when the stream cannot tell its schema, or it is not that of a table.
  explicit RecordStream(OwnedStream stream);
  /// A table of one batch.
  RecordStream(OwnedSchema schema, OwnedArray array);

  const TableSchema& schema() const { return *schema_; }
  /// The next batch, or nothing at the end. Throws InvalidInputError when the source fails (with its own message) or
  /// the batch is malformed.
  std::optional<RecordBatch> next();

 private:
  std::shared_ptr<const TableSchema> schema_;
  OwnedStream stream_;
  OwnedArray only_;
};

}  // namespace container_tco

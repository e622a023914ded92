#include "container_tco/arrow/table.hpp"

#include "container_tco/arrow/column_copy.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

void check_chunk(const std::vector<TableField>& fields, const TableChunk& chunk) {
  if (chunk.columns.size() != fields.size()) throw InternalError("a chunk has a column for every field");
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (chunk.columns[i].type() != fields[i].type) throw InternalError("a column has the type of its field");
    if (chunk.columns[i].size() != chunk.row_count) throw InternalError("the columns of a chunk have one length");
  }
}

std::vector<TableField> with_kept_types(std::vector<TableField> fields) {
  for (TableField& field : fields) {
    if (field.type.kind == TypeKind::unsupported) refuse_unsupported(field);
    field.type = kept_type(field.type);
  }
  return fields;
}

}  // namespace

Table::Table(std::vector<TableField> fields, std::vector<TableChunk> chunks, TableMetadata metadata)
    : fields_(std::move(fields)), chunks_(std::move(chunks)), metadata_(std::move(metadata)) {
  for (const TableChunk& chunk : chunks_) {
    check_chunk(fields_, chunk);
    row_count_ += chunk.row_count;
  }
}

Table Table::in_one_chunk() const {
  if (chunks_.size() == 1) return *this;
  TableChunk all{row_count_, {}};
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    ColumnCopy copy(fields_[i].type);
    for (const TableChunk& chunk : chunks_) copy.append(chunk.columns[i].view(fields_[i].name));
    all.columns.push_back(copy.finish());
  }
  return Table(fields_, {std::move(all)}, metadata_);
}

Table Table::with_types(const std::vector<ColumnType>& types) const {
  std::vector<TableField> fields = fields_;
  std::vector<TableChunk> chunks = chunks_;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (types.at(i) == fields[i].type) continue;
    fields[i].type = types[i];
    for (TableChunk& chunk : chunks) {
      ColumnCopy copy(types[i]);
      copy.append(chunk.columns[i].view(fields[i].name));
      chunk.columns[i] = copy.finish();
    }
  }
  return Table(std::move(fields), std::move(chunks), metadata_);
}

Table read_table(RecordStream& stream) {
  const std::vector<TableField> fields = with_kept_types(stream.schema().fields());
  std::vector<TableChunk> chunks;
  while (const std::optional<RecordBatch> batch = stream.next()) {
    TableChunk chunk{batch->row_count(), {}};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const ColumnView column = batch->column(i);
      ColumnCopy copy(fields[i].type);
      copy.append(column);
      chunk.columns.push_back(copy.finish());
    }
    chunks.push_back(std::move(chunk));
  }
  return Table(fields, std::move(chunks));
}

}  // namespace container_tco

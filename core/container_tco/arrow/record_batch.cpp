#include "container_tco/arrow/record_batch.hpp"

#include <algorithm>
#include <system_error>

#include "container_tco/arrow/check_array.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

[[noreturn]] void refuse_stream(OwnedStream& stream, int error_number) {
  const ArrowArrayStream* source = stream.get();
  const char* told = source->get_last_error == nullptr ? nullptr : source->get_last_error(stream.get());
  // Not strerror: it is not safe between threads.
  const std::string reason = told != nullptr ? told : std::generic_category().message(error_number);
  throw InvalidInputError("table", printable(reason, 400), "a stream of Arrow batches that can be read to its end",
                          "The source of the table failed: mend it there");
}

std::shared_ptr<const TableSchema> schema_of(OwnedStream& stream) {
  if (stream.is_empty()) {
    throw InvalidInputError("table", "a released stream", "a stream that has not been read before",
                            "Make the stream anew for every use");
  }
  if (stream->get_schema == nullptr || stream->get_next == nullptr) {
    throw InvalidInputError("table", "null", "an Arrow stream with its callbacks");
  }
  OwnedSchema schema;
  const int error_number = stream->get_schema(stream.get(), schema.get());
  if (error_number != 0) refuse_stream(stream, error_number);
  return std::make_shared<const TableSchema>(read_fields(*schema));
}

}  // namespace

std::optional<std::size_t> TableSchema::find(const std::string& name) const {
  const auto is_named = [&](const TableField& field) { return field.name == name; };
  const auto found = std::find_if(fields_.begin(), fields_.end(), is_named);
  if (found == fields_.end()) return std::nullopt;
  if (std::any_of(found + 1, fields_.end(), is_named)) {
    throw InvalidInputError("table", name, "columns with names of their own", "Rename one of the columns");
  }
  return static_cast<std::size_t>(found - fields_.begin());
}

std::size_t TableSchema::index_of(const std::string& name) const {
  if (const std::optional<std::size_t> index = find(name)) return *index;
  std::vector<std::string> known;
  for (const TableField& field : fields_) known.push_back(field.name);
  const std::string nearest = printable(join_alternatives(nearest_names(name, known)), 400);
  throw InvalidInputError("table", nearest.empty() ? "no column" : "columns such as " + nearest,
                          "a column '" + printable(name) + "'", "Add the column, or rename the one that has it");
}

RecordBatch::RecordBatch(std::shared_ptr<const TableSchema> schema, OwnedArray array)
    : schema_(std::move(schema)), array_(std::make_shared<const OwnedArray>(std::move(array))) {
  check_struct(**array_, schema_->size());
}

ColumnView RecordBatch::column(std::size_t index) const {
  const ArrowArray& rows = **array_;
  const TableField& field = schema_->fields().at(index);
  const ArrowArray* child = rows.children[index];
  if (child == nullptr) throw InvalidInputError("column '" + printable(field.name) + "'", "null", "an Arrow array");
  const BitRange validity{static_cast<const std::uint8_t*>(rows.buffers[0]), rows.offset};
  return checked_column(field, *child, {rows.offset, rows.length, validity}, array_);
}

RecordStream::RecordStream(OwnedStream stream) : schema_(schema_of(stream)), stream_(std::move(stream)) {}

RecordStream::RecordStream(OwnedSchema schema, OwnedArray array)
    : schema_(std::make_shared<const TableSchema>(read_fields(*schema))), only_(std::move(array)) {
  if (only_.is_empty()) throw InvalidInputError("table", "a released array", "an Arrow array that is alive");
}

std::optional<RecordBatch> RecordStream::next() {
  OwnedArray array;
  if (!stream_.is_empty()) {
    const int error_number = stream_->get_next(stream_.get(), array.get());
    if (error_number != 0) refuse_stream(stream_, error_number);
  } else {
    array = std::move(only_);
  }
  if (array.is_empty()) return std::nullopt;
  return RecordBatch(schema_, std::move(array));
}

}  // namespace container_tco

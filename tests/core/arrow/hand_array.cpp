#include "hand_array.hpp"

#include "container_tco/error.hpp"

namespace container_tco::test {
namespace {

struct SchemaContent {
  std::string name, format;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
  std::shared_ptr<Alive> alive;
};

struct ArrayContent {
  HandColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
  std::shared_ptr<Alive> alive;
};

template <typename Abi, typename Content>
void release(Abi* abi) {
  auto* content = static_cast<Content*>(abi->private_data);
  for (Abi& child : content->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (content->dictionary.release != nullptr) content->dictionary.release(&content->dictionary);
  (std::is_same_v<Abi, ArrowSchema> ? content->alive->schemas : content->alive->arrays) -= 1;
  delete content;
  abi->release = nullptr;
}

void fill(ArrowSchema* out, SchemaContent* content) {
  for (ArrowSchema& child : content->children) content->pointers.push_back(&child);
  ++content->alive->schemas;
  *out = {content->format.c_str(),
          content->name.c_str(),
          nullptr,
          ARROW_FLAG_NULLABLE,
          static_cast<std::int64_t>(content->children.size()),
          content->pointers.data(),
          content->dictionary.release == nullptr ? nullptr : &content->dictionary,
          release<ArrowSchema, SchemaContent>,
          content};
}

void make_schema(const HandColumn& column, ArrowSchema* out, const std::shared_ptr<Alive>& alive) {
  auto* content = new SchemaContent{column.name, column.format, {}, {}, {}, alive};
  if (column.dictionary) make_schema(*column.dictionary, &content->dictionary, alive);
  fill(out, content);
}

void fill(ArrowArray* out, ArrayContent* content) {
  const HandColumn& column = content->column;
  for (const auto& buffer : column.buffers) content->buffers.push_back(buffer ? buffer->data() : nullptr);
  for (ArrowArray& child : content->children) content->pointers.push_back(&child);
  ++content->alive->arrays;
  *out = {};
  out->length = column.length;
  out->null_count = column.null_count;
  out->offset = column.offset;
  out->n_buffers = column.n_buffers >= 0 ? column.n_buffers : static_cast<std::int64_t>(column.buffers.size());
  out->n_children = column.n_children + static_cast<std::int64_t>(content->children.size());
  out->buffers = content->buffers.data();
  out->children = content->pointers.data();
  out->dictionary = content->dictionary.release == nullptr ? nullptr : &content->dictionary;
  out->release = release<ArrowArray, ArrayContent>;
  out->private_data = content;
}

void make_array(const HandColumn& column, ArrowArray* out, const std::shared_ptr<Alive>& alive) {
  auto* content = new ArrayContent{column, {}, {}, {}, {}, alive};
  if (column.dictionary) make_array(*column.dictionary, &content->dictionary, alive);
  fill(out, content);
}

}  // namespace

HandColumn hand_column(const std::string& format, std::int64_t length) {
  HandColumn column;
  column.format = format;
  column.length = length;
  return column;
}

OwnedSchema HandTable::schema(std::shared_ptr<Alive> alive) const {
  OwnedSchema made;
  auto* content = new SchemaContent{"", "+s", std::vector<ArrowSchema>(columns.size()), {}, {}, alive};
  for (std::size_t i = 0; i < columns.size(); ++i) make_schema(columns[i], &content->children[i], alive);
  fill(made.get(), content);
  spoil_schema(*made.get());
  return made;
}

OwnedArray HandTable::array(std::shared_ptr<Alive> alive) const {
  OwnedArray made;
  HandColumn rows = hand_column("+s", length);
  rows.offset = offset;
  validity.empty() ? rows.no_buffer() : rows.buffer(validity);
  auto* content = new ArrayContent{rows, {}, std::vector<ArrowArray>(columns.size()), {}, {}, alive};
  for (std::size_t i = 0; i < columns.size(); ++i) make_array(columns[i], &content->children[i], alive);
  fill(made.get(), content);
  spoil_array(*made.get());
  return made;
}

RecordBatch batch_of(const HandTable& table) { return *RecordStream(table.schema(), table.array()).next(); }

ColumnView checked(const HandColumn& column) {
  HandTable table;
  table.columns = {column};
  table.length = column.length;
  return batch_of(table).column(0);
}

std::string refusal(const HandTable& table) {
  try {
    const RecordBatch batch = batch_of(table);
    for (std::size_t i = 0; i < table.columns.size(); ++i) batch.column(i);
  } catch (const InvalidInputError& error) {
    return error.what();
  }
  return {};
}

std::string refusal(const HandColumn& column) {
  HandTable table;
  table.columns = {column};
  table.length = std::max<std::int64_t>(column.length, 0);
  return refusal(table);
}

}  // namespace container_tco::test

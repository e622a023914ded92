#include <array>
#include <vector>

#include "container_tco/arrow/export.hpp"

namespace container_tco {
namespace {

/// What an array that was handed out points to. `column` shares the memory of its buffers.
struct ArrayContent {
  std::optional<TableColumn> column;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  ArrowArray dictionary{};
};

void release_array(ArrowArray* array) {
  auto* content = static_cast<ArrayContent*>(array->private_data);
  for (ArrowArray& child : content->children) {  // A child that was moved out has no release.
    if (child.release != nullptr) child.release(&child);
  }
  if (content->dictionary.release != nullptr) content->dictionary.release(&content->dictionary);
  delete content;
  array->release = nullptr;
}

void fill(ArrowArray* out, std::unique_ptr<ArrayContent> content, std::int64_t length, std::int64_t null_count,
          std::int64_t buffer_count) {
  for (ArrowArray& child : content->children) content->child_pointers.push_back(&child);
  *out = {};
  out->length = length;
  out->null_count = null_count;
  out->n_buffers = buffer_count;
  out->buffers = content->buffers.data();
  out->n_children = static_cast<std::int64_t>(content->children.size());
  out->children = content->child_pointers.empty() ? nullptr : content->child_pointers.data();
  out->dictionary = content->dictionary.release == nullptr ? nullptr : &content->dictionary;
  out->release = release_array;
  out->private_data = content.release();
}

void export_column(const TableColumn& column, ArrowArray* out) {
  auto content = std::make_unique<ArrayContent>();
  content->column = column;
  content->buffers = {column.validity_buffer(), column.value_buffer(), column.text_buffer()};
  if (column.dictionary()) export_column(*column.dictionary(), &content->dictionary);
  const bool has_text = column.type().is_text() && !column.type().is_dictionary();
  const std::int64_t buffer_count = column.type().kind == TypeKind::null ? 0 : has_text ? 3 : 2;
  fill(out, std::move(content), column.size(), column.null_count(), buffer_count);
}

}  // namespace

void export_chunk(const TableChunk& chunk, ArrowArray* out) {
  auto content = std::make_unique<ArrayContent>();
  content->children.resize(chunk.columns.size());
  for (std::size_t i = 0; i < chunk.columns.size(); ++i) export_column(chunk.columns[i], &content->children[i]);
  fill(out, std::move(content), chunk.row_count, 0, 1);
}

}  // namespace container_tco

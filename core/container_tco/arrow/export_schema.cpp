#include <cstring>
#include <vector>

#include "container_tco/arrow/export.hpp"

namespace container_tco {
namespace {

/// What a schema that was handed out points to.
struct SchemaContent {
  std::string format;
  std::string name;
  std::string metadata;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
  ArrowSchema dictionary{};
};

void release_schema(ArrowSchema* schema) {
  auto* content = static_cast<SchemaContent*>(schema->private_data);
  for (ArrowSchema& child : content->children) {  // A child that was moved out has no release.
    if (child.release != nullptr) child.release(&child);
  }
  if (content->dictionary.release != nullptr) content->dictionary.release(&content->dictionary);
  delete content;
  schema->release = nullptr;
}

void append_text(std::string& bytes, const std::string& text) {
  const auto size = static_cast<std::int32_t>(text.size());
  bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes += text;
}

/// https://arrow.apache.org/docs/format/CDataInterface.html#c.ArrowSchema.metadata
std::string metadata_bytes(const TableMetadata& metadata) {
  if (metadata.empty()) return {};
  std::string bytes;
  const auto count = static_cast<std::int32_t>(metadata.size());
  bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
  for (const auto& [key, value] : metadata) {
    append_text(bytes, key);
    append_text(bytes, value);
  }
  return bytes;
}

void fill(ArrowSchema* out, std::unique_ptr<SchemaContent> content, std::int64_t flags) {
  for (ArrowSchema& child : content->children) content->child_pointers.push_back(&child);
  *out = {};
  out->format = content->format.c_str();
  out->name = content->name.c_str();
  out->metadata = content->metadata.empty() ? nullptr : content->metadata.data();
  out->flags = flags;
  out->n_children = static_cast<std::int64_t>(content->children.size());
  out->children = content->child_pointers.empty() ? nullptr : content->child_pointers.data();
  out->dictionary = content->dictionary.release == nullptr ? nullptr : &content->dictionary;
  out->release = release_schema;
  out->private_data = content.release();
}

void export_field(const TableField& field, ArrowSchema* out) {
  auto content = std::make_unique<SchemaContent>();
  content->name = field.name;
  content->format = field.type.is_dictionary() ? index_format(field.type) : value_format(field.type);
  if (field.type.is_dictionary()) export_field({"", text_type(), true}, &content->dictionary);
  fill(out, std::move(content), field.is_nullable ? ARROW_FLAG_NULLABLE : 0);
}

}  // namespace

void export_schema(const Table& table, ArrowSchema* out) {
  auto content = std::make_unique<SchemaContent>();
  content->format = "+s";
  content->metadata = metadata_bytes(table.metadata());
  content->children.resize(table.fields().size());
  for (std::size_t i = 0; i < table.fields().size(); ++i) export_field(table.fields()[i], &content->children[i]);
  fill(out, std::move(content), 0);
}

}  // namespace container_tco

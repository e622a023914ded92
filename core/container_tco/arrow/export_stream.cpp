#include <cerrno>
#include <exception>
#include <new>

#include "container_tco/arrow/export.hpp"

namespace container_tco {
namespace {

/// What a stream that was handed out has left.
struct StreamContent {
  std::shared_ptr<const Table> table;
  std::size_t next_chunk = 0;
  std::string last_error;
};

StreamContent& content_of(ArrowArrayStream* stream) { return *static_cast<StreamContent*>(stream->private_data); }

/// No exception crosses a C interface.
template <typename Action>
int guarded(ArrowArrayStream* stream, Action action) {
  StreamContent& content = content_of(stream);
  try {
    content.last_error.clear();
    action(content);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (const std::exception& error) {
    content.last_error = error.what();
    return EINVAL;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream, [out](StreamContent& content) { export_schema(*content.table, out); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded(stream, [out](StreamContent& content) {
    *out = {};  // Released: the end of the stream.
    const auto& chunks = content.table->chunks();
    if (content.next_chunk < chunks.size()) export_chunk(chunks[content.next_chunk++], out);
  });
}

const char* get_last_error(ArrowArrayStream* stream) {
  const StreamContent& content = content_of(stream);
  return content.last_error.empty() ? nullptr : content.last_error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamContent*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void export_stream(std::shared_ptr<const Table> table, ArrowArrayStream* out) {
  *out = {get_schema, get_next, get_last_error, release_stream, new StreamContent{std::move(table), 0, {}}};
}

}  // namespace container_tco

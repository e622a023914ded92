#include "container_tco/offers/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "container_tco/error.hpp"

namespace container_tco {

FileSource::FileSource(const std::string& path) : ByteSource(path), file_(std::fopen(path.c_str(), "rb")) {
  if (!file_) throw FileError(path, errno, std::strerror(errno));
  // The readers bring buffers of their own.
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

std::size_t FileSource::read(char* buffer, std::size_t capacity) {
  const std::size_t count = std::fread(buffer, 1, capacity, file_.get());
  if (count == 0 && std::ferror(file_.get())) throw FileError(name(), errno, std::strerror(errno));
  return count;
}

std::size_t TextSource::read(char* buffer, std::size_t capacity) {
  const std::size_t count = std::min(capacity, text_.size() - offset_);
  std::copy_n(text_.data() + offset_, count, buffer);
  offset_ += count;
  return count;
}

}  // namespace container_tco

#include "container_tco/offers/block_reader.hpp"

#include <algorithm>

namespace container_tco::detail {

BlockReader::BlockReader(ByteSource& source, const ImportOptions& options) : source_(source), options_(options) {
  head_.resize(std::size_t{64} << 10);
  head_.resize(fill(head_.data(), head_.size()));
}

std::size_t BlockReader::fill(char* buffer, std::size_t capacity) {
  std::size_t count = 0;
  while (count < capacity) {
    const std::size_t more = source_.read(buffer + count, capacity - count);
    if (more == 0) break;
    count += more;
  }
  return count;
}

std::size_t BlockReader::read(char* buffer, std::size_t capacity) {
  const std::size_t peeked = std::min(capacity, head_.size() - head_offset_);
  std::copy_n(head_.data() + head_offset_, peeked, buffer);
  head_offset_ += peeked;
  const std::size_t count = peeked + fill(buffer + peeked, capacity - peeked);
  bytes_read_ += count;
  if (count > 0) last_byte_ = buffer[count - 1];
  if (count > 0 && options_.progress && !options_.progress(source_.name(), bytes_read_)) throw ImportStopped();
  return count;
}

}  // namespace container_tco::detail

#pragma once
// Reads a source in large blocks, shows progress, and lets the first bytes be looked at before they are read.

#include <cstdint>
#include <string>
#include <string_view>

#include "container_tco/offers/import.hpp"

namespace container_tco::detail {

/// The caller's progress function said stop.
struct ImportStopped {};

class BlockReader {
 public:
  BlockReader(ByteSource& source, const ImportOptions& options);

  /// The first bytes, at most 64 KiB; they are still to be read.
  std::string_view head() const { return head_; }
  /// Fills `buffer` unless the source ends. Throws ImportStopped.
  std::size_t read(char* buffer, std::size_t capacity);
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// Whether the last byte read was a line feed.
  bool ended_with_line_feed() const { return last_byte_ == '\n'; }

 private:
  std::size_t fill(char* buffer, std::size_t capacity);
  ByteSource& source_;
  const ImportOptions& options_;
  std::string head_;
  std::size_t head_offset_ = 0;
  std::uint64_t bytes_read_ = 0;
  char last_byte_ = '\n';
};

}  // namespace container_tco::detail

#pragma once
// Bits that a column owns, lowest first, as Arrow stores them.

#include <cstdint>
#include <vector>

#include "container_tco/arrow/validity.hpp"

namespace container_tco {

class Bitmap {
 public:
  Bitmap() = default;
  Bitmap(std::int64_t size, bool value)
      : bytes_(static_cast<std::size_t>((size + 7) / 8), value ? 0xFF : 0), size_(size) {}

  std::int64_t size() const { return size_; }
  bool get(std::int64_t i) const { return range().get(i); }
  void set(std::int64_t i, bool value) {
    const auto bit = static_cast<std::uint8_t>(1 << (i & 7));
    std::uint8_t& byte = bytes_[static_cast<std::size_t>(i >> 3)];
    byte = static_cast<std::uint8_t>(value ? byte | bit : byte & ~bit);
  }
  void append(bool value) {
    if (size_ % 8 == 0) bytes_.push_back(0);
    set(size_++, value);
  }
  std::int64_t count_unset() const {
    std::int64_t unset = 0;
    for (std::int64_t i = 0; i < size_; ++i) unset += get(i) ? 0 : 1;
    return unset;
  }
  /// Of at least one byte when there is a bit.
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }
  BitRange range() const { return {bytes_.data(), 0}; }

 private:
  std::vector<std::uint8_t> bytes_;
  std::int64_t size_ = 0;
};

}  // namespace container_tco

#pragma once
// Which rows have a value.

#include <cstdint>

namespace container_tco {

/// Bits of a buffer from a first bit on. All are set when there is no buffer.
struct BitRange {
  const std::uint8_t* bits = nullptr;
  std::int64_t first = 0;

  bool get(std::int64_t i) const {
    if (bits == nullptr) return true;
    const std::int64_t at = first + i;
    return ((bits[at >> 3] >> (at & 7)) & 1) != 0;
  }
};

/// The rows of a column that have a value. A row of a struct may be null as a whole; its columns are then null too.
class Validity {
 public:
  Validity() = default;
  Validity(BitRange own, BitRange rows) : own_(own), rows_(rows) {}

  bool is_valid(std::int64_t row) const { return own_.get(row) && rows_.get(row); }
  /// No row is null, known without counting.
  bool is_full() const { return own_.bits == nullptr && rows_.bits == nullptr; }
  std::int64_t count_nulls(std::int64_t row_count) const {
    std::int64_t nulls = 0;
    if (is_full()) return nulls;
    for (std::int64_t row = 0; row < row_count; ++row) nulls += is_valid(row) ? 0 : 1;
    return nulls;
  }

 private:
  BitRange own_;
  BitRange rows_;
};

}  // namespace container_tco

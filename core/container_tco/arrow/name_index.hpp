#pragma once
// Text columns as numbers: the same text has the same number in every batch.

#include <deque>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "container_tco/arrow/text_column.hpp"

namespace container_tco {

/// Numbers texts from 0 in the order in which they first appear.
class NameIndex {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  /// Keeps at most `most_names` texts, so that a column of garbage cannot fill the memory.
  explicit NameIndex(std::uint32_t most_names = none) : most_names_(most_names) {}
  NameIndex(NameIndex&&) = default;
  NameIndex& operator=(NameIndex&&) = default;

  /// The number of `name`, a new one if need be; `none` when there are too many.
  std::uint32_t add(std::string_view name);
  /// The number of the text of every row: `none` where a row is null, or has a text too many. Each name of a dictionary
  /// is looked up once, and may be numbered although no row has it. `codes` has as many elements as the column.
  void add(const TextColumn& column, std::span<std::uint32_t> codes);

  /// The texts by number.
  const std::deque<std::string>& names() const { return names_; }

 private:
  std::uint32_t most_names_;
  std::deque<std::string> names_;  // Never moves what it holds, which the keys of the map point into.
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace container_tco

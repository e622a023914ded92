#pragma once
// Rows of usage that stand in two files of a bill: an export that was made or copied twice counts twice. Inside of the
// stage.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco::detail {

/// Mixes what tells a row from others into 64 bits: different rows have different ones, but for one pair in 10^19.
class RowHash {
 public:
  explicit RowHash(std::uint64_t begun = 0) : value_(begun) {}  ///< Goes on from the value of another one.
  RowHash& add(std::string_view text);
  RowHash& add(std::int64_t number);
  RowHash& add(const std::optional<DecimalNumber>& number);  ///< 1.50 as 1.5, 1e1 as 10.
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_;
};

/// Keeps the rows of each source whose hashes are small: all of them as long as they are few, and a sample that is the
/// same in every source when there are many. A row that comes up twice in one source counts once there.
class RepeatedRows {
 public:
  explicit RepeatedRows(std::size_t most_kept = 65'536) : most_kept_(most_kept) {}

  /// `name` as messages have it; empty: "table 2".
  void begin_source(std::string name);
  /// `names_resource`: of what runs by a name of its own, which no two rows of one export share in all that is hashed.
  void add(std::uint64_t hash, bool names_resource);
  /// Throws InvalidInputError where half of the rows that name a resource, of this source or of an earlier one, stand
  /// in the other, too.
  void end_source();
  /// Sources that are so alike and whose rows name no resources: these may be different ones.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct Count {
    std::int64_t rows = 0;
    std::int64_t with_resource = 0;
  };
  struct Kept {
    bool names_resource = false;
    std::vector<std::uint32_t> sources = {};
  };

  void keep_fewer();
  void require_own(std::size_t earlier, const Count& shared);

  std::size_t most_kept_;
  std::uint64_t greatest_ = std::numeric_limits<std::uint64_t>::max();  // Greater hashes are left out.
  std::vector<std::string> names_;
  std::vector<Count> counts_;  // By source.
  std::unordered_map<std::uint64_t, Kept> kept_;
  std::unordered_map<std::uint64_t, bool> current_;  // Of the source that is being read: whether they name a resource.
  std::vector<std::string> notes_;
};

}  // namespace container_tco::detail

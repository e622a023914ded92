#pragma once
// Inside of packing: what few copies can be on one host together, and the least that hosts for each set of them weigh.

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// A bit for each copy. Copies of an item are equal, so of each item a set has its first ones.
using CopySet = std::uint32_t;
inline constexpr std::int64_t most_small_copies = max_exhaustive_copies;
inline constexpr std::int64_t no_weight = no_host_limit;

/// Steps that a search may still take. Ends it when they are used up.
struct SmallBudget {
  std::int64_t steps = 0;
  bool is_used_up() const { return steps < 0; }
};

inline std::size_t last_copy(CopySet set) { return static_cast<std::size_t>(std::bit_width(set)) - 1; }

/// Makes the content of `set` from that of the set without its last copy, which is of `shape`. False, also in
/// `clashes`, when the copies cannot be on one host, whatever its type.
bool add_last_copy(const FleetInput& input, CopySet set, std::size_t shape, std::vector<FleetHost>& contents,
                   std::vector<char>& clashes);

/// All sets of at most `most_small_copies` copies as the content of one host.
class SmallContents {
 public:
  /// `openable`: types that may be opened. `weights`: what a new host of each type counts, by type.
  SmallContents(const FleetInput& input, std::vector<std::size_t> openable, std::vector<std::int64_t> weights);

  CopySet all() const { return all_; }
  std::size_t item_of(std::size_t copy) const { return copies_[copy].item; }
  /// The set with the first copies of each item, as many as `set` has.
  CopySet first_copies(CopySet set) const { return first_copies_[set]; }
  bool has_first_copies(CopySet set) const { return first_copies_[set] == set; }
  const FleetHost& content(CopySet set) const { return contents_[set]; }
  /// The types that may be opened for it, by counted weight, then place.
  const std::vector<std::size_t>& holders(CopySet set) const { return holders_[set]; }
  bool holds(std::size_t type, CopySet set) const { return holds_[set][type] != 0; }
  std::int64_t weight(std::size_t type) const { return weights_[type]; }

 private:
  struct Copy {
    std::size_t item = 0;
    std::size_t shape = 0;
  };
  void list_copies();
  void find_holders(CopySet set);

  const FleetInput& input_;
  std::vector<std::int64_t> weights_;
  std::vector<std::size_t> openable_;
  std::vector<std::size_t> of_use_;  ///< Those, and the types of existing hosts.
  std::vector<Copy> copies_;
  CopySet all_ = 0;
  std::vector<CopySet> first_copies_;
  std::vector<FleetHost> contents_;
  std::vector<std::vector<std::size_t>> holders_;
  std::vector<std::vector<char>> holds_;
};

/// The least weight of the hosts of one zone for every set of copies, when no limit is near.
class SmallWeights {
 public:
  /// `existing`: types of the hosts that are there, an entry each. With `spares` every content has to fit on one of
  /// these types as well.
  SmallWeights(const SmallContents& contents, const std::vector<std::size_t>& existing,
               const std::optional<std::vector<std::size_t>>& spares, SmallBudget& budget);

  /// With the existing hosts from place `first` on. `no_weight` when there is no way.
  std::int64_t from(std::size_t first, CopySet set) const { return weights_[first][set]; }
  bool allows(CopySet content) const { return allowed_[content] != 0; }

 private:
  void weigh_new(const SmallContents& contents, SmallBudget& budget);
  void weigh_with_existing(const SmallContents& contents, std::size_t type, std::size_t place, SmallBudget& budget);

  std::vector<char> allowed_;
  std::vector<std::vector<std::int64_t>> weights_;
};

}  // namespace container_tco::detail

#pragma once
// Inside of packing: the caller's items as plain numbers, checked once, so that the loops behind need no checks.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/packing/pack.hpp"

namespace container_tco::detail {

inline constexpr std::size_t pack_resource_count = 5;
/// CPU ticks, memory bytes, GPUs, network slots, attached volumes.
using PackAmounts = std::array<std::int64_t, pack_resource_count>;
/// Their places.
inline constexpr std::size_t cpu_at = 0;
inline constexpr std::size_t memory_at = 1;
inline constexpr std::size_t gpus_at = 2;
inline constexpr std::size_t slots_at = 3;
inline constexpr std::size_t volumes_at = 4;
inline constexpr std::array<const char*, pack_resource_count> pack_resource_names = {"cpu", "memory", "gpu",
                                                                                     "network slots", "volumes"};

/// Limits that keep every sum of the stage within 64 bits.
inline constexpr std::int64_t max_pack_copies = 10'000'000;
inline constexpr std::int64_t max_pack_zones = 100;

/// Some of the shapes, by index.
class ShapeSet {
 public:
  void insert(std::size_t shape) {
    if (words_.size() <= shape / 64) words_.resize(shape / 64 + 1);
    words_[shape / 64] |= std::uint64_t{1} << (shape % 64);
  }
  bool contains(std::size_t shape) const {
    return shape / 64 < words_.size() && (words_[shape / 64] >> (shape % 64) & 1) != 0;
  }
  bool empty() const { return words_.empty(); }

 private:
  std::vector<std::uint64_t> words_;
};

/// An item that fits on an empty host and has copies.
struct PackShape {
  PackAmounts need{};
  std::int64_t count = 0;
  std::size_t item = 0;     ///< Index into the input.
  std::size_t id_rank = 0;  ///< Place of its id among all ids: the last tie-break, the same for every input order.
  bool one_per_host = false;
  std::int64_t most_per_host = std::numeric_limits<std::int64_t>::max();  ///< Besides what names allow.
  std::vector<std::uint64_t> shared_names;  ///< A bit for each exclusive name that other shapes carry too.
  ShapeSet apart;                           ///< Other shapes that it keeps apart from.
};

/// An exclusive name with the shapes that carry it.
struct PackName {
  std::string name;
  std::vector<std::size_t> shapes;
};

/// What `pack` works on.
struct PackInput {
  PackAmounts capacity{};         ///< Of a host after daemons. A resource without limit asks nothing of any shape.
  Resources daemons;              ///< On each host.
  std::vector<PackShape> shapes;  ///< By id.
  std::vector<PackName> names;    ///< By name.
  std::vector<UnplacedItem> unplaced;
  std::string unusable;  ///< See PackingPlan.
};

/// Throws InvalidInputError unless what a copy asks for is within the limits, and the count, if it has one.
void check_item(const char* list, std::size_t index, const PackItem& item, bool has_count = true);

/// Throws InvalidInputError for what only other items may say.
void check_daemon(std::size_t index, const PackItem& daemon);

/// Checks everything the caller gave. Throws InvalidInputError.
PackInput prepare_pack_input(const std::vector<PackItem>& items, const PackHost& host, const PackOptions& options);

/// How many more copies of `shape` go into `free`, at most `limit`, which is not above the shape's count. Of names only
/// the shape's own count: at most one copy when it has any.
std::int64_t copies_that_fit(const PackShape& shape, const PackAmounts& free, std::int64_t limit);

/// Pairs of items, as indices.
using ItemPairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Those that are never on one host, each pair once. Throws InvalidInputError for ids that are not those of other
/// items.
ItemPairs pairs_apart(const std::vector<const PackItem*>& items);
/// The same of a list of PackItem or FleetItem.
template <typename Item>
ItemPairs pairs_apart(const std::vector<Item>& items) {
  std::vector<const PackItem*> all;
  for (const Item& item : items) all.push_back(&item);
  return pairs_apart(all);
}

inline constexpr std::size_t no_shape = std::numeric_limits<std::size_t>::max();

/// Notes pairs of items in the shapes of both. `shape_of` is by item, no_shape for one that has none.
template <typename Shape>
void note_apart(const ItemPairs& pairs, const std::vector<std::size_t>& shape_of, std::vector<Shape>& shapes) {
  for (const auto& [a, b] : pairs) {
    if (shape_of[a] == no_shape || shape_of[b] == no_shape) continue;
    shapes[shape_of[a]].apart.insert(shape_of[b]);
    shapes[shape_of[b]].apart.insert(shape_of[a]);
  }
}

/// Whether copies of two shapes never share a host: by an exclusive name, or as one keeps apart from the other. Of one
/// shape: whether it has such a name.
bool are_apart(const PackInput& input, std::size_t a, std::size_t b);

}  // namespace container_tco::detail

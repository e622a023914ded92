#pragma once
// Host types side by side, so that a row counts hosts on several at once. Inside of packing; single_type.cpp uses it.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "container_tco/quantity/vector_code.hpp"

namespace container_tco::detail {

/// A host type that may win.
struct CandidateType {
  std::array<std::int64_t, 4> amounts{};  ///< CPU ticks, memory bytes, GPUs, network slots.
  std::int64_t weight = 0;
  std::size_t source = 0;
};

inline constexpr std::size_t class_resources = 4;

/// Columns are multiples of this long, so that vectors of any processor divide them.
inline constexpr std::size_t type_lanes = 8;

/// The weight of a row on a type that does not hold it, and of lanes left over.
inline constexpr float fits_nowhere = 1e30F;

/// So many lanes there are at least. Nearly all rows have their cheapest type among them.
inline constexpr std::size_t first_lanes = 24;

/// The types of a class that may win for rows of one band, as columns in single precision, by weight. Lanes left over
/// hold nothing.
class TypeLanes {
 public:
  /// `index` counts `types`, which come by weight, then name.
  TypeLanes(const std::vector<CandidateType>& types, std::vector<std::uint32_t> index);

  std::size_t count() const { return count_; }  ///< Of a column; a multiple of `type_lanes`.
  const float* amounts(std::size_t resource) const { return values_.data() + resource * count_; }
  const float* weights() const { return amounts(class_resources); }
  std::uint32_t index(std::size_t lane) const { return index_[lane]; }  ///< Into the types of the class.

 private:
  std::size_t count_;
  std::vector<float> values_;
  std::vector<std::uint32_t> index_;
};

/// Bands of the ratio of memory to CPU that rows ask for: four to each doubling, from 2^10 bytes a tick (1/8 GiB a
/// vCPU) on. All below are the first band, and all above the last one.
inline constexpr std::size_t ratio_bands = 48;
inline constexpr double first_ratio = 0x1p10;
inline constexpr int dropped_ratio_bits = 50;  ///< Of the double: its exponent and two bits are left.

/// Of a row that asks for so many bytes a tick, above 0.
CONTAINER_TCO_IN_PLACE std::size_t ratio_band(double bytes_per_tick) {
  if (bytes_per_tick < first_ratio) return 0;
  const std::uint64_t steps =
      (std::bit_cast<std::uint64_t>(bytes_per_tick) - std::bit_cast<std::uint64_t>(first_ratio)) >> dropped_ratio_bits;
  return steps + 1 < ratio_bands ? steps + 1 : ratio_bands - 1;
}

/// The types for each band. `is_used` says which resources rows of the class ask for, CPU and memory always.
std::vector<TypeLanes> lanes_by_ratio(const std::vector<CandidateType>& types,
                                      const std::array<bool, class_resources>& is_used);

}  // namespace container_tco::detail

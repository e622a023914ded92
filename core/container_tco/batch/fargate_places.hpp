#pragma once
// The tables of Fargate once more, as the block kernel looks them up: most of its time goes into reading them, so that
// a row reads few numbers, and some of them two in one. Inside of the stage.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "container_tco/batch/fargate_lookups.hpp"

namespace container_tco::detail {

/// Where a row looks up, in one number: CPU steps in the lowest 8 bits, memory steps in the next 16, where its group
/// begins in the 32 above, and billed GiB on top.
inline constexpr int memory_bit = 8;
inline constexpr int group_bit = 24;
inline constexpr int billed_bit = 56;
/// Of groups in `rows` and `prices`. No power of two: groups would share few lines of the cache.
inline constexpr std::size_t group_stride = 264;
/// A row of `sizes` has 2 to this many.
inline constexpr int size_row_bits = 10;
inline constexpr std::size_t most_size_rows = 65'536;
static_assert(most_memory_steps < std::int64_t{1} << size_row_bits);
/// The place in the prices of a group where that of storage stands: behind all sizes.
inline constexpr std::size_t storage_at = 255;
static_assert(most_cpu_steps < static_cast<std::int64_t>(group_stride) && no_size < storage_at);

struct FargatePlaces {
  std::vector<std::uint16_t> rows;   ///< [group][CPU steps]: their row in `sizes`.
  std::vector<std::uint8_t> sizes;   ///< [row][memory steps]; no_size where none holds both.
  std::vector<std::int64_t> prices;  ///< [group][size], of one task-hour; of one GiB-hour of storage at `storage_at`.
  std::array<std::uint64_t, size_stride> bought = {};  ///< By size: 1/1000 vCPU in the low half, MiB in the high one.
  std::int64_t dearest_size = 0;                       ///< The highest price of a task-hour,
  std::int64_t dearest_gib = 0;                        ///< and of a GiB-hour of storage.
};

FargatePlaces places_of(const FargateLookups& lookups);

}  // namespace container_tco::detail

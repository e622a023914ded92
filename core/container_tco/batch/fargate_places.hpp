#pragma once
// The tables of Fargate once more, as the block kernel looks them up: most of its time goes into reading them, so that
// a row reads few numbers, and some of them two in one. Inside of the stage.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "container_tco/batch/fargate_lookups.hpp"

namespace container_tco::detail {

/// Where a row looks up, in one number: CPU steps in the lowest 8 bits, the group in the next 24 bits, memory steps in
/// the 16 above, and billed GiB on top.
inline constexpr int group_bit = 8;
inline constexpr int memory_bit = 32;
inline constexpr int billed_bit = 48;
inline constexpr std::size_t group_stride = std::size_t{1} << group_bit;
/// The place in the prices of a group where that of storage stands: behind all sizes.
inline constexpr std::size_t storage_at = group_stride - 1;
static_assert(most_cpu_steps < static_cast<std::int64_t>(group_stride) && no_size < storage_at);

struct FargatePlaces {
  std::vector<std::uint32_t> rows;   ///< [group][CPU steps]: where in `sizes` their row begins.
  std::vector<std::uint8_t> sizes;   ///< [row][memory steps]; no_size where none holds both.
  std::vector<std::int64_t> prices;  ///< [group][size], of one task-hour; of one GiB-hour of storage at `storage_at`.
  std::array<std::uint64_t, size_stride> bought = {};  ///< By size: 1/1000 vCPU in the low half, MiB in the high one.
  std::int64_t dearest_size = 0;                       ///< The highest price of a task-hour,
  std::int64_t dearest_gib = 0;                        ///< and of a GiB-hour of storage.
};

FargatePlaces places_of(const FargateLookups& lookups);

}  // namespace container_tco::detail

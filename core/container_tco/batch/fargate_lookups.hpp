#pragma once
// The prices of every Fargate size as dense tables of whole numbers. Inside of the stage.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace container_tco::detail {

inline constexpr std::size_t platforms_per_region = 4;  ///< Operating system × architecture.
inline constexpr std::size_t size_stride = 128;  ///< Of sizes in a price row, and of memory classes in a cell row.
inline constexpr std::uint8_t no_size = size_stride - 1;
/// CPU and memory of all sizes are whole numbers of these steps: 256 CPU units and 512 MiB.
inline constexpr std::int64_t ticks_per_step = 32'000;
inline constexpr int memory_step_bits = 29;
inline constexpr int gib_bits = 30;  ///< Ephemeral storage is sold by the GiB.
inline constexpr std::int64_t most_cpu_steps = 255;
inline constexpr std::int64_t most_memory_steps = 1023;
/// Where no price is: below all sums of a price of storage and one of a size.
inline constexpr std::int64_t no_price = -(std::int64_t{1} << 62);
inline constexpr std::int64_t no_storage_price = -(std::int64_t{1} << 52);

/// Everything that rows look up. `groups` are region × platform, then one for rows of no known group, with no sizes.
struct FargateLookups {
  std::array<std::uint8_t, most_cpu_steps + 1> cpu_class = {};        ///< By steps, rounded up.
  std::array<std::uint8_t, most_memory_steps + 1> memory_class = {};  ///< By steps, rounded up.
  std::vector<std::uint8_t> cells;            ///< Size by [set][CPU class][memory class]; no_size where none holds it.
  std::vector<std::uint32_t> cells_of_group;  ///< Where the set of the group begins.
  std::vector<std::int64_t> prices;           ///< [group][size], of one task-hour; no_price for no_size.
  std::vector<std::int64_t> storage_prices;   ///< [group], of one GiB-hour; no_storage_price where none is known.
  std::int32_t included_gib = 0;              ///< Ephemeral storage that is not billed.
  std::int32_t most_gib = 0;                  ///< Ephemeral storage of one task; at most 255 above the included.
  std::array<std::int32_t, size_stride> vcpu_milli = {};
  std::array<std::int32_t, size_stride> memory_mib = {};
  std::uint32_t cpu_classes = 0;
};

}  // namespace container_tco::detail

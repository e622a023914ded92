#pragma once
// Host types side by side, so that a row counts hosts on several at once. Inside of packing; single_type.cpp uses it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace container_tco::detail {

inline constexpr std::size_t type_lanes = 8;

/// Whole numbers below this divide exactly in double, as the kernel does it.
inline constexpr std::int64_t exact_lane_amount = std::int64_t{1} << 49;

/// Some types in lanes, in double. Lanes left over hold nothing.
struct TypeGroup {
  alignas(64) std::array<std::array<double, type_lanes>, 4> amounts{};  ///< CPU ticks, bytes, GPUs, network slots.
  alignas(64) std::array<double, type_lanes> weights{};
  std::array<std::uint32_t, type_lanes> index{};  ///< Into the types of the class.
  /// No type of this group or a later one weighs less for each tick of CPU that is asked for.
  double least_per_tick = 0;
};

/// The types of a class for rows that ask for about as much memory per CPU, the lightest per tick of CPU first, so that
/// a row need not look at many.
using TypeOrder = std::vector<TypeGroup>;

/// Bands of the ratio of memory to CPU: by exponent and first bits of the double.
inline constexpr std::size_t ratio_bands = 48;
/// Of a row that asks for so many bytes a tick, 0 or more.
std::size_t ratio_band(double bytes_per_tick);
/// No row of the band asks for fewer bytes a tick.
double least_ratio(std::size_t band);

}  // namespace container_tco::detail

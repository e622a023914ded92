#pragma once
// A row on several host types at once, in single precision: about what it weighs on each, never too much by more than
// rounding. Inside of packing; single_type.cpp uses it.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "container_tco/packing/pack_input.hpp"
#include "container_tco/packing/type_lanes.hpp"
#include "container_tco/quantity/vector_code.hpp"

namespace container_tco::detail {

/// Whole numbers up to this are exact in single precision, and so is the floor of their quotients.
inline constexpr std::int64_t exact_in_lanes = std::int64_t{1} << 22;
/// Few roundings of at most 2^-24 lie between a true quotient and that of the lanes, which so is never below it.
inline constexpr double above_rounding = 1.0 + 0x1p-21;
/// Two lie between the weight of the same count of hosts and that of the lanes.
inline constexpr double weight_rounding = 1.0 + 0x1p-22;
/// A type that is so much heavier in lanes than another is truly heavier than `weight_rounding` times that.
inline constexpr double beyond_rounding = 1.0 + 0x1p-20;
inline constexpr float most_weight = 1e29F;  ///< Above those of all rows in lanes.
inline constexpr std::size_t most_lanes = 256;

/// A row in single precision.
struct LaneRow {
  std::array<float, class_resources> inverse;  ///< A little above 1 / need.
  float most_per_host;
  float min_hosts;
  float zones;
  float least_of_zone;
  float fuller_zones;
};

/// For 0 to 2^31.
CONTAINER_TCO_IN_PLACE float floor_of(float value) { return static_cast<float>(static_cast<std::int32_t>(value)); }

/// What a row finds for each of so many types.
template <std::size_t lanes>
struct LaneCounts {
  /// Hosts × weight of one, to weight_rounding, or fits_nowhere. As bits, which order positive numbers alike: compilers
  /// find the least of whole numbers in vectors.
  alignas(64) std::array<std::int32_t, lanes> weights;
  /// Copies; above the true number only where a quotient lies close below a whole number.
  alignas(64) std::array<float, lanes> per_host;
  alignas(64) std::array<float, lanes> hosts;  ///< Exactly, for so many copies on a host.
};

/// For the first `count` types, a multiple of `type_lanes`. Returns the least weight.
template <bool with_gpus, bool with_slots, typename Counts>
CONTAINER_TCO_IN_PLACE std::int32_t weigh(const TypeLanes& types, std::size_t count, const LaneRow& row,
                                          Counts& result) {
  const LaneRow same = row;  // Which compilers keep in registers.
  const float* __restrict cpu = types.amounts(cpu_at);
  const float* __restrict memory = types.amounts(memory_at);
  const float* __restrict gpus = types.amounts(gpus_at);
  const float* __restrict slots = types.amounts(slots_at);
  const float* __restrict of_one = types.weights();
  std::int32_t* __restrict weights = result.weights.data();
  float* __restrict copies = result.per_host.data();
  float* __restrict counts = result.hosts.data();
  std::int32_t least = std::bit_cast<std::int32_t>(fits_nowhere);
  for (std::size_t lane = 0; lane < count; ++lane) {
    float fits = same.most_per_host;
    const float by_cpu = cpu[lane] * same.inverse[cpu_at];
    fits = by_cpu < fits ? by_cpu : fits;
    const float by_memory = memory[lane] * same.inverse[memory_at];
    fits = by_memory < fits ? by_memory : fits;
    if constexpr (with_gpus) {
      const float by_gpus = gpus[lane] * same.inverse[gpus_at];
      fits = by_gpus < fits ? by_gpus : fits;
    }
    if constexpr (with_slots) {
      const float by_slots = slots[lane] * same.inverse[slots_at];
      fits = by_slots < fits ? by_slots : fits;
    }
    const float per_host = floor_of(fits);
    const float divisor = per_host < 1.0F ? 1.0F : per_host;
    const float full = floor_of(same.least_of_zone / divisor);
    const float partly = full * divisor == same.least_of_zone ? same.fuller_zones : same.zones;
    const float needed = same.zones * full + partly;
    const float hosts = needed < same.min_hosts ? same.min_hosts : needed;
    const float weight = hosts * of_one[lane];
    const auto bits = std::bit_cast<std::int32_t>(per_host < 1.0F ? fits_nowhere : weight);
    copies[lane] = per_host;
    counts[lane] = hosts;
    weights[lane] = bits;
    least = bits < least ? bits : least;
  }
  return least;
}

/// How many weights are within the limit, and which it is when that is one.
struct Hits {
  std::int32_t count;
  std::int32_t only;
};

CONTAINER_TCO_IN_PLACE Hits hits_of(const std::int32_t* __restrict weights, std::int32_t count, std::int32_t limit) {
  Hits hits{0, 0};
  for (std::int32_t i = 0; i < count; ++i) {
    const bool is_hit = weights[i] <= limit;
    hits.count += is_hit ? 1 : 0;
    hits.only += is_hit ? i : 0;
  }
  return hits;
}

}  // namespace container_tco::detail

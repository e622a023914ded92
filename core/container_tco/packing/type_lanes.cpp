#include "container_tco/packing/type_lanes.hpp"

#include <algorithm>
#include <bit>

namespace container_tco::detail {
namespace {

// Four bands to each doubling, from 2^10 bytes a tick (1/8 GiB a vCPU) on; all below are the first band.
constexpr int dropped_bits = 50;
constexpr double first_ratio = 0x1p10;

}  // namespace

std::size_t ratio_band(double bytes_per_tick) {
  if (bytes_per_tick < first_ratio) return 0;
  const auto steps =
      (std::bit_cast<std::uint64_t>(bytes_per_tick) - std::bit_cast<std::uint64_t>(first_ratio)) >> dropped_bits;
  return std::min<std::size_t>(steps + 1, ratio_bands - 1);
}

double least_ratio(std::size_t band) {
  if (band == 0) return 0;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(first_ratio) +
                               (static_cast<std::uint64_t>(band - 1) << dropped_bits));
}

}  // namespace container_tco::detail

#include "container_tco/batch/fargate_places.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

void set_sizes(const FargateLookups& lookups, FargatePlaces& places) {
  for (std::size_t row = 0; row < lookups.cells.size(); row += size_stride) {
    for (const std::uint8_t memory : lookups.memory_class) places.sizes.push_back(lookups.cells[row + memory]);
    places.sizes.resize((row / size_stride + 1) << size_row_bits, no_size);
  }
  for (std::size_t size = 0; size < size_stride; ++size) {
    places.bought[size] = static_cast<std::uint64_t>(lookups.memory_mib[size]) << 32 |
                          static_cast<std::uint32_t>(lookups.vcpu_milli[size]);
  }
}

void set_group(const FargateLookups& lookups, std::size_t group, FargatePlaces& places) {
  const std::size_t set = lookups.cells_of_group[group] / size_stride;
  for (const std::uint8_t cpu : lookups.cpu_class) places.rows.push_back(static_cast<std::uint16_t>(set + cpu));
  places.rows.resize((group + 1) * group_stride);
  const auto prices = lookups.prices.begin() + static_cast<std::ptrdiff_t>(group * size_stride);
  places.prices.insert(places.prices.end(), prices, prices + size_stride);
  places.prices.resize((group + 1) * group_stride, no_price);
  places.prices[group * group_stride + storage_at] = lookups.storage_prices[group];
}

}  // namespace

FargatePlaces places_of(const FargateLookups& lookups) {
  FargatePlaces places;
  set_sizes(lookups, places);
  for (std::size_t group = 0; group < lookups.cells_of_group.size(); ++group) set_group(lookups, group, places);
  places.dearest_size = *std::max_element(lookups.prices.begin(), lookups.prices.end());
  places.dearest_gib = *std::max_element(lookups.storage_prices.begin(), lookups.storage_prices.end());
  return places;
}

}  // namespace container_tco::detail

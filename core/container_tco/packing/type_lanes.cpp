#include "container_tco/packing/type_lanes.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {
namespace {

// Bands are a little wider than what `ratio_band` finds for a ratio that is rounded.
constexpr double margin = 1e-12;

struct Band {
  double least = 0;  // Bytes a tick.
  double most = 0;
};

double first_of_band(std::size_t band) {
  if (band == 0) return 0;
  if (band >= ratio_bands) return std::numeric_limits<double>::infinity();
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(first_ratio) +
                               (static_cast<std::uint64_t>(band - 1) << dropped_ratio_bits));
}

// A copy of a row of the band that asks for `cpu` ticks asks for at least least × cpu bytes: what fits by memory uses
// no more CPU than memory / least. With at least that much CPU, or all that the later type has, the earlier one holds
// as many copies. The same holds for memory.
bool beats(const CandidateType& earlier, const CandidateType& later, const Band& band,
           const std::array<bool, class_resources>& is_used) {
  for (std::size_t r = 2; r < class_resources; ++r) {
    if (is_used[r] && earlier.amounts[r] < later.amounts[r]) return false;
  }
  const auto in_double = [](std::int64_t amount) { return static_cast<double>(amount); };
  const bool has_cpu =
      earlier.amounts[cpu_at] >= later.amounts[cpu_at] ||
      in_double(earlier.amounts[cpu_at]) * band.least >= in_double(later.amounts[memory_at]) * (1.0 + margin);
  const bool has_memory =
      earlier.amounts[memory_at] >= later.amounts[memory_at] ||
      in_double(earlier.amounts[memory_at]) >= in_double(later.amounts[cpu_at]) * band.most * (1.0 + margin);
  return has_cpu && has_memory;
}

std::vector<std::uint32_t> unbeaten(const std::vector<CandidateType>& types, const Band& band,
                                    const std::array<bool, class_resources>& is_used) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < types.size(); ++i) {
    const bool is_beaten = std::any_of(kept.begin(), kept.end(), [&](std::uint32_t earlier) {
      return beats(types[earlier], types[i], band, is_used);
    });
    if (!is_beaten) kept.push_back(i);
  }
  return kept;
}

}  // namespace

TypeLanes::TypeLanes(const std::vector<CandidateType>& types, std::vector<std::uint32_t> index)
    : count_(std::max(first_lanes, (index.size() + type_lanes - 1) / type_lanes * type_lanes)),
      values_((class_resources + 1) * count_),
      index_(std::move(index)) {
  std::fill(values_.begin() + static_cast<std::ptrdiff_t>(class_resources * count_), values_.end(), fits_nowhere);
  for (std::size_t lane = 0; lane < index_.size(); ++lane) {
    const CandidateType& type = types[index_[lane]];
    for (std::size_t r = 0; r < class_resources; ++r) {
      values_[r * count_ + lane] = static_cast<float>(type.amounts[r]);
    }
    values_[class_resources * count_ + lane] = static_cast<float>(type.weight);
  }
}

std::vector<TypeLanes> lanes_by_ratio(const std::vector<CandidateType>& types,
                                      const std::array<bool, class_resources>& is_used) {
  std::vector<TypeLanes> lanes;
  lanes.reserve(ratio_bands);
  for (std::size_t band = 0; band < ratio_bands; ++band) {
    const Band limits{first_of_band(band) * (1.0 - margin), first_of_band(band + 1) * (1.0 + margin)};
    lanes.emplace_back(types, unbeaten(types, limits, is_used));
  }
  return lanes;
}

}  // namespace container_tco::detail

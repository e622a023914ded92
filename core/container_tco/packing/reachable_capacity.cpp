#include "container_tco/packing/reachable_capacity.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

__extension__ using Wide = __int128;

void consider(const PackAmounts& need, std::size_t r, std::size_t other, MostPerUnit& most) {
  if (need[other] == 0) {
    most.is_bounded = false;
  } else if (static_cast<Wide>(need[r]) * most.per > static_cast<Wide>(most.of) * need[other]) {
    most.of = need[r];
    most.per = need[other];
  }
}

}  // namespace

MostPerUnits most_per_units(const std::vector<FleetShape>& shapes, const std::vector<char>& accepts) {
  MostPerUnits most{};
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    if (accepts[s] == 0) continue;
    const PackAmounts& need = shapes[s].need;
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      for (std::size_t other = 0; other < pack_resource_count && need[r] > 0; ++other) {
        consider(need, r, other, most[r][other]);
      }
    }
  }
  return most;
}

PackAmounts reachable_capacity(const PackAmounts& capacity, const MostPerUnits& most) {
  // Going on from what is reached reaches no less: a way over a third resource bounds no more than the direct one.
  PackAmounts reached = capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    for (std::size_t other = 0; other < pack_resource_count; ++other) {
      const MostPerUnit& unit = most[r][other];
      if (!unit.is_bounded) continue;
      const Wide reach = static_cast<Wide>(capacity[other]) * unit.of / unit.per;
      reached[r] = static_cast<std::int64_t>(std::min<Wide>(reached[r], reach));
    }
  }
  return reached;
}

}  // namespace container_tco::detail

#include "container_tco/packing/small_dealing.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "container_tco/packing/fleet_zones.hpp"

namespace container_tco::detail {

SmallDealing::SmallDealing(const std::vector<FleetItem>& items, std::int64_t zones, const SmallContents& contents) {
  std::vector<CopySet> copies(items.size(), 0);
  for (CopySet left = contents.all(); left != 0; left &= left - 1) {
    copies[contents.item_of(static_cast<std::size_t>(std::countr_zero(left)))] |= left & (~left + 1);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (copies[i] == 0) continue;
    DealtItem item{copies[i], 0, std::vector<std::int64_t>(static_cast<std::size_t>(zones) + 1, 0)};
    const std::vector<std::size_t> allowed = zones_of(items[i], zones);
    item.even = items[i].count / static_cast<std::int64_t>(allowed.size());
    for (std::size_t z = static_cast<std::size_t>(zones); z-- > 0;) {
      const bool is_allowed = std::binary_search(allowed.begin(), allowed.end(), z);
      item.zones_from[z] = item.zones_from[z + 1] + (is_allowed ? 1 : 0);
    }
    items_.push_back(std::move(item));
  }
}

bool SmallDealing::allows(std::size_t zone, CopySet part, CopySet rest) const {
  return std::all_of(items_.begin(), items_.end(), [&](const DealtItem& item) {
    const std::int64_t later = item.zones_from[zone + 1];
    const std::int64_t here = item.zones_from[zone] - later;
    const std::int64_t taken = std::popcount(part & item.copies);
    const std::int64_t left = std::popcount(rest & item.copies) - taken;
    return taken >= here * item.even && taken <= here * (item.even + 1) && left >= later * item.even &&
           left <= later * (item.even + 1);
  });
}

}  // namespace container_tco::detail

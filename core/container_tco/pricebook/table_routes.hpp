#pragma once
// Which tables of a book may hold a row, so that a lookup opens no other.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/pricebook/manifest.hpp"

namespace container_tco {

/// Routes to slots: anything with a member `entry` of type TableEntry that stays where it is.
template <typename Slot>
class TableRoutes {
 public:
  template <typename Slots>
  explicit TableRoutes(const Slots& slots) {
    for (const Slot& slot : slots) {
      for (const std::string& region : slot.entry.regions) by_region_.try_emplace(region);
    }
    for (const Slot& slot : slots) {
      for (const std::string& prefix : slot.entry.keys) {
        const Route route{prefix, &slot};
        if (slot.entry.regions.empty()) elsewhere_.push_back(route);
        for (auto& [region, routes] : by_region_) {
          if (slot.entry.allows(region)) routes.push_back(route);
        }
      }
    }
  }

  /// The first result of `look` in a slot that may hold `key` in `region` which is not nullptr.
  template <typename Look>
  auto find(std::string_view key, std::string_view region, const Look& look) const
      -> decltype(look(std::declval<const Slot&>())) {
    const auto own = by_region_.find(region);
    for (const Route& route : own == by_region_.end() ? elsewhere_ : own->second) {
      if (!key.starts_with(route.prefix)) continue;
      if (const auto found = look(*route.slot)) return found;
    }
    return nullptr;
  }

 private:
  struct Route {
    std::string_view prefix;
    const Slot* slot;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<Route> elsewhere_;  // Of regions that no table is limited to.
  std::unordered_map<std::string, std::vector<Route>, Hash, std::equal_to<>> by_region_;
};

}  // namespace container_tco

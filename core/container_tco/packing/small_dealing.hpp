#pragma once
// Inside of packing: which copies a zone may get, when few are dealt over zones one after another.

#include <cstdint>
#include <vector>

#include "container_tco/packing/small_contents.hpp"

namespace container_tco::detail {

class SmallDealing {
 public:
  SmallDealing(const std::vector<FleetItem>& items, std::int64_t zones, const SmallContents& contents);

  /// Whether the zone may get `part` of `rest`, and the zones after it what is left.
  bool allows(std::size_t zone, CopySet part, CopySet rest) const;

 private:
  /// Each zone of an item gets `even` copies, or one more.
  struct DealtItem {
    CopySet copies = 0;
    std::int64_t even = 0;
    std::vector<std::int64_t> zones_from;  ///< By zone: its zones from there on.
  };
  std::vector<DealtItem> items_;
};

}  // namespace container_tco::detail

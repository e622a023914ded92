#include "container_tco/estimate/spot_shares.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {
namespace {

std::int64_t copies_of(const std::vector<PackItem>& items) {
  std::int64_t copies = 0;
  for (const PackItem& item : items) copies += item.count;
  return copies;
}

// How many copies of each item each share takes: `result[share][item]`. What is left over of one item goes on where
// that of the item before it ended, so that shares stay alike.
std::vector<std::vector<std::int64_t>> deal(const std::vector<PackItem>& items, std::int64_t shares) {
  std::vector<std::vector<std::int64_t>> dealt(static_cast<std::size_t>(shares),
                                               std::vector<std::int64_t>(items.size()));
  std::int64_t next = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::int64_t count = items[i].count;
    for (std::int64_t k = 0; k < shares; ++k) {
      dealt[static_cast<std::size_t>((next + k) % shares)][i] = count / shares + (k < count % shares ? 1 : 0);
    }
    next = (next + count) % shares;
  }
  return dealt;
}

std::int64_t shared_out(std::int64_t number, std::int64_t shares) { return (number + shares - 1) / shares; }

std::int64_t largest_count(const std::vector<PackItem>& items) {
  std::int64_t largest = 1;
  for (const PackItem& item : items) largest = std::max(largest, item.count);
  return largest;
}

}  // namespace

std::vector<PoolDemand> divide_among_types(const PoolDemand& demand, std::int64_t types) {
  const std::int64_t count = std::min(types, copies_of(demand.items));
  if (count <= 1) return {demand};
  const std::vector<std::vector<std::int64_t>> dealt = deal(demand.items, count);
  std::vector<PoolDemand> shares;
  for (std::size_t k = 0; k < dealt.size(); ++k) {
    PoolDemand share = demand;
    share.name += "/" + std::to_string(k + 1);
    share.items.clear();
    for (std::size_t i = 0; i < demand.items.size(); ++i) {
      if (dealt[k][i] == 0) continue;
      share.items.push_back(demand.items[i]);
      share.items.back().count = dealt[k][i];
    }
    if (share.items.empty()) continue;
    forget_absent_neighbours(share.items);
    share.packing.min_hosts = shared_out(demand.packing.min_hosts, count);
    share.packing.zones = std::min(shared_out(demand.packing.zones, count), largest_count(share.items));
    shares.push_back(std::move(share));
  }
  return shares;
}

void warn_of_few_types(Ledger& ledger, std::int64_t types) {
  const std::string text = "Too few instance types for Spot hosts on " + std::to_string(types) +
                           " of them: an interruption of one takes more than its share";
  if (std::find(ledger.warnings.begin(), ledger.warnings.end(), text) == ledger.warnings.end()) {
    ledger.warnings.push_back(text);
  }
}

}  // namespace container_tco

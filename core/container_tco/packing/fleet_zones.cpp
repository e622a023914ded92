#include "container_tco/packing/fleet_zones.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t most_ways = 32;
constexpr std::size_t random_ways = 2;
/// Of more copies what is dealt otherwise is too little to be worth the time.
constexpr std::int64_t most_copies_to_deal = 2'000;

/// Items whose copies do not divide evenly, and over how many zones.
struct UnevenItem {
  std::size_t item = 0;
  std::size_t zones = 0;
  std::int64_t extra = 0;
};

std::vector<UnevenItem> uneven_items(const std::vector<FleetItem>& items, const FleetOptions& options,
                                     const FleetInput& input) {
  std::vector<UnevenItem> uneven;
  for (const FleetShape& shape : input.shapes) {
    for (const std::size_t i : shape.items) {
      const std::size_t zones = zones_of(items[i], options.zones).size();
      const std::int64_t extra = items[i].count % static_cast<std::int64_t>(zones);
      if (extra != 0) uneven.push_back({i, zones, extra});
    }
  }
  return uneven;
}

/// Every place for every item, or nothing when there are more than `most_ways`. `is_first_free`: the first may as well
/// stay where it is.
std::vector<FleetDealing> all_ways(const std::vector<UnevenItem>& uneven, std::size_t item_count, bool is_first_free) {
  std::vector<FleetDealing> ways = {FleetDealing(item_count, 0)};
  for (std::size_t u = is_first_free ? 1 : 0; u < uneven.size(); ++u) {
    const std::size_t known = ways.size();
    if (known * uneven[u].zones > most_ways) return {};
    for (std::size_t place = 1; place < uneven[u].zones; ++place) {
      for (std::size_t w = 0; w < known; ++w) {
        ways.push_back(ways[w]);
        ways.back()[uneven[u].item] = place;
      }
    }
  }
  return ways;
}

}  // namespace

std::vector<std::size_t> zones_of(const FleetItem& item, std::int64_t zones) {
  std::vector<std::size_t> allowed;
  for (const std::int64_t zone : item.zones) allowed.push_back(static_cast<std::size_t>(zone));
  std::sort(allowed.begin(), allowed.end());
  allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
  for (std::size_t z = 0; item.zones.empty() && z < static_cast<std::size_t>(zones); ++z) allowed.push_back(z);
  return allowed;
}

bool are_zones_alike(const std::vector<FleetItem>& items, const FleetInput& input) {
  const auto is_bound = [](const FleetItem& item) { return item.count > 0 && !item.zones.empty(); };
  const auto is_there = [](const FleetType& type) { return existing_hosts(type) > 0; };
  return std::none_of(items.begin(), items.end(), is_bound) &&
         std::none_of(input.types.begin(), input.types.end(), is_there);
}

void deal_items(const std::vector<FleetItem>& items, const FleetOptions& options, const FleetDealing& dealing,
                FleetInput& input) {
  const std::size_t zones = static_cast<std::size_t>(options.zones);
  input.zone_counts.assign(zones, std::vector<std::int64_t>(input.shapes.size(), 0));
  input.item_zones.assign(zones, std::vector<std::int64_t>(items.size(), 0));
  std::size_t next = 0;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (const std::size_t i : input.shapes[s].items) {
      const std::vector<std::size_t> allowed = zones_of(items[i], options.zones);
      const std::int64_t width = static_cast<std::int64_t>(allowed.size());
      for (const std::size_t z : allowed) input.item_zones[z][i] = items[i].count / width;
      if (!dealing.empty()) next = dealing[i];
      for (std::int64_t extra = items[i].count % width; extra > 0; --extra) {
        ++input.item_zones[allowed[next++ % allowed.size()]][i];
      }
      for (const std::size_t z : allowed) input.zone_counts[z][s] += input.item_zones[z][i];
    }
  }
}

FleetDealings ways_to_deal(const std::vector<FleetItem>& items, const FleetOptions& options, const FleetInput& input) {
  FleetDealings dealings;
  const std::vector<UnevenItem> uneven = uneven_items(items, options, input);
  const bool are_alike = are_zones_alike(items, input);
  if (uneven.empty() || (uneven.size() == 1 && are_alike)) return {{FleetDealing()}, true};
  const std::int64_t copies = copy_count(input);
  if (copies > most_copies_to_deal) return {{FleetDealing()}, false};
  dealings.ways = all_ways(uneven, items.size(), are_alike);
  if (!dealings.ways.empty()) {
    // Two or more extra copies beside two or more zones without one need not stand in a row.
    dealings.are_all = std::all_of(uneven.begin(), uneven.end(), [](const UnevenItem& one) {
      return one.extra == 1 || one.extra + 1 == static_cast<std::int64_t>(one.zones);
    });
    return dealings;
  }
  dealings.ways.emplace_back();
  dealings.ways.emplace_back(items.size(), 0);
  FleetRandom random(options.seed);
  for (std::size_t way = 0; way < random_ways; ++way) {
    dealings.ways.emplace_back(items.size(), 0);
    for (const UnevenItem& one : uneven) dealings.ways.back()[one.item] = random.below(one.zones);
  }
  return dealings;
}

}  // namespace container_tco::detail

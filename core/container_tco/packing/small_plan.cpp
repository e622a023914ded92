#include "container_tco/packing/small_plan.hpp"

#include <algorithm>
#include <bit>

namespace container_tco::detail {
namespace {

void add_idle(std::size_t zone, std::size_t type, std::int64_t count, bool existing, PlannedFleet& plan) {
  if (count <= 0) return;
  FleetHost host;
  host.type = type;
  host.count = count;
  host.existing = existing;
  plan.zones[zone].push_back(std::move(host));
}

/// Existing hosts that nothing is on, spares, and the others to the zones that have fewest.
void add_idle_hosts(const SmallHosts& found, const FleetInput& input, PlannedFleet& plan) {
  for (std::size_t z = 0; z < plan.zones.size(); ++z) {
    for (std::size_t t = 0; t < input.types.size(); ++t) {
      const auto is_used = [&](const PlacedHost& host) { return host.existing && host.zone == z && host.type == t; };
      const std::int64_t used = std::count_if(found.hosts.begin(), found.hosts.end(), is_used);
      add_idle(z, t, input.types[t].existing[z] - used, true, plan);
    }
  }
  for (const auto& [zone, type] : found.spare_hosts) add_idle(zone, type, 1, false, plan);
  std::vector<std::int64_t> by_zone = found.by_zone;
  for (const std::size_t type : found.standby) {
    const auto fewest = std::min_element(by_zone.begin(), by_zone.end());
    add_idle(static_cast<std::size_t>(fewest - by_zone.begin()), type, 1, false, plan);
    ++*fewest;
  }
}

}  // namespace

PlannedFleet plan_of(const SmallHosts& found, const SmallContents& contents, FleetInput& input) {
  PlannedFleet plan;
  plan.zones.resize(input.zone_counts.size());
  plan.left_out.assign(plan.zones.size(), std::vector<std::int64_t>(input.shapes.size(), 0));
  for (std::vector<std::int64_t>& counts : input.zone_counts) std::fill(counts.begin(), counts.end(), 0);
  for (std::vector<std::int64_t>& counts : input.item_zones) std::fill(counts.begin(), counts.end(), 0);
  for (const PlacedHost& placed : found.hosts) {
    FleetHost host = contents.content(placed.content);
    host.type = placed.type;
    host.existing = placed.existing;
    for (const HeldCopies& held : host.held) input.zone_counts[placed.zone][held.shape] += held.copies;
    for (CopySet left = placed.content; left != 0; left &= left - 1) {
      ++input.item_zones[placed.zone][contents.item_of(static_cast<std::size_t>(std::countr_zero(left)))];
    }
    plan.zones[placed.zone].push_back(std::move(host));
  }
  add_idle_hosts(found, input, plan);
  return plan;
}

}  // namespace container_tco::detail

#include <algorithm>

#include "container_tco/packing/fleet_plan.hpp"
#include "container_tco/packing/zones.hpp"

namespace container_tco::detail {
namespace {

void add_empty(std::size_t type, std::int64_t count, FleetBudget& budget, std::vector<FleetHost>& hosts) {
  if (count <= 0) return;
  FleetHost host;
  host.type = type;
  host.count = count;
  budget.take(type, count);
  hosts.push_back(std::move(host));
}

/// The lightest types first, each as far as the budget goes; of a group, if there is one. Returns how many are missing.
std::int64_t add_lightest(const FleetInput& input, std::size_t group, std::int64_t count, FleetBudget& budget,
                          std::vector<FleetHost>& hosts) {
  for (const std::size_t type : input.open) {
    if (group != 0 && input.types[type].group != group) continue;
    const std::int64_t part = std::min(count, budget.most(type));
    add_empty(type, part, budget, hosts);
    count -= std::max<std::int64_t>(part, 0);
  }
  return std::max<std::int64_t>(0, count);
}

/// Empty hosts, heaviest content first, such that each content fits on one of them. Returns the hosts without a spare.
std::int64_t add_spares(const FleetInput& input, FleetBudget& budget, std::vector<FleetHost>& hosts) {
  std::int64_t missing = 0;
  std::vector<FleetHost> contents;
  std::vector<std::size_t> spares;
  for (const FleetHost& host : hosts) {
    if (host.held.empty()) {
      spares.push_back(host.type);
    } else {
      contents.push_back(host);
    }
  }
  // The content that needs the heaviest type first: its spare often does for the rest.
  const auto lightest = [&](const FleetHost& host) {
    return std::find_if(input.open.begin(), input.open.end(),
                        [&](std::size_t type) { return budget.allows(type) && type_holds(input, type, host); });
  };
  std::stable_sort(contents.begin(), contents.end(),
                   [&](const FleetHost& a, const FleetHost& b) { return lightest(a) > lightest(b); });
  for (const FleetHost& content : contents) {
    if (std::any_of(spares.begin(), spares.end(), [&](std::size_t t) { return type_holds(input, t, content); }))
      continue;
    const auto type = lightest(content);
    if (type == input.open.end()) {
      missing += content.count;
      continue;
    }
    spares.push_back(*type);
    add_empty(*type, 1, budget, hosts);
  }
  return missing;
}

/// Of every type as many as its target capacity asks for, to the zones that have fewest hosts of it.
void add_reserve(const FleetInput& input, std::int64_t percent, FleetBudget& budget, PlannedFleet& plan) {
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    std::int64_t in_use = 0;
    std::int64_t all = 0;
    std::vector<std::int64_t> by_zone;
    for (const std::vector<FleetHost>& hosts : plan.zones) {
      std::int64_t here = 0;
      for (const FleetHost& host : hosts) {
        if (host.type != t) continue;
        here += host.count;
        if (!host.held.empty()) in_use += host.count;
      }
      by_zone.push_back(here);
      all += here;
    }
    const std::int64_t wanted = (in_use * 100 + percent - 1) / percent;
    const std::int64_t missing = std::max<std::int64_t>(0, wanted - all);
    const std::int64_t added = std::min(missing, budget.most(t));
    plan.missing_standby += missing - added;
    const std::vector<std::int64_t> more = deal_standby(by_zone, added);
    for (std::size_t z = 0; z < plan.zones.size(); ++z) add_empty(t, more[z], budget, plan.zones[z]);
  }
}

void add_group_minimum(const FleetInput& input, std::size_t group, std::int64_t minimum, FleetBudget& budget,
                       PlannedFleet& plan) {
  std::vector<std::int64_t> by_zone;
  std::int64_t all = 0;
  for (const std::vector<FleetHost>& hosts : plan.zones) {
    by_zone.push_back(0);
    for (const FleetHost& host : hosts) {
      if (input.types[host.type].group == group) by_zone.back() += host.count;
    }
    all += by_zone.back();
  }
  const std::vector<std::int64_t> more = deal_standby(by_zone, std::max<std::int64_t>(0, minimum - all));
  for (std::size_t z = 0; z < plan.zones.size(); ++z) {
    plan.missing_standby += add_lightest(input, group, more[z], budget, plan.zones[z]);
  }
}

}  // namespace

void add_standby(const FleetInput& input, const FleetOptions& options, FleetBudget& budget, PlannedFleet& plan) {
  std::vector<std::int64_t> by_zone;
  std::int64_t all = 0;
  if (options.target_capacity_percent < 100) add_reserve(input, options.target_capacity_percent, budget, plan);
  for (std::size_t g = 0; g < options.groups.size(); ++g) {
    add_group_minimum(input, g + 1, options.groups[g].min_hosts, budget, plan);
  }
  for (std::vector<FleetHost>& hosts : plan.zones) {
    if (options.survive_host_loss) plan.missing_standby += add_spares(input, budget, hosts);
    plan.missing_standby += add_lightest(input, 0, options.min_hosts_per_zone - host_count(hosts), budget, hosts);
    by_zone.push_back(host_count(hosts));
    all += by_zone.back();
  }
  const std::vector<std::int64_t> more = deal_standby(by_zone, std::max<std::int64_t>(0, options.min_hosts - all));
  plan.weight = 0;
  for (std::size_t z = 0; z < plan.zones.size(); ++z) {
    plan.missing_standby += add_lightest(input, 0, more[z], budget, plan.zones[z]);
    plan.weight += weight_of(input, plan.zones[z]);
  }
}

}  // namespace container_tco::detail

#include <algorithm>

#include "container_tco/packing/fleet_plan.hpp"
#include "container_tco/packing/zones.hpp"

namespace container_tco::detail {
namespace {

std::int64_t hosts_of(const std::vector<FleetHost>& hosts) {
  std::int64_t count = 0;
  for (const FleetHost& host : hosts) count += host.count;
  return count;
}

void add_empty(std::size_t type, std::int64_t count, FleetBudget& budget, std::vector<FleetHost>& hosts) {
  if (count <= 0) return;
  FleetHost host;
  host.type = type;
  host.count = count;
  budget.take(type, count);
  hosts.push_back(std::move(host));
}

/// The lightest types first, each as far as the budget goes.
void add_lightest(const FleetInput& input, std::int64_t count, FleetBudget& budget, std::vector<FleetHost>& hosts) {
  for (const std::size_t type : input.open) {
    const std::int64_t part = std::min({count, budget.new_by_type[type], budget.hosts});
    add_empty(type, part, budget, hosts);
    count -= std::max<std::int64_t>(part, 0);
  }
}

/// Empty hosts, heaviest content first, such that each content fits on one of them.
void add_spares(const FleetInput& input, FleetBudget& budget, std::vector<FleetHost>& hosts) {
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
    if (type == input.open.end()) continue;
    spares.push_back(*type);
    add_empty(*type, 1, budget, hosts);
  }
}

}  // namespace

void add_standby(const FleetInput& input, const FleetOptions& options, FleetBudget& budget, PlannedFleet& plan) {
  std::vector<std::int64_t> by_zone;
  std::int64_t all = 0;
  for (std::vector<FleetHost>& hosts : plan.zones) {
    if (options.survive_host_loss) add_spares(input, budget, hosts);
    add_lightest(input, options.min_hosts_per_zone - hosts_of(hosts), budget, hosts);
    by_zone.push_back(hosts_of(hosts));
    all += by_zone.back();
  }
  const std::vector<std::int64_t> more = deal_standby(by_zone, std::max<std::int64_t>(0, options.min_hosts - all));
  plan.weight = 0;
  for (std::size_t z = 0; z < plan.zones.size(); ++z) {
    add_lightest(input, more[z], budget, plan.zones[z]);
    plan.weight += weight_of(input, plan.zones[z]);
  }
}

}  // namespace container_tco::detail

#include "container_tco/packing/fleet_minima.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::int64_t sum(std::int64_t a, std::int64_t b) {
  return a == no_host_limit || b == no_host_limit ? no_host_limit : a + b;
}

/// New hosts that the types of each group can have, by its number.
std::map<std::size_t, std::int64_t> most_by_group(const FleetInput& input, const FleetBudget& budget) {
  std::map<std::size_t, std::int64_t> most;
  for (const std::size_t t : input.open) {
    std::int64_t& count = most[input.types[t].group];
    count = sum(count, budget.new_by_type[t]);
  }
  for (auto& [group, count] : most) {
    if (!budget.new_by_group.empty()) count = std::min(count, budget.new_by_group[group]);
  }
  return most;
}

[[noreturn]] void refuse(const std::string& field, std::int64_t wanted, std::int64_t most, const std::string& why) {
  throw InvalidInputError(field, std::to_string(wanted), "at most " + std::to_string(most) + ", " + why,
                          "lower the minimum or raise the limit");
}

}  // namespace

void check_minima(const FleetInput& input, const FleetOptions& options) {
  // Nothing can be opened, which every item is told.
  if (input.open.empty()) return;
  const FleetBudget budget = full_budget(input, options);
  std::map<std::size_t, std::int64_t> most = most_by_group(input, budget);
  std::int64_t existing = 0;
  std::int64_t most_new = 0;
  for (const FleetType& type : input.types) existing += existing_hosts(type);
  for (const auto& [group, count] : most) most_new = sum(most_new, count);
  most_new = std::min(most_new, budget.hosts);

  std::int64_t wanted_by_groups = 0;
  std::int64_t wanting_groups = 0;
  for (std::size_t g = 0; g < options.groups.size(); ++g) {
    const FleetGroup& group = options.groups[g];
    std::int64_t there = 0;
    for (const FleetType& type : input.types) there += type.group == g + 1 ? existing_hosts(type) : 0;
    const std::int64_t wanted = group.min_hosts - there;
    if (wanted <= 0) continue;
    if (wanted > most[g + 1]) {
      refuse("groups[" + std::to_string(g) + "].min_hosts", group.min_hosts, there + most[g + 1],
             "the hosts that group \"" + printable(group.name) + "\" has and those that its types can have");
    }
    wanted_by_groups += wanted;
    ++wanting_groups;
  }
  if (wanted_by_groups > budget.hosts) {
    refuse("groups, min_hosts together", existing + wanted_by_groups, existing + budget.hosts, "which is max_hosts");
  }
  if (options.max_types && wanting_groups > *options.max_types) {
    refuse("groups with min_hosts", wanting_groups, *options.max_types, "which is max_types");
  }
  const std::string why =
      "the hosts that are there and those that max_hosts, max_new_hosts of the types and max_hosts of the groups allow";
  if (options.min_hosts - existing > most_new) refuse("min_hosts", options.min_hosts, existing + most_new, why);
  std::int64_t by_zone = 0;
  for (std::size_t z = 0; z < static_cast<std::size_t>(options.zones); ++z) {
    std::int64_t there = 0;
    for (const FleetType& type : input.types) there += type.existing[z];
    by_zone += std::max<std::int64_t>(0, options.min_hosts_per_zone - there);
  }
  if (by_zone > most_new) {
    const std::int64_t beyond = (by_zone - most_new + options.zones - 1) / options.zones;
    refuse("min_hosts_per_zone", options.min_hosts_per_zone, options.min_hosts_per_zone - beyond, why);
  }
}

void check_minima_held(const FleetInput& input, const FleetOptions& options, const PlannedFleet& plan) {
  if (input.open.empty()) return;
  const std::string why = "which is what the limits on hosts and types leave beside hosts for the items";
  std::int64_t all = 0;
  std::map<std::size_t, std::int64_t> by_group;
  for (const std::vector<FleetHost>& hosts : plan.zones) {
    const std::int64_t here = host_count(hosts);
    for (const FleetHost& host : hosts) by_group[input.types[host.type].group] += host.count;
    if (here < options.min_hosts_per_zone) refuse("min_hosts_per_zone", options.min_hosts_per_zone, here, why);
    all += here;
  }
  if (all < options.min_hosts) refuse("min_hosts", options.min_hosts, all, why);
  for (std::size_t g = 0; g < options.groups.size(); ++g) {
    if (by_group[g + 1] >= options.groups[g].min_hosts) continue;
    refuse("groups[" + std::to_string(g) + "].min_hosts", options.groups[g].min_hosts, by_group[g + 1],
           why + " (group \"" + printable(options.groups[g].name) + "\")");
  }
}

}  // namespace container_tco::detail

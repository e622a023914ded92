#include "container_tco/packing/fleet_check.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t max_iterations = 1'000'000'000;

std::string at(const char* list, std::size_t index, const char* field) {
  return std::string(list) + "[" + std::to_string(index) + "]." + field;
}

/// Returns the copies of the list together.
std::int64_t check_items(const char* list, const std::vector<FleetItem>& items, std::int64_t zones, bool are_daemons) {
  constexpr std::int64_t max_total = std::int64_t{1} << 62;
  std::int64_t copies = 0;
  std::int64_t memory = 0;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const FleetItem& item = items[i];
    const std::string whose = "item \"" + printable(item.id) + "\"";
    if (!ids.insert(item.id).second) {
      throw InvalidInputError(at(list, i, "id"), printable(item.id), "ids that differ from each other",
                              "rename one of the two");
    }
    check_item(list, i, item, !are_daemons);
    if (are_daemons) check_daemon(i, item);
    const std::int64_t count = are_daemons ? 1 : item.count;
    if (!are_daemons) {
      for (const std::int64_t zone : item.zones) require_range(at(list, i, "zones"), zone, 0, zones - 1, whose);
    }
    copies += count;
    const std::int64_t bytes = item.request.memory.bytes();
    if (copies > max_pack_copies) {
      throw InvalidInputError(std::string(list) + ", all counts together", "more than 10,000,000", "0 to 10,000,000");
    }
    if (count > 0 && bytes > (max_total - memory) / count) {
      throw InvalidInputError(std::string(list) + ", all memory together", "more than 4 EiB", "at most 4 EiB");
    }
    memory += bytes * count;
  }
  return copies;
}

/// Returns the largest weight.
std::int64_t check_types(const std::vector<FleetHostType>& types, std::int64_t zones) {
  std::set<std::string> names;
  std::int64_t heaviest = 1;
  std::int64_t existing = 0;
  for (std::size_t t = 0; t < types.size(); ++t) {
    const FleetHostType& type = types[t];
    // Of thousands of types the words for an error take longer than all checks.
    const auto whose = [&] { return "host type \"" + printable(type.name) + "\""; };
    const auto check = [&](const char* field, std::int64_t value, std::int64_t least, std::int64_t most) {
      if (value < least || value > most) require_range(at("types", t, field), value, least, most, whose());
    };
    if (!names.insert(type.name).second) {
      throw InvalidInputError(at("types", t, "name"), printable(type.name), "names that differ from each other",
                              "rename one of the two");
    }
    constexpr std::int64_t most_parts = 1'000'000'000;
    const Resources& offer = type.host.allocatable;
    check("weight", type.weight, 1, max_fleet_weight);
    check("cpu", offer.cpu.ticks(), -(std::int64_t{1} << 50), std::int64_t{1} << 50);
    check("memory", offer.memory.bytes(), -(std::int64_t{1} << 55), std::int64_t{1} << 55);
    check("gpu_count", offer.gpu_count, -most_parts, most_parts);
    if (type.host.network_slots) check("network_slots", *type.host.network_slots, -most_parts, most_parts);
    if (type.host.volumes) check("volumes", *type.host.volumes, -most_parts, most_parts);
    if (type.max_new_hosts) check("max_new_hosts", *type.max_new_hosts, 0, max_pack_copies);
    if (static_cast<std::int64_t>(type.existing.size()) > zones) {
      throw InvalidInputError(at("types", t, "existing"), std::to_string(type.existing.size()) + " zones",
                              "at most " + std::to_string(zones), whose());
    }
    for (const std::int64_t count : type.existing) {
      check("existing", count, 0, max_pack_copies);
      existing += count;
    }
    if (existing > max_pack_copies) {
      throw InvalidInputError("types, all existing hosts together", "more than 10,000,000", "0 to 10,000,000");
    }
    heaviest = std::max(heaviest, type.weight);
  }
  return heaviest;
}

void check_groups(const std::vector<FleetHostType>& types, const FleetOptions& options) {
  std::set<std::string> names;
  for (std::size_t g = 0; g < options.groups.size(); ++g) {
    const FleetGroup& group = options.groups[g];
    const std::string whose = "group \"" + printable(group.name) + "\"";
    if (group.name.empty() || !names.insert(group.name).second) {
      throw InvalidInputError(at("groups", g, "name"), printable(group.name), "names that differ from each other",
                              "rename one of the two");
    }
    require_range(at("groups", g, "min_hosts"), group.min_hosts, 0, max_pack_copies, whose);
    if (group.max_hosts) require_range(at("groups", g, "max_hosts"), *group.max_hosts, 0, max_pack_copies, whose);
    if (group.max_hosts && *group.max_hosts < group.min_hosts) {
      throw InvalidInputError(at("groups", g, "max_hosts"), std::to_string(*group.max_hosts),
                              "at least its min_hosts, " + std::to_string(group.min_hosts), whose);
    }
  }
  for (std::size_t t = 0; t < types.size(); ++t) {
    if (types[t].group.empty() || names.contains(types[t].group)) continue;
    throw InvalidInputError(at("types", t, "group"), printable(types[t].group), "a group of the options",
                            "host type \"" + printable(types[t].name) + "\"");
  }
}

}  // namespace

void check_fleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                 const FleetOptions& options) {
  require_range("zones", options.zones, 1, max_pack_zones);
  require_range("min_hosts_per_zone", options.min_hosts_per_zone, 0, max_pack_copies / options.zones);
  require_range("min_hosts", options.min_hosts, 0, max_pack_copies);
  if (options.max_hosts) require_range("max_hosts", *options.max_hosts, 0, 4 * max_pack_copies);
  const std::int64_t least_hosts = std::max(options.min_hosts, options.min_hosts_per_zone * options.zones);
  if (options.max_hosts && least_hosts > *options.max_hosts) {
    throw InvalidInputError("max_hosts", std::to_string(*options.max_hosts),
                            "at least the minimum of " + std::to_string(least_hosts) + " hosts",
                            "raise max_hosts or lower min_hosts");
  }
  if (options.max_types) require_range("max_types", *options.max_types, 1, 1'000'000);
  require_range("headroom_percent", options.headroom_percent, 0, 1000);
  require_range("target_capacity_percent", options.target_capacity_percent, 1, 100);
  check_groups(types, options);
  require_range("iteration_limit", options.iteration_limit, 0, max_iterations);
  const std::int64_t copies = check_items("items", items, options.zones, false);
  check_items("daemons", options.daemons, options.zones, true);
  const std::int64_t heaviest = check_types(types, options.zones);
  // At worst every copy is alone on a host of the heaviest type, with a spare each, besides the minimum.
  std::int64_t most_hosts = 2 * copies + options.min_hosts + options.min_hosts_per_zone * options.zones + 1;
  for (const FleetGroup& group : options.groups) most_hosts += group.min_hosts;
  most_hosts = most_hosts * 100 / options.target_capacity_percent + 1;
  if (heaviest > (std::int64_t{1} << 62) / most_hosts) {
    throw InvalidInputError("types, weights", std::to_string(heaviest), "at most 2^62 for one host per copy together",
                            "give weights in a larger unit");
  }
}

}  // namespace container_tco::detail

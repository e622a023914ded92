#pragma once
// The lightest fleet by trying every way: slow, short and plain. And seeded random input.

#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet.hpp"

namespace container_tco {

struct FleetInstance {
  std::vector<FleetItem> items;
  std::vector<FleetHostType> types;
  FleetOptions options;
};

/// Up to `most_copies` copies and `most_types` types; labels, taints, ports, daemons, slots, GPUs, volumes,
/// limits of copies per host, existing hosts,
/// minima and headroom occur.
FleetInstance random_fleet(std::uint64_t seed, std::int64_t most_copies, std::int64_t most_types);

/// Whether one host of `type` holds these copies (an item's number for each) and its daemons.
bool plain_host_holds(const std::vector<std::size_t>& copies, const std::vector<FleetItem>& items,
                      const FleetHostType& type, const FleetOptions& options);

/// The least weight of new hosts for the copies that fit somewhere, with every option but zones, `survive_host_loss`
/// and limits by type; nothing when `max_hosts` or `max_types` make it impossible.
std::optional<std::int64_t> least_weight(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                                         const FleetOptions& options);

}  // namespace container_tco

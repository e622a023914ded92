#pragma once
// Inside of packing: items and types of a fleet as plain numbers, checked once. Equal items are one shape.

#include <cstdint>
#include <limits>
#include <vector>

#include "container_tco/packing/fleet.hpp"
#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

inline constexpr std::int64_t no_host_limit = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t max_fleet_weight = 1'000'000'000'000'000;

/// Items that ask for the same.
struct FleetShape {
  PackAmounts need{};
  std::int64_t count = 0;
  std::vector<std::size_t> names;  ///< Exclusive names, as numbers, ascending.
  ShapeSet apart;                  ///< Other shapes that it keeps apart from. Such a shape is one item.
  /// Besides what names allow. Items with a limit are shapes of their own.
  std::int64_t most_per_host = no_host_limit;
  std::vector<std::size_t> items;  ///< By id.
};

struct FleetType {
  PackAmounts capacity{};        ///< For items: after daemons and headroom, in whole units of the sizes that it takes.
  PackAmounts whole_capacity{};  ///< Before it was rounded down to those units.
  std::int64_t weight = 0;
  std::size_t source = 0;  ///< Index into the caller's types.
  std::int64_t max_new = no_host_limit;
  std::vector<std::int64_t> existing;  ///< By zone.
  std::vector<char> compatible;        ///< By shape: labels, taints and daemons allow it, whatever its size.
  std::vector<char> accepts;           ///< By shape: compatible, and one copy fits on an empty host.
  std::size_t stand_in = 0;            ///< The type itself when open, else the open type that dominates it, if any.
  Resources daemons;
  std::size_t group = 0;  ///< One more than the index into FleetOptions::groups; 0 for none.
};

struct FleetInput {
  std::vector<FleetShape> shapes;  ///< Largest first: cpu, memory, GPUs, slots, then the first id.
  std::vector<FleetType> types;    ///< By weight, then name.
  std::vector<std::size_t> open;   ///< Types worth opening, by weight, then name: usable and not dominated.
  std::vector<std::vector<std::int64_t>> zone_counts;  ///< By zone and shape.
  std::vector<std::vector<std::int64_t>> item_zones;   ///< By zone and item.
  std::vector<UnplacedItem> unplaced;
  std::size_t name_count = 0;
  /// New hosts that items may take; the others that the limits allow are for hosts that stand by.
  std::int64_t most_item_hosts = no_host_limit;
  /// By shape, or empty: placed before the others, since an earlier plan left some out.
  std::vector<char> urgent;
};

/// Throws InvalidInputError.
FleetInput prepare_fleet_input(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                               const FleetOptions& options);

/// The same with these types alone to be opened, which ascend; hosts that are there stay.
FleetInput with_open(const FleetInput& input, std::vector<std::size_t> types);

/// Of all shapes.
std::int64_t copy_count(const FleetInput& input);

/// Hosts of the type that are there, in all zones.
std::int64_t existing_hosts(const FleetType& type);
/// Whether hosts of it are there, or may be opened.
bool can_be_used(const FleetType& type);
/// Whether some type that may be opened takes the shape.
bool can_be_bought(const FleetInput& input, std::size_t shape);

/// How many copies of `shape` fit into `free`, at most `limit`; names count only against copies of the shape itself.
std::int64_t fleet_copies_that_fit(const FleetShape& shape, const PackAmounts& free, std::int64_t limit);

}  // namespace container_tco::detail

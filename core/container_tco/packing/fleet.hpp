#pragma once
// Places items on a mix of host types at the least total weight. Weights are plain whole numbers, the cost of one host;
// this stage knows no money. Every plan comes with a lower bound that anyone can check. The result depends on the input
// alone: not on its order, on clocks or on threads. Of equal plans the one found first counts; types are tried by
// weight, then name, items by size, then id.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/packing/pack.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// `count` equal things to place, and the hosts that will do.
struct FleetItem : PackItem {
  std::vector<std::string> required_labels;  ///< A host must carry all of them: "arch=arm64".
  std::vector<std::string> tolerated_taints;
  std::vector<std::int64_t> zones;  ///< The zones it may be in; all when empty.
};

struct FleetHostType {
  std::string name;         ///< Unique.
  PackHost host;            ///< After overhead, before daemons.
  std::int64_t weight = 0;  ///< Of one new host, 1 to 10^15.
  std::vector<std::string> labels;
  std::vector<std::string> taints;  ///< Only items that tolerate all of them are placed here.
  std::string group;                ///< Of `FleetOptions::groups`, if any.
  std::optional<std::int64_t> max_new_hosts;
  /// Hosts that are there already, by zone (zones beyond the list have none). They are kept, filled or empty, and
  /// weigh nothing.
  std::vector<std::int64_t> existing;
};

/// Types that share a minimum and a maximum of hosts.
struct FleetGroup {
  std::string name;                       ///< Unique, as `FleetHostType::group` has it.
  std::int64_t min_hosts = 0;             ///< Existing ones count. Filled up with the lightest type of the group.
  std::optional<std::int64_t> max_hosts;  ///< New and existing; existing ones are kept also beyond it.
};

struct FleetOptions {
  /// 1 to 100. Items are dealt as evenly as they can be over theirs; which of these get one more is chosen.
  std::int64_t zones = 1;
  std::int64_t min_hosts_per_zone = 0;    ///< Existing ones count. Filled up with the lightest type.
  std::int64_t min_hosts = 0;             ///< In all; the zones that have fewest get more.
  std::optional<std::int64_t> max_hosts;  ///< New and existing; existing ones are kept also beyond it.
  std::optional<std::int64_t> max_types;  ///< Distinct `FleetHostType`s among new hosts.
  /// CPU and memory that every host keeps free, in percent of what its items take; 0 to 1,000.
  std::int64_t headroom_percent = 0;
  /// N+1: each zone has empty hosts such that the items of any other host of the zone fit on one of them.
  bool survive_host_loss = false;
  /// Target capacity of capacity providers, 1 to 100, one for each type: of every type there are at least
  /// ceil(hosts in use × 100 / percent) hosts (rule S19).
  std::int64_t target_capacity_percent = 100;
  std::vector<FleetGroup> groups;
  /// Improvement steps over all zones, fewer where each is much work; 0 leaves the constructed plan.
  std::int64_t iteration_limit = 5'000;
  std::uint64_t seed = 1;
  /// Also by column generation: from 500 copies of at most 64 different shapes or for 40 or more open types, from 2,000
  /// copies of at most 400 shapes, and of fewer copies where the plan is more than 5 % above the fast bound. For 40 or
  /// more open types not where there are few steps for many shapes: 240 for 200, say.
  bool generate_columns = true;
  bool strong_bound = false;  ///< Also prove the strong bound, by column generation with exact pricing.
  /// One on each host whose labels and taints it accepts. `count` and `zones` are not read.
  std::vector<FleetItem> daemons;
};

/// `count` hosts of a type and zone that hold the same.
struct FleetHosts {
  std::size_t type = 0;  ///< Index into the input.
  std::int64_t zone = 0;
  std::int64_t count = 0;
  bool existing = false;
  std::vector<Placement> placements;  ///< By item; empty for hosts that stand by.
  Resources used;                     ///< Of each host, daemons included.
};

/// Why no plan is lighter. Each copy of item i is worth `item_values[i]`. On a host of type t no more than
/// `types[t].value` fits, by one of two arguments, which `check_bound` repeats:
/// - linear: every item that t takes is worth at most `resource_prices` (per cpu tick, memory byte, GPU, network
///   slot, attached volume) times its request, so the host's capacity at these prices bounds what it holds. Items of
///   which a host holds few copies (an exclusive name, `max_copies_per_host`) may be worth more: what they are is added
///   for as many copies;
/// - grid: sizes counted in whole steps of `cpu_step` and `memory_step`, rounded down, and in whole GPUs give a
///   knapsack whose optimum bounds the true one. Only what an item is worth beyond its resources at `resource_prices`
///   is counted on the grid; the host's capacity at these prices is added.
/// Either way a host's capacity counts as far as the items that the type takes can use it: of each resource at most
/// what comes with all of another, and in whole units of what divides their sizes.
/// So all copies together, less what existing hosts can hold, cost at least their value times the least weight per
/// value of any type.
struct FleetCertificate {
  struct TypeProof {
    bool by_grid = false;
    std::int64_t cpu_step = 0;
    std::int64_t memory_step = 0;
    std::vector<Rational> resource_prices;  ///< Of cpu ticks, memory bytes, GPUs, network slots, volumes.
    std::int64_t value = 0;                 ///< The most that one host holds, rounded up.
  };
  std::vector<std::int64_t> item_values;  ///< By item; zero for those that fit nowhere.
  std::vector<TypeProof> types;           ///< By type.
};

/// Of so many copies every way to place them is tried.
inline constexpr std::int64_t max_exhaustive_copies = 12;

struct FleetBound {
  std::int64_t weight = 0;  ///< No plan that places every item which fits somewhere weighs less.
  /// "resources", "column generation", "minimum hosts", "copies per host" (copies that keep apart need so many),
  /// "resources and copies per host", "nothing to place"; "exhaustive search" when every way was tried, for at most
  /// `max_exhaustive_copies` in one zone without limits.
  std::string by;
  FleetCertificate certificate;  ///< Empty for "minimum hosts", "copies per host" and "exhaustive search".
};

struct FleetPlan {
  std::vector<FleetHosts> hosts;  ///< By zone, existing last, then type name and content.
  std::int64_t host_count = 0;
  std::int64_t total_weight = 0;       ///< Of new hosts.
  std::vector<UnplacedItem> unplaced;  ///< By item, with the type that came closest or the limit that stopped it.
  FleetBound fast_bound;
  std::optional<FleetBound> strong_bound;
  /// Which limit cut the search short: "iteration_limit 20000", "max_hosts 4". Empty when the plan is proven optimal.
  std::string stopped_by;

  /// Every way to place so few copies was tried, and none is lighter.
  bool every_way_tried = false;

  bool is_complete() const { return unplaced.empty(); }
  const FleetBound& larger_bound() const;  ///< Of the two.
  /// The weight of the larger bound; the plan's own weight when every way was tried.
  std::int64_t lower_bound() const { return every_way_tried ? total_weight : larger_bound().weight; }
  /// By which argument `lower_bound` holds: "trying every way", or that of the larger bound.
  std::string bound_by() const { return every_way_tried ? "trying every way" : larger_bound().by; }
  /// (total weight − lower bound) / lower bound, zero when both are zero; nothing when a limit left items unplaced that
  /// fit on a host, or when the bound is zero and the weight is not.
  std::optional<Rational> gap() const;
  bool left_out_by_limit = false;  ///< Some item that fits on a host was not placed because of a limit.
};

/// Whether labels and taints let the item on the type, whatever its size.
bool may_run_on(const FleetItem& item, const FleetHostType& type);

/// Throws InvalidInputError for duplicate ids or names, ids in `apart_from` that are not those of other items, numbers
/// out of range (see `pack`), weights outside 1 to 10^15, and weights that together could exceed 2^62.
FleetPlan pack_fleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                     const FleetOptions& options = {});

/// Checks a plan by plain counting, sharing no code with `pack_fleet`. Returns what is wrong; empty when nothing is.
std::vector<std::string> verify_fleet_plan(const FleetPlan& plan, const std::vector<FleetItem>& items,
                                           const std::vector<FleetHostType>& types, const FleetOptions& options = {});

/// Repeats the proof of a bound from its certificate, sharing no code with what found it. Returns what is wrong.
std::vector<std::string> check_bound(const FleetBound& bound, const std::vector<FleetItem>& items,
                                     const std::vector<FleetHostType>& types, const FleetOptions& options = {});

}  // namespace container_tco

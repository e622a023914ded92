#pragma once
// Places items on equal hosts. Knows no money: the caller packs once per candidate type and keeps the plan that costs
// least. First fit decreasing, by zone: items are sorted by a few fixed orders (by dominant share of the host, by sum
// of shares, by CPU, by memory; ties: cpu, memory, GPUs and slots decreasing, then id), each copy goes to the first
// open host with room, and the order that opens fewest hosts counts (the first of equals). Deterministic; the order of
// the input does not matter.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// `count` equal things to place.
struct PackItem {
  std::string id;  ///< Unique.
  Resources request;
  std::int64_t count = 0;          ///< Not read for a daemon, of which each host has one.
  std::int64_t network_slots = 0;  ///< ENIs or pod addresses that one takes.
  /// Names of which a host may hold one only: "port 80/tcp", "one per host: web" (rule S11). Two items with a name in
  /// common never share a host.
  std::vector<std::string> exclusive;
  /// At most so many copies on one host, above 0; no limit when absent.
  std::optional<std::int64_t> max_copies_per_host;
  std::int64_t volumes = 0;  ///< Block volumes that one attaches to its host.
  /// Ids of other items of which no copy stands beside a copy of this one. It holds both ways, whichever of the two
  /// says it. Not for daemons, which stand beside everything.
  std::vector<std::string> apart_from = {};
};

/// A host type, as it is after its overhead. Amounts below zero (more overhead than host) make it unusable.
struct PackHost {
  Resources allocatable;
  std::optional<std::int64_t> network_slots;  ///< No limit when absent.
  std::optional<std::int64_t> volumes = {};   ///< That can be attached; no limit when absent.
};

struct PackOptions {
  /// Items are dealt out over this many zones, 1 to 100, each item as evenly as it can be; what does not divide evenly
  /// goes round the zones from item to item. Every zone is packed by itself.
  std::int64_t zones = 1;
  /// At the least this many hosts in all, up to 10,000,000; added empty where packing needs fewer, to the zones that
  /// have fewest.
  std::int64_t min_hosts = 0;
  /// Capacity provider target capacity, 1 to 100: hosts = ceil(hosts needed × 100 / percent) (rule S19), counted over
  /// the whole plan, since the Auto Scaling group spans the zones. The larger of this and `min_hosts` counts.
  std::int64_t target_capacity_percent = 100;
  /// With a seed each copy goes to an open host that is drawn at random among those with room (ECS's `random`, rule
  /// S15), copies in random order; zones of more than 20,000 copies are packed as without.
  std::optional<std::uint64_t> random_seed;
  /// Present on every host (daemons): taken off each before anything is placed.
  std::vector<PackItem> daemons;
};

/// `copies` of item `item` (an index into the input) on one host.
struct Placement {
  std::size_t item = 0;
  std::int64_t copies = 0;
};

/// `count` hosts of a zone that hold the same.
struct PackedHosts {
  std::int64_t zone = 0;
  std::int64_t count = 0;
  std::vector<Placement> placements;  ///< By item; empty for hosts that stand by.
  Resources used;                     ///< Of each host, daemons included.
};

struct UnplacedItem {
  std::size_t item = 0;
  std::int64_t copies = 0;
  std::string reason;  ///< "needs 40 GiB of memory; the host offers 28.4 GiB"
};

/// How few hosts could ever do, and why: each bound holds for every way to pack the copies that fit at all.
struct LowerBound {
  std::int64_t hosts = 0;
  /// "cpu", "memory", "gpu", "network slots", "volumes", "copies per host", "exclusive: port 80/tcp", "items that
  /// cannot share a host", "items above half a host (memory)", "whole copies per host (cpu)", "minimum hosts", "nothing
  /// to place" or "no host of this type can run". Over several zones, that of the zone which needs most.
  std::string by;
};

struct PackingPlan {
  std::vector<PackedHosts> hosts;  ///< By zone, then order of opening; equal neighbours merged.
  std::int64_t host_count = 0;     ///< All of them, standby included.
  std::int64_t standby_hosts = 0;  ///< Added for min_hosts and target capacity.
  /// By item. Always all copies of it: either each fits on an empty host or none does.
  std::vector<UnplacedItem> unplaced;
  /// Why hosts of this type cannot even run their daemons; empty when they can. There are no hosts then, not even
  /// standby.
  std::string unusable;
  LowerBound lower_bound;  ///< For the same zones, minimum and target capacity.
  Resources used;          ///< Sum over hosts, daemons included.

  bool is_complete() const { return unplaced.empty() && unusable.empty(); }
  /// (host_count − lower bound) / lower bound; zero when both are zero.
  Rational gap() const;
};

/// Throws InvalidInputError for duplicate ids, ids in `apart_from` that are not those of other items, negative requests
/// or counts, options out of range, and amounts beyond
/// the model: 10,000,000 copies or 4 EiB in all; 100,000 vCPU, 1 PiB, 1,000,000 GPUs or 1,000,000 slots for one copy.
/// Takes a time that grows with the number of items, not of copies.
PackingPlan pack(const std::vector<PackItem>& items, const PackHost& host, const PackOptions& options = {});

/// Checks a plan against its input by plain counting, sharing no code with `pack`: every item placed once or listed as
/// unplaced with good reason, zones even, no host over its allocatable or slots, no exclusive name twice on a host, no
/// items that keep apart on one, totals right. Returns what is wrong; empty when nothing is.
std::vector<std::string> verify_plan(const PackingPlan& plan, const std::vector<PackItem>& items, const PackHost& host,
                                     const PackOptions& options = {});

}  // namespace container_tco

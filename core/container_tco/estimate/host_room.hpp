#pragma once
// The room that is left on planned hosts, and how many hosts have to be added for more copies of what runs on them.
// Running copies stay where they are: a rollout moves nothing.

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

inline constexpr std::int64_t no_room_limit = std::numeric_limits<std::int64_t>::max();

/// Equal hosts of a pool, and what is left of each beside its daemons and what it holds.
struct HostRoom {
  std::size_t pool = 0;
  std::int64_t hosts = 1;
  Resources free;
  std::int64_t free_slots = no_room_limit;
  std::int64_t free_volumes = no_room_limit;
  std::vector<std::string> held;                    ///< Exclusive names.
  std::map<std::string, std::int64_t> held_copies;  ///< Of each host, by id of the item.
  std::set<std::string> repelled;                   ///< Ids of what these keep apart from.

  /// How many copies of `item` one of the hosts takes; `no_room_limit` when it asks for nothing.
  std::int64_t copies_that_fit(const PackItem& item) const;
  /// Whether it holds an item that keeps apart from this one.
  bool repels(const PackItem& item) const;
  /// Takes copies onto each of the hosts, but for their CPU, memory and GPUs.
  void hold(const PackItem& item, std::int64_t copies);
};

HostRoom empty_host(const HostPool& pool);
HostRoom room_beside(const HostPool& pool, const PackedHosts& hosts);

/// More copies of one item of the pools.
struct ExtraCopies {
  std::string item;
  std::int64_t copies = 0;
};

/// Hosts to add, by index of their pool.
using ExtraHosts = std::map<std::size_t, std::int64_t>;

class HostRooms {
 public:
  /// `pools` must outlive it. `hourly[i]` is what an hour of a host of pool i costs: of several pools that run an item,
  /// the one whose new hosts cost least is enlarged.
  HostRooms(const std::vector<HostPool>& pools, std::vector<Rational> hourly);

  /// How many copies of `item` the pools run.
  std::int64_t copies_of(const std::string& item) const;
  /// Hosts that all of `extra` together need beside the room that is left on hosts which may run them: those of the
  /// pools that run the item already. Where a measured fill was given, hosts stay as full as measured.
  ExtraHosts hosts_for(std::vector<ExtraCopies> extra) const;

 private:
  struct Placed {
    std::size_t pool = 0;
    std::size_t item = 0;
  };

  const PackItem& item_at(const Placed& placed) const { return (*pools_)[placed.pool].items[placed.item]; }
  static HostRoom taken(HostRoom& room, std::int64_t hosts, const PackItem& item, std::int64_t copies);
  std::int64_t fill(std::vector<HostRoom>& rooms, const std::vector<Placed>& places, std::int64_t copies) const;
  std::int64_t without_room(const std::vector<Placed>& places, std::int64_t copies) const;
  std::size_t cheapest_pool(const std::vector<Placed>& places, std::int64_t copies) const;

  const std::vector<HostPool>* pools_;
  std::vector<Rational> hourly_;
  std::vector<HostRoom> rooms_;
  std::map<std::string, std::vector<Placed>> places_;  ///< By id of the item.
};

}  // namespace container_tco

#pragma once
// First fit decreasing, one copy after another and one host after another: slow, short and plain. The oracle of `pack`.

#include <cstdint>
#include <map>
#include <vector>

#include "container_tco/packing/pack.hpp"

namespace container_tco {

/// What one host holds: copies by item.
using HostContent = std::map<std::size_t, std::int64_t>;

/// The hosts of each zone in order of opening, standby aside.
std::vector<std::vector<HostContent>> plain_pack(const std::vector<PackItem>& items, const PackHost& host,
                                                 const PackOptions& options);

/// A plan as `plain_pack` tells it.
std::vector<std::vector<HostContent>> host_contents(const PackingPlan& plan, std::int64_t zones);

/// Whether one host holds `content` and the daemons.
bool holds(const HostContent& content, const std::vector<PackItem>& items, const PackHost& host,
           const PackOptions& options);

/// The fewest hosts for `copies` (items, one entry for each copy), by trying every way.
std::int64_t fewest_hosts(const std::vector<std::size_t>& copies, const std::vector<PackItem>& items,
                          const PackHost& host, const PackOptions& options);

}  // namespace container_tco

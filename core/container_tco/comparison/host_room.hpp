#pragma once
// Inside of comparison: how full hosts are.

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

/// How many hosts the tasks of `pool` would fill to the brim beside the daemons, by the fullest resource. This over the
/// number of hosts is the share that a measured fill states.
Rational full_hosts(const HostPool& pool);
/// full_hosts / hosts; zero without hosts.
Rational room_fill(const HostPool& pool);

}  // namespace container_tco::detail

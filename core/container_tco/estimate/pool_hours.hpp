#pragma once
// Hosts that run for a while, priced like the hosts of their pool: instance, disks, fees, address.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// Hours of hosts of one pool, and how they came about.
struct PoolHours {
  Rational hours;
  std::string derivation;
};

/// What an hour of a host of each pool costs by the lines of the ledger. Lines that every host of a pool causes have
/// ids which end in the name of the pool.
std::vector<Rational> hourly_costs(const Ledger& ledger, const std::vector<HostPool>& pools);

/// Adds, for each line that a host of the pool causes, one for `hours` (by index of the pool). `what` begins the
/// descriptions: "Hosts added …".
void add_pool_hours(Ledger& ledger, const std::vector<HostPool>& pools, const std::map<std::size_t, PoolHours>& hours,
                    const std::string& purpose, const std::string& what);

/// Public addresses for `hours` hours of tasks or hosts (`whose`); nothing when the ledger prices no addresses.
std::optional<LineItem> address_hours_line(const Ledger& ledger, const std::string& whose, const Rational& hours,
                                           const std::string& purpose, const std::string& what);

}  // namespace container_tco

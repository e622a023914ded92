#pragma once
// All hosts of one operating system, planned together over many instance types, with the proof of how good the plan is.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/packing/fleet.hpp"
#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// (cost − lower bound) / lower bound; nothing when the bound is zero and the cost is not.
std::optional<Rational> gap_between(const Money& cost, const Money& lower_bound);

/// A mixed fleet and what it was planned from: with `items`, `types` and `options`, `verify_fleet_plan` and
/// `check_bound` repeat the checks of the plan and its bounds.
struct HostFleet {
  std::string name;  ///< "linux"
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::vector<FleetItem> items;  ///< By id, daemons aside.
  /// What the plan was free to choose from, by name: "m7i.large", or "group/m7i.large" of a named node group. A weight
  /// is the cost of one host in the period in millionths of the currency of the prices, rounded down.
  std::vector<FleetHostType> types;
  FleetOptions options;
  FleetPlan plan;
  std::int64_t candidates_considered = 0;  ///< Types with a price that pass the filter.
  /// Of the hosts in the period: instances, root disks, addresses, labour driven by hosts; kept hosts too.
  Money cost = Money::zero(Currency::usd());
  Money lower_bound = Money::zero(Currency::usd());  ///< No plan of these types for these items costs less.

  std::optional<Rational> gap() const { return gap_between(cost, lower_bound); }
};

}  // namespace container_tco

#pragma once
// Plans a fleet on the cheapest mix of instance types, has the plan checked, and takes it apart into pools.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/fleet_items.hpp"
#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/host_choice.hpp"

namespace container_tco {

/// Why something of a fleet cannot run.
struct FleetProblem {
  std::string item;    ///< Empty when it is not about one.
  std::string reason;  ///< With the type that came closest, or the limit that stands in the way.
};

/// A fleet with its pools, or why there is none.
struct FleetChoice {
  std::optional<HostFleet> fleet;
  std::vector<HostPool> pools;  ///< By name.
  Rational image_pull_gb;
  std::vector<FleetProblem> problems;
  bool is_on_few_types = false;    ///< On Spot: one type has more than its share of the hosts.
  bool nothing_is_priced = false;  ///< There is no fleet because no candidate has a price in the region.
};

/// Throws InternalError when the plan does not pass `verify_fleet_plan`.
FleetChoice choose_fleet(const Ledger& ledger, const FleetDemand& demand, const Deployment& deployment,
                         const EstimateOptions& options, const HostSurcharge& surcharge, HostCatalogue& catalogue);

}  // namespace container_tco

#pragma once
// Instance types as the host types of a fleet.

#include <cstdint>
#include <vector>

#include "container_tco/estimate/fleet_items.hpp"
#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/host_choice.hpp"

namespace container_tco {

/// What a fleet may be made of.
struct FleetCandidates {
  std::vector<FleetHostType> types;
  std::vector<const PricedHost*> hosts;  ///< By place in `types`; they belong to the catalogue.
  std::int64_t considered = 0;  ///< With those that were left out, as another is better in everything that matters.
};

/// How many types beside a better one stay among the candidates: on Spot, hosts stand on several.
std::int64_t alternatives_kept(const Deployment& deployment, const EstimateOptions& options);

/// Every priced type of the architectures that services run on. Types carry those of their labels that an
/// item asks for.
FleetCandidates fleet_candidates(const Ledger& ledger, const FleetDemand& demand, const Deployment& deployment,
                                 const EstimateOptions& options, const HostSurcharge& surcharge,
                                 HostCatalogue& catalogue);

/// What no plan of these candidates undercuts: the bound, which holds as weights are rounded down, and the hosts that
/// are kept.
Money least_cost(const FleetPlan& plan, const FleetCandidates& candidates, const Currency& currency);

}  // namespace container_tco

#pragma once
// Packs a pool on every candidate type, costs each plan, keeps the cheapest.

#include <optional>
#include <string>

#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {

inline constexpr const char* no_type_is_priced = "no instance type passes the filter and has a price in the region";

/// What every host of a deployment costs besides its instance, in the period.
struct HostSurcharge {
  Money per_host;         ///< Root disk, public address, labour driven by hosts.
  Money per_gb_of_pulls;  ///< What a GB of image pulls costs on the way that they take.
};

/// A pool with its type, or why none will do.
struct PoolChoice {
  std::optional<HostPool> pool;
  Rational image_pull_gb;
  std::string item;                ///< That found no host, where one is to be named …
  std::string reason;              ///< … and why, when there is no pool.
  bool nothing_is_priced = false;  ///< There is no pool because no candidate has a price in the region.
};

PoolChoice choose_hosts(const Ledger& ledger, const PoolDemand& demand, const Deployment& deployment,
                        const EstimateOptions& options, const HostSurcharge& surcharge, HostCatalogue& catalogue);

}  // namespace container_tco

#pragma once
// So many copies that the stated number is left when a zone is lost, on both sides.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// The least number of copies, dealt evenly over `zones` zones (2 or more), of which `count` are left when the fullest
/// zone is lost: n − ceil(n / zones) ≥ count.
std::int64_t copies_for_zone_loss(std::int64_t count, std::int64_t zones);

/// A service with the copies that it runs so that it may lose a zone.
struct ZoneLossCopies {
  std::string service;
  std::int64_t stated = 0;
  std::int64_t copies = 0;
};

struct ZoneLossPlan {
  Workload workload;                   ///< With the copies.
  std::int64_t zones = 0;              ///< Over which they spread: more than asked for where tasks need more.
  std::vector<ZoneLossCopies> copies;  ///< Of services that run more than stated.
  std::vector<Finding> impossible;     ///< Where there is one zone only.
  std::int64_t extra() const;
};

/// The zones that hosts may stand in: as asked for, and those of hosts that are kept.
std::int64_t zones_with_kept_hosts(const HostPlanOptions& hosts);

/// Runs are taken by their number at one time: on hosts there is room for them, on Fargate they start elsewhere.
ZoneLossPlan plan_zone_loss(const Workload& workload, std::int64_t zones);

/// The estimate of `options.resilience.survive_zone_loss`. What the copies cost stands in lines of their own, wherever
/// the same prices apply with and without them.
Estimate estimate_with_zone_loss(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                                 const EstimateOptions& options, HostCatalogue& catalogue);

}  // namespace container_tco

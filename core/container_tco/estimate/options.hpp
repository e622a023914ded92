#pragma once
// Everything an estimate depends on besides the workload and the prices.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/contract/contract.hpp"
#include "container_tco/costing/labour_costs.hpp"
#include "container_tco/quantity/billing_period.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// Which instance types may be hosts.
struct CandidateFilter {
  std::vector<std::string> instance_types;  ///< Only these; empty for all.
  std::vector<std::string> families;        ///< Only these ("m7g", "c6i"); empty for all.
  std::vector<std::string> exclude;         ///< Types or families.
  bool current_generation_only = false;
  bool burstable = false;  ///< T families share their CPU: allowed on request only.
  bool bare_metal = false;
};

/// How hosts are chosen and filled.
struct HostPlanOptions {
  CandidateFilter candidates;
  HostOptions setup;
  /// Zones that hosts spread over; never more than the largest service has tasks.
  std::int64_t zones = 2;
  std::int64_t min_hosts = 0;
  std::int64_t target_capacity_percent = 100;
  /// A measured share of the hosts' allocatable capacity that tasks request, (0, 1]: used instead of the computed
  /// packing.
  std::optional<Rational> measured_fill_fraction;
};

struct EstimateOptions {
  std::string region;  ///< "us-east-1"
  BillingPeriod period;
  HostPlanOptions hosts;
  LabourOptions labour;
  /// Of EKS clusters: "1.33". In extended support a surcharge comes on top of the cluster's fee. Needs `as_of`; when
  /// empty, `surroundings.eks_extended_support` says whether the surcharge applies.
  std::string kubernetes_version = {};
  /// The day to look at (ISO), as the library has no clock; may be empty without `kubernetes_version`.
  std::string as_of = {};
  /// The user's own terms; list prices without.
  std::optional<Contract> contract = {};
};

}  // namespace container_tco

#pragma once
// Inside of the stage: one part of an estimate on its capacity, and several parts together.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/host_choice.hpp"
#include "container_tco/estimate/part.hpp"

namespace container_tco {

/// What a data plane hands to the costs that every part shares.
struct DataPlaneFacts {
  SharedCostInputs shared;
  LabourDriverCounts labour;
};

/// Services of a workload, daemons among them or not.
std::int64_t service_count(const Workload& workload, bool with_daemons);

/// A deployment that cannot be built is reported like one that a rule forbids.
Finding impossible(const std::string& service, const std::string& rule, const std::string& reason);

/// What a root disk costs in the period. A missing price counts as zero here: it is a gap where its line is added.
Money root_disk_cost(const Ledger& ledger, std::int64_t gib);

/// What each host of `deployment` costs besides its instance and fee. A missing price counts as zero here: it is a gap
/// where its line is added.
HostSurcharge surcharge_per_host(const Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                 std::int64_t root_disk_gib, const EstimateOptions& options);

/// Prices `workload` on the capacity of `side.deployment`: pools, purchases and findings go to `side`, lines to
/// `ledger`. Throws InfeasibleError and PriceNotFoundError as sizing and costing do.
DataPlaneFacts add_data_plane(Estimate& side, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                              HostCatalogue& catalogue);

/// Prices every part and adds them up in `result`.
DataPlaneFacts add_parts(Estimate& result, Ledger& ledger, const std::vector<Part>& parts,
                         const EstimateOptions& options, HostCatalogue& catalogue);

/// Whose hours of labour count: of parts of different kinds those of each, else those of the whole.
std::vector<Deployment> looked_after(const Deployment& deployment, const std::vector<Part>& parts);

}  // namespace container_tco

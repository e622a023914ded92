#pragma once
// Inside of the stage: what is taken for granted about hosts, by how they are had.

#include <string>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// The day whose management fee counts: of the options, else of the book, else that of the youngest fee in it.
std::string fee_day(const EstimateOptions& options, const PriceBook& book);

/// How the hosts of `deployment` are bought and looked after, at the fees of that day.
HostTerms host_terms(const Deployment& deployment, const EstimateOptions& options, const PriceBook& book);

/// Why AWS does not look after hosts in this region on that day, or of the types that are named; nothing when it does.
std::optional<Finding> managed_hosts_missing(const PriceBook& book, const Deployment& deployment,
                                             const EstimateOptions& options);

/// How the hosts of `deployment` are bought, made and replaced. Writes to the assumptions and what is not priced.
void note_host_terms(Ledger& ledger, const Deployment& deployment, const EstimateOptions& options);

/// That EKS Auto Mode takes `pool` only with a NodePool of the team, where that is so.
void note_node_pool(Ledger& ledger, const Deployment& deployment, const HostPool& pool);

}  // namespace container_tco

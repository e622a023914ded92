#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "container_tco/error.hpp"
#include "container_tco/estimate/data_plane.hpp"

namespace container_tco {
namespace {

// Ids stay unique, and readers see which part a line, a pool or a purchase belongs to.
void name_part(const Part& part, Estimate& side, Ledger& ledger, std::size_t first_line) {
  for (std::size_t i = first_line; i < ledger.lines.size(); ++i) {
    ledger.lines[i].id += "/" + part.name;
    ledger.lines[i].description += " (" + printable(part.name) + ")";
  }
  for (HostPool& pool : side.pools) {
    pool.name += "/" + part.name;
    pool.part = part.name;
    if (!pool.fleet.empty()) pool.fleet += "/" + part.name;
  }
  for (HostFleet& fleet : side.fleets) fleet.name += "/" + part.name;
  for (FargatePurchase& purchase : side.fargate) purchase.part = part.name;
}

PartSummary summary_of(const Part& part) {
  PartSummary summary{part.name, part.deployment, 0};
  for (const Service& service : part.workload.services) {
    if (!service.is_daemon) summary.tasks += peak_count(service.demand);
  }
  return summary;
}

template <typename Item>
void append(std::vector<Item>& all, std::vector<Item>& more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

DataPlaneFacts add_part(Estimate& result, Ledger& ledger, const Part& part, const EstimateOptions& options,
                        HostCatalogue& catalogue) {
  const std::size_t first_line = ledger.lines.size();
  Estimate side;
  side.deployment = part.deployment;
  DataPlaneFacts facts = add_data_plane(side, ledger, part.workload, options, catalogue);
  if (part.deployment.is_spot()) warn_of_single_copies(ledger, part.workload);
  for (HostPool& pool : side.pools) pool.deployment = part.deployment;
  if (!part.name.empty()) {
    name_part(part, side, ledger, first_line);
    result.parts.push_back(summary_of(part));
  }
  append(result.pools, side.pools);
  append(result.fleets, side.fleets);
  append(result.fargate, side.fargate);
  append(result.feasibility.findings, side.feasibility.findings);
  return facts;
}

void join(DataPlaneFacts& all, const DataPlaneFacts& more) {
  const auto both = [](const std::string& a, const std::string& b) {
    return a.empty() ? b : b.empty() ? a : a + " + " + b;
  };
  all.shared.public_address_hours += more.shared.public_address_hours;
  all.shared.public_address_derivation =
      both(all.shared.public_address_derivation, more.shared.public_address_derivation);
  all.shared.image_pull_gb += more.shared.image_pull_gb;
  all.shared.image_pull_derivation = both(all.shared.image_pull_derivation, more.shared.image_pull_derivation);
  all.labour.hosts += more.labour.hosts;
  all.labour.services = std::max(all.labour.services, more.labour.services);
}

}  // namespace

DataPlaneFacts add_parts(Estimate& result, Ledger& ledger, const std::vector<Part>& parts,
                         const EstimateOptions& options, HostCatalogue& catalogue) {
  EstimateOptions own = options;
  DataPlaneFacts facts;
  for (const Part& part : parts) {
    own.hosts.target_capacity_percent = part.target_capacity_percent;
    join(facts, add_part(result, ledger, part, own, catalogue));
    // A cluster has its services once, on the nodes of its first part.
    if (part.deployment.uses_hosts()) own.hosts.run_cluster_services = false;
  }
  facts.shared.deployment = result.deployment;
  return facts;
}

// Of parts of different kinds people look after each; a part that is like the whole takes the hours of the whole.
std::vector<Deployment> looked_after(const Deployment& deployment, const std::vector<Part>& parts) {
  if (deployment.data_plane != DataPlane::by_strategy) return {deployment};
  std::vector<Deployment> kinds;
  for (const Part& part : parts) {
    if (std::find(kinds.begin(), kinds.end(), part.deployment) == kinds.end()) kinds.push_back(part.deployment);
  }
  return kinds;
}

}  // namespace container_tco

#include "container_tco/batch/labour_shares.hpp"

namespace container_tco {
namespace {

Rational labour_of(const PriceBook& book, const EstimateOptions& options, const Deployment& deployment,
                   const LabourDriverCounts& counts) {
  Ledger ledger(book, options.region, options.period);
  add_labour_costs(ledger, {deployment}, counts, options.labour);
  return sum_costs(ledger.lines, ledger.currency()).amount();
}

// By how many services a line is shared. Ids read "labour/os_patching/fleet", "labour/os_patching/fleet/2" or, for
// stated hours, "labour/operations".
std::int64_t services_sharing(const LineItem& line, const FleetShare& share) {
  if (line.category == CostCategory::control_plane) return share.services_per_cluster;
  if (!line.is_labour()) return 1;
  std::string id = line.id;
  if (id.find_last_not_of("0123456789") == id.rfind('/')) id.resize(id.rfind('/'));
  const std::string driver = id.substr(id.rfind('/') + 1);
  if (driver == to_string(LabourDriver::cluster)) return share.services_per_cluster;
  const bool is_own = driver == to_string(LabourDriver::host) || driver == to_string(LabourDriver::service);
  return is_own ? 1 : share.services_per_fleet;
}

}  // namespace

Rational fixed_labour(const PriceBook& book, const EstimateOptions& options, const Deployment& deployment,
                      const FleetShare& share) {
  const auto driven_by = [&](const LabourDriverCounts& counts) { return labour_of(book, options, deployment, counts); };
  const Rational stated = driven_by({0, 0, 0, 0});
  if (!stated.is_zero()) return stated / Rational(share.services_per_fleet);
  return driven_by({1, 0, 0, 0}) / Rational(share.services_per_fleet) +
         driven_by({0, 1, 0, 0}) / Rational(share.services_per_cluster) + driven_by({0, 0, 0, 1});
}

RationalCosts shared_costs(const Estimate& estimate, const FleetShare& share) {
  RationalCosts sums;
  for (const LineItem& line : estimate.lines) {
    Rational& sum = line.is_labour() ? sums.labour : sums.infrastructure;
    sum += line.cost.amount() / Rational(services_sharing(line, share));
  }
  return sums;
}

}  // namespace container_tco

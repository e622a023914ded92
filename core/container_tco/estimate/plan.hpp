#pragma once
// Plans hosts for a list of items at the prices of a region: only the hosts, without a workload, load balancers or
// labour.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/estimate/options.hpp"
#include "container_tco/packing/packed_fleet.hpp"

namespace container_tco {

/// What a priced plan depends on besides items and prices.
struct PlanOptions {
  std::string region;  ///< "us-east-1"
  /// One with hosts: who runs the containers, who looks after the hosts, and how they are bought.
  Deployment deployment = {ControlPlane::eks, DataPlane::ec2};
  OperatingSystem operating_system = OperatingSystem::linux_os;
  /// That the images run on; an item may narrow it by a label "kubernetes.io/arch=arm64".
  std::vector<Architecture> architectures = {Architecture::x86_64};
  BillingPeriod period;
  CandidateFilter candidates;
  HostOptions setup;
  std::optional<Contract> contract = {};  ///< The user's own prices and discounts; list prices without.
  std::string as_of = {};  ///< ISO date whose fees for hosts that AWS looks after count; that of the prices when empty.
  /// Zones, minima, limits, search. Daemons are added to those that every host of the deployment runs, and limits of
  /// `groups` to its groups.
  FleetOptions fleet;
  std::vector<NodeGroup> groups = {};  ///< When the operating system has any, all its hosts are of these.
  /// There already: paid for, and filled before new ones. Where `by_zone` has more numbers than there are zones, these
  /// zones count too.
  std::vector<KeptHosts> kept_hosts = {};
};

/// Hosts and what they cost in the period: instances, fees for looking after them, disks.
struct PricedFleet {
  PlanOptions options;
  /// A weight is the cost of one host in the period in millionths of the currency, rounded down.
  PackedFleet fleet;
  std::vector<LineItem> lines;
  Currency currency = Currency::usd();
  /// No plan of these types that places all that fits costs less. Nothing when a price is missing.
  std::optional<Money> lower_bound;
  std::vector<Assumption> assumptions;
  std::vector<std::string> not_priced;
  std::vector<Gap> gaps;                   ///< Prices that are missing: no total is stated then.
  std::int64_t candidates_considered = 0;  ///< Types with a price that pass the filter.
  std::string price_book_version;
  std::string price_book_digest;

  /// All items have a host and all hosts a price.
  bool is_complete() const { return gaps.empty() && fleet.plan.is_complete(); }
  /// Of all lines. Throws InvalidInputError when a price is missing.
  Money total() const;
  /// (total − lower bound) / lower bound; nothing where `FleetPlan::gap` says nothing, or a price is missing.
  std::optional<Rational> gap() const;
};

/// The cheapest mix of instance types of the region for `items`. An item that fits nowhere is in the plan's `unplaced`
/// with the type that came closest.
///
/// Requests are rounded up as the control plane counts them: to whole CPU units and MiB on ECS, to millicores on EKS.
/// Labels that an item requires are those which hosts have of their own ("kubernetes.io/arch=arm64",
/// "node.kubernetes.io/instance-type=m7i.large") or of their group; no host has any other. Throws InvalidInputError for
/// a deployment without hosts, an unknown region, type or family, kept hosts of a group that is not there, options out
/// of range, and what `pack_fleet` refuses.
PricedFleet plan(const std::vector<FleetItem>& items, const PriceBook& book, const PlanOptions& options);

}  // namespace container_tco

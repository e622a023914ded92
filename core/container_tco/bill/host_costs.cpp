#include "container_tco/bill/host_costs.hpp"

#include <algorithm>

#include "container_tco/sizing/managed_hosts.hpp"

namespace container_tco::detail {
namespace {

bool is_in_period(const BillLine& line, const Bill& bill) {
  return std::any_of(bill.months.begin(), bill.months.end(),
                     [&](const BillMonth& month) { return month.name == line.month; });
}

bool is_fee_of(const BillLine& line, ControlPlane control_plane) {
  const bool is_eks = line.usage_type.find("EKS-Auto:") != std::string::npos;
  return line.role == BillRole::management_fee && is_eks == (control_plane == ControlPlane::eks);
}

/// Snapshots outlive hosts.
bool is_volume(const BillLine& line) {
  return line.role == BillRole::disk && line.usage_type.find("SnapshotUsage") == std::string::npos;
}

bool is_in(const BillLine& line, const std::string& region, const Bill& bill) {
  return line.region == region && is_in_period(line, bill);
}

std::string hours_text(const Rational& hours) {
  return (hours.exact_digits() ? hours.to_text() : hours.to_decimal(4, Rounding::half_up)) + " hours";
}

/// A fee is paid for each hour of an instance that AWS looks after. Where every instance of a region is known to be a
/// host, the hours say which hosts are most; elsewhere a fee alone must do.
void set_operator(HostCosts& costs, const Bill& bill, const std::string& region, ControlPlane control_plane,
                  bool has_other_instances) {
  Rational managed, all;
  for (const BillLine& line : bill.lines) {
    if (!line.unit || !is_in(line, region, bill)) continue;
    if (is_fee_of(line, control_plane)) managed += line.quantity;
    if (line.role == BillRole::instance) all += line.quantity;
  }
  costs.is_managed = managed > Rational(0) && (has_other_instances || managed + managed >= all);
  if (managed <= Rational(0) || managed >= all) return;
  costs.notes.push_back("the bill has fees of " + managed_hosts(control_plane).name + " for " + hours_text(managed) +
                        ", and " + hours_text(all) + " of instances in " + region +
                        ": the labour is that of hosts that " +
                        (costs.is_managed ? "AWS looks after" : "the team looks after") + ", for all of them");
}

}  // namespace

HostCosts host_costs(const Bill& bill, const std::string& region, ControlPlane control_plane, const Currency& currency,
                     bool shares_region) {
  HostCosts costs{Money::zero(currency), Money::zero(currency), false, {}};
  const auto& others = bill.regions_with_other_instances;
  const bool has_others = shares_region || std::find(others.begin(), others.end(), region) != others.end();
  set_operator(costs, bill, region, control_plane, has_others);
  for (const BillLine& line : bill.lines) {
    const bool fits = line.effective.currency() == currency && is_in(line, region, bill);
    if (fits && is_fee_of(line, control_plane)) costs.fees += line.effective;
    if (fits && is_volume(line)) costs.disks += line.effective;
  }
  if (costs.disks.amount().is_zero()) return costs;
  if (!has_others) {
    costs.notes.push_back("all EBS volumes of " + region +
                          " count as disks of its hosts: the bill has no other instances there");
    return costs;
  }
  costs.disks = Money::zero(currency);
  costs.notes.push_back("EBS volumes of " + region + " are in no amount of its hosts: " +
                        "other instances ran there, too, and the bill does not say whose they are");
  return costs;
}

}  // namespace container_tco::detail

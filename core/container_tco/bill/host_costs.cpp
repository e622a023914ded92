#include "container_tco/bill/host_costs.hpp"

#include <algorithm>

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

}  // namespace

HostCosts host_costs(const Bill& bill, const std::string& region, ControlPlane control_plane, const Currency& currency,
                     bool shares_region) {
  HostCosts costs{Money::zero(currency), Money::zero(currency), {}};
  for (const BillLine& line : bill.lines) {
    const bool fits = line.region == region && line.effective.currency() == currency && is_in_period(line, bill);
    if (fits && is_fee_of(line, control_plane)) costs.fees += line.effective;
    if (fits && is_volume(line)) costs.disks += line.effective;
  }
  if (costs.disks.amount().is_zero()) return costs;
  const auto& others = bill.regions_with_other_instances;
  if (!shares_region && std::find(others.begin(), others.end(), region) == others.end()) {
    costs.notes.push_back("all EBS volumes of " + region +
                          " count as disks of its hosts: " + "the bill has no other instances there");
    return costs;
  }
  costs.disks = Money::zero(currency);
  costs.notes.push_back("EBS volumes of " + region + " are in no amount of its hosts: " +
                        "other instances ran there, too, and the bill does not say whose they are");
  return costs;
}

}  // namespace container_tco::detail

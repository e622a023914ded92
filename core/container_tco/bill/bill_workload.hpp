#pragma once
// Measured usage as a workload, which any deployment can be priced for: what would it have cost on the other side?

#include <string>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/quantity/billing_period.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The services of one region and control plane that ran on Fargate (also as Spot), or on hosts.
struct BillWorkload {
  std::string region;
  bool ran_on_hosts = false;
  HostOperator host_operator = HostOperator::team;  ///< Whose labour its hosts take: AWS where it bills its fee.
  ControlPlane control_plane = ControlPlane::ecs;
  BillingPeriod period;     ///< The calendar month when the bill covers one, else the hours of its months.
  std::string period_text;  ///< "2026-02, 2026-03 (1416 h)"
  Workload workload;        ///< With what was assumed.
  Money billed = Money::zero(Currency::usd());      ///< What the services cost; on hosts zero.
  Money effective = Money::zero(Currency::usd());   ///< On hosts their split cost with its share of what stood unused.
  Money host_fees = Money::zero(Currency::usd());   ///< Of ECS Managed Instances or EKS Auto Mode; zero on Fargate.
  Money host_disks = Money::zero(Currency::usd());  ///< EBS volumes of the hosts as far as known; zero on Fargate.
  std::vector<std::string> notes;                   ///< What `actual` has, and what not.
  std::vector<std::string> left_out;                ///< Services that cannot be priced, and why.

  /// What tasks cost where they ran: effective + host_fees + host_disks. Without control plane, which both sides share.
  Money actual() const { return effective + host_fees + host_disks; }
  /// Where they ran, and the other side.
  Deployment ran_on() const;
  Deployment other_side() const;
};

/// One workload for each region, plane and control plane; none when no service was recognised. Throws InvalidInputError
/// when the bill does not say when the usage was.
std::vector<BillWorkload> bill_workloads(const Bill& bill);

}  // namespace container_tco

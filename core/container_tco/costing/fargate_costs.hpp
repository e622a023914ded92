#pragma once
// What Fargate charges for tasks (rule F13): vCPU, memory, licence and storage, per billed second.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/sizing/fargate_size.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// A service as it is bought on Fargate.
struct FargatePurchase {
  std::string service;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  FargateTask task;
  std::int64_t tasks = 0;  ///< At one time at the most.
  Rational task_hours;     ///< Billed in the period.
  std::string derivation;  ///< "6 tasks × 730 h"
  Resources requested;     ///< Of one task, before sidecars, overhead and rounding.
  Purchase purchase = Purchase::on_demand;
  std::string part = {};        ///< Of the estimate, when only some of the tasks are bought this way.
  Rational running_hours = {};  ///< Of `task_hours`, those in which tasks run: the rest is the billed minimum.
};

/// Hours that `demand` is billed for on Fargate in `period`, and how they came about.
struct TaskHours {
  Rational hours;
  std::string derivation;
  Rational running = {};  ///< Before seconds are rounded up, and without the billed minimum.
};
TaskHours fargate_task_hours(const Demand& demand, OperatingSystem operating_system, const BillingPeriod& period);

/// The rates by which sizes are chosen: those of the contract, if there is one; of Spot what was observed. Throws
/// PriceNotFoundError.
FargateRates fargate_rates(const PriceBook& book, const std::string& region, ControlPlane control_plane,
                           OperatingSystem operating_system, Architecture architecture,
                           const Contract* contract = nullptr, Purchase purchase = Purchase::on_demand);

void add_fargate_costs(Ledger& ledger, ControlPlane control_plane, const std::vector<FargatePurchase>& purchases);

}  // namespace container_tco

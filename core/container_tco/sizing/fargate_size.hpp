#pragma once
// From what a task asks for to the Fargate size that is bought (rules F1–F4, K9–K12, K16).

#include <optional>
#include <string>
#include <vector>

#include "container_tco/quantity/money.hpp"
#include "container_tco/sizing/capacity.hpp"
#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What one hour of one vCPU, one GiB and, on Windows, one vCPU's licence cost: only to choose the cheapest fitting
/// size.
struct FargateRates {
  Money vcpu_hour;
  Money gib_hour;
  std::optional<Money> licence_vcpu_hour;
};

/// A size that Fargate sells.
struct FargateSize {
  std::int64_t cpu_units = 0;
  std::int64_t memory_mib = 0;
  Rational vcpu() const { return Rational::ratio(cpu_units, 1024); }
  Rational gib() const { return Rational::ratio(memory_mib, 1024); }
  Resources amount() const { return {Cpu::from_units(cpu_units), Bytes::from_mib(memory_mib), 0}; }
  friend bool operator==(const FargateSize&, const FargateSize&) = default;
};

std::string to_string(const FargateSize& size);  ///< "0.5 vCPU / 1 GB"

/// What a task of `size` costs an hour; on Windows `rates` must have a licence.
Money hourly_cost(const FargateSize& size, OperatingSystem operating_system, const FargateRates& rates);

/// Every size sold for `operating_system` under `control_plane`, by CPU, then memory (table: fargate_sizes.json).
std::vector<FargateSize> fargate_sizes(OperatingSystem operating_system, ControlPlane control_plane);

/// A task as it is bought on Fargate.
struct FargateTask {
  FargateSize size;
  /// The request, the sidecars, the platform's overhead, and the rounding that together make `size`.
  std::vector<CapacityPart> parts;
  Bytes ephemeral_storage;         ///< Provisioned.
  Bytes billed_ephemeral_storage;  ///< Above the 20 GiB that come with every task (rule F10).
};

/// The cheapest size at `rates` that holds the task with `sidecars`; of equally dear ones the smaller.
/// Throws InfeasibleError when none does.
FargateTask size_fargate_task(const Task& task, ControlPlane control_plane, const FargateRates& rates,
                              const std::vector<CapacityPart>& sidecars = {});

/// Seconds billed for a run of `seconds`: rounded up, at least the platform's minimum (rules F11, F12).
std::int64_t fargate_billed_seconds(const Rational& seconds, OperatingSystem operating_system);

}  // namespace container_tco

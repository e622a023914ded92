#include "container_tco/sizing/fargate_size.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_rules.hpp"
#include "container_tco/sizing/fargate_storage.hpp"

namespace container_tco {
namespace {

std::string platform_name(OperatingSystem operating_system, ControlPlane control_plane) {
  return (control_plane == ControlPlane::ecs ? "ecs/" : "eks/") + to_string(operating_system);
}

void require_licence_rate(const Task& task, const FargateRates& rates) {
  if (task.operating_system != OperatingSystem::windows_os || rates.licence_vcpu_hour) return;
  throw InvalidInputError("licence_vcpu_hour", "nothing", "the licence price of a Windows vCPU",
                          "Windows tasks on Fargate are billed for it (rule F17)");
}

std::string describe(const Resources& need) {
  return need.cpu.vcpu().rounded(3, Rounding::half_up).to_text() + " vCPU and " +
         need.memory.gib().rounded(3, Rounding::half_up).to_text() + " GiB";
}

std::vector<CapacityPart> needed_parts(const Task& task, ControlPlane control_plane,
                                       const std::vector<CapacityPart>& sidecars) {
  std::vector<CapacityPart> parts = {{"requested", task.fargate_request, "rules F6, K9", CapacityPartKind::requested}};
  for (CapacityPart sidecar : sidecars) {
    sidecar.kind = CapacityPartKind::sidecar;
    parts.push_back(std::move(sidecar));
  }
  if (control_plane == ControlPlane::eks) {
    const FargatePodOverhead& overhead = fargate_rules().pod_overhead;
    parts.push_back({"pod overhead", {Cpu(), overhead.memory, 0}, overhead.source});
  }
  return parts;
}

std::vector<std::string> reasons_against(const Task& task, ControlPlane control_plane, const Resources& need) {
  std::vector<std::string> reasons;
  if (need.gpu_count > 0 || task.request.gpu_count > 0) reasons.push_back("Fargate has no GPUs (rule X20)");
  const bool is_windows = task.operating_system == OperatingSystem::windows_os;
  if (task.architecture == Architecture::arm64 && (is_windows || control_plane == ControlPlane::eks)) {
    reasons.push_back("Arm tasks run on Linux under ECS only (rule F5)");
  }
  if (is_windows && control_plane == ControlPlane::eks) reasons.push_back("EKS on Fargate runs Linux only (rule F5)");
  return reasons;
}

std::optional<FargateSize> cheapest_size(const Resources& need, const Task& task, ControlPlane control_plane,
                                         const FargateRates& rates) {
  std::optional<FargateSize> best;
  std::optional<Money> best_cost;
  std::int64_t cpu_seen = 0;
  // Sizes come in ascending order, so that of equal costs the first is the smaller. Of one CPU size only the least
  // memory that fits is priced: more of it never costs less.
  for (const FargateSize& size : fargate_sizes(task.operating_system, control_plane)) {
    if (size.cpu_units == cpu_seen || !fits(need, size.amount())) continue;
    cpu_seen = size.cpu_units;
    const Money cost = hourly_cost(size, task.operating_system, rates);
    if (best_cost && !(cost < *best_cost)) continue;
    best = size;
    best_cost = cost;
  }
  return best;
}

}  // namespace

std::string to_string(const FargateSize& size) {
  return size.vcpu().to_text() + " vCPU / " + size.gib().to_text() + " GB";
}

Money hourly_cost(const FargateSize& size, OperatingSystem operating_system, const FargateRates& rates) {
  Money cost = rates.vcpu_hour * size.vcpu() + rates.gib_hour * size.gib();
  if (operating_system == OperatingSystem::windows_os) cost += rates.licence_vcpu_hour.value() * size.vcpu();
  return cost;
}

std::vector<FargateSize> fargate_sizes(OperatingSystem operating_system, ControlPlane control_plane) {
  const std::string platform = platform_name(operating_system, control_plane);
  std::vector<FargateSize> sizes;
  for (const FargateSizeRow& row : fargate_rules().sizes) {
    if (std::find(row.platforms.begin(), row.platforms.end(), platform) == row.platforms.end()) continue;
    for (std::int64_t memory : row.memory_mib) sizes.push_back({row.cpu_units, memory});
  }
  return sizes;
}

FargateTask size_fargate_task(const Task& task, ControlPlane control_plane, const FargateRates& rates,
                              const std::vector<CapacityPart>& sidecars) {
  require_licence_rate(task, rates);
  FargateTask sized;
  sized.parts = needed_parts(task, control_plane, sidecars);
  const Resources need = sum(sized.parts);
  std::vector<std::string> reasons = reasons_against(task, control_plane, need);
  const std::optional<FargateSize> size =
      reasons.empty() ? cheapest_size(need, task, control_plane, rates) : std::nullopt;
  if (!size) {
    if (reasons.empty()) reasons.push_back("no Fargate size holds it (rules F1, F3)");
    throw InfeasibleError("a Fargate task of " + describe(need), reasons);
  }
  sized.size = *size;
  const Resources rounding = size->amount() - need;
  if (rounding != Resources())
    sized.parts.push_back({"rounding up to a Fargate size", rounding, "rules F1, F3", CapacityPartKind::rounding});
  const FargateStorage storage = fargate_storage(task.ephemeral_storage, control_plane);
  sized.ephemeral_storage = storage.provisioned;
  sized.billed_ephemeral_storage = storage.billed;
  return sized;
}

std::int64_t fargate_billed_seconds(const Rational& seconds, OperatingSystem operating_system) {
  if (seconds.is_negative())
    throw InvalidInputError("seconds", seconds.to_text(), "a duration of zero or more seconds");
  const bool is_linux = operating_system == OperatingSystem::linux_os;
  const FargateRules& rules = fargate_rules();
  return std::max(seconds.ceil(), is_linux ? rules.minimum_billed_seconds_linux : rules.minimum_billed_seconds_windows);
}

}  // namespace container_tco

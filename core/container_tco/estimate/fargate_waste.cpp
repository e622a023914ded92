#include "container_tco/estimate/waste_parts.hpp"

namespace container_tco::detail {
namespace {

// Which use a named part of a size is. Everything between the request and the rounding is a sidecar or the platform's.
struct SizeParts {
  Resources requested;
  Resources rounding;
  std::vector<CapacityPart> sidecars;
  std::vector<CapacityPart> overhead;
};

SizeParts sort_parts(const FargateTask& task) {
  SizeParts sorted;
  for (const CapacityPart& part : task.parts) {
    switch (part.kind) {
      case CapacityPartKind::requested:
        sorted.requested = sorted.requested + part.amount;
        break;
      case CapacityPartKind::sidecar:
        sorted.sidecars.push_back(part);
        break;
      case CapacityPartKind::overhead:
        sorted.overhead.push_back(part);
        break;
      case CapacityPartKind::rounding:
        sorted.rounding = sorted.rounding + part.amount;
        break;
    }
  }
  return sorted;
}

}  // namespace

FargateWasteCost waste_of_purchase(const FargatePurchase& purchase, const ComputeCost& cost,
                                   const BillingPeriod& period) {
  const Resources billed = purchase.task.size.amount();
  const SizeParts parts = sort_parts(purchase.task);
  const Rational billed_tasks = purchase.task_hours / period.hours();
  const Rational running_tasks = purchase.running_hours / period.hours();
  const ResourceAmounts bought = exact_amounts(billed) * billed_tasks;
  const auto cost_of = [&](const ResourceAmounts& amount) {
    Money money = Money::zero(cost.vcpu.currency());
    if (!bought.vcpu.is_zero()) money += cost.vcpu * (amount.vcpu / bought.vcpu);
    if (!bought.memory_gib.is_zero()) money += cost.memory * (amount.memory_gib / bought.memory_gib);
    return money;
  };
  FargateWaste waste{.service = purchase.service,
                     .part = purchase.part,
                     .tasks = purchase.tasks,
                     .requested = parts.requested,
                     .billed = billed,
                     .rounding = parts.rounding,
                     .rounding_cost_per_task = cost_of(exact_amounts(parts.rounding)),
                     .bought = bought,
                     .cost = cost.sum(),
                     .shares = {}};
  const auto add = [&](CapacityUse use, const std::string& name, const ResourceAmounts& amount,
                       const std::string& source) {
    if (!amount.is_zero()) waste.shares.push_back({use, name, amount, cost_of(amount), source});
  };
  add(CapacityUse::used, "used", exact_amounts(parts.requested) * running_tasks, "requested by tasks that run");
  for (const CapacityPart& part : parts.sidecars) {
    add(CapacityUse::daemons, part.name, exact_amounts(part.amount) * running_tasks, part.source);
  }
  for (const CapacityPart& part : parts.overhead) {
    add(CapacityUse::overhead, part.name, exact_amounts(part.amount) * running_tasks, part.source);
  }
  add(CapacityUse::rounding, "rounding", exact_amounts(parts.rounding) * running_tasks, "rules F1, F3");
  add(CapacityUse::billed_minimum, "billed minimum", exact_amounts(billed) * (billed_tasks - running_tasks),
      "rules F11, F12, F16");
  return {std::move(waste), cost};
}

}  // namespace container_tco::detail

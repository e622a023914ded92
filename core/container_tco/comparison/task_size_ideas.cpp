#include <algorithm>
#include <optional>

#include "container_tco/comparison/request_cut.hpp"
#include "container_tco/comparison/variant_ideas.hpp"

namespace container_tco::detail {
namespace {

// A smaller size, and what a task must do without to fit it.
struct Cut {
  FargateSize size;
  Resources amount;
  Rational fraction;  // Of the request, the larger of both resources.
};

Resources needed_by(const FargateTask& task) {
  Resources need;
  for (const CapacityPart& part : task.parts) {
    if (part.kind != CapacityPartKind::rounding) need = need + part.amount;
  }
  return need;
}

Cut cut_to(const FargateSize& size, const Resources& need, const Resources& request) {
  const Resources room = size.amount();
  const Resources amount{std::max(need.cpu - room.cpu, Cpu()), std::max(need.memory - room.memory, Bytes()), 0};
  return {size, amount, share_of_request(amount, request)};
}

// The cheaper size that asks for the least cut; of equal cuts the cheapest size.
std::optional<Cut> least_cut(const VariantBase& base, const FargatePurchase& purchase, const Task& task) {
  const ControlPlane control_plane = base.now.deployment.control_plane;
  const FargateRates rates =
      fargate_rates(base.book, base.options.region, control_plane, purchase.operating_system, purchase.architecture,
                    base.options.contract ? &*base.options.contract : nullptr, purchase.purchase);
  const Resources need = needed_by(purchase.task);
  const auto hourly = [&](const FargateSize& size) { return hourly_cost(size, purchase.operating_system, rates); };
  const Money paid = hourly(purchase.task.size);
  std::optional<Cut> best;
  for (const FargateSize& size : fargate_sizes(purchase.operating_system, control_plane)) {
    if (!(hourly(size) < paid)) continue;
    const Cut cut = cut_to(size, need, task.fargate_request);
    const bool is_better =
        !best || cut.fraction < best->fraction || (cut.fraction == best->fraction && hourly(size) < hourly(best->size));
    if (is_better) best = cut;
  }
  return best;
}

}  // namespace

std::vector<VariantIdea> smaller_task_ideas(const VariantBase& base, const Rational& most_cut) {
  std::vector<VariantIdea> ideas;
  for (const FargatePurchase& purchase : base.now.fargate) {
    const Service* service = find_service(base, purchase.service);
    if (service == nullptr) continue;
    const std::optional<Cut> cut = least_cut(base, purchase, service->task);
    if (!cut || cut->fraction > most_cut) continue;
    const std::string id = "smaller_task/" + purchase.service;  // Bought in several parts, it is cut once.
    if (std::any_of(ideas.begin(), ideas.end(), [&](const VariantIdea& known) { return known.id == id; })) continue;
    ideas.push_back(smaller_request_idea(
        base, *service, id,
        purchase.service + " is bought as " + to_string(cut->size) + " instead of " + to_string(purchase.task.size),
        &Task::fargate_request, cut->amount));
  }
  return ideas;
}

}  // namespace container_tco::detail

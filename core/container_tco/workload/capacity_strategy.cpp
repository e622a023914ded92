#include "container_tco/workload/capacity_strategy.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/workload/input_limits.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_providers = 20;

bool is_fargate(CapacityKind kind) { return kind == CapacityKind::fargate || kind == CapacityKind::fargate_spot; }

void check_numbers(const std::vector<CapacityShare>& strategy, const std::string& field) {
  std::int64_t with_base = 0;
  std::int64_t weights = 0;
  for (const CapacityShare& share : strategy) {
    const std::string whose = field + " '" + printable(share.provider) + "' ";
    require_range(whose + "base", share.base, 0, max_strategy_base);
    require_range(whose + "weight", share.weight, 0, max_strategy_weight);
    if (share.target_capacity_percent) require_range(whose + "target capacity", *share.target_capacity_percent, 1, 100);
    with_base += share.base > 0 ? 1 : 0;
    weights += share.weight;
  }
  if (with_base > 1) {
    throw InvalidInputError(field, std::to_string(with_base) + " providers with a base",
                            "at most one provider with a base");
  }
  if (weights == 0 && strategy.size() > 1) {
    throw InvalidInputError(field, "weights that are all 0", "at least one weight above 0",
                            "ECS places tasks beyond the base by weight");
  }
}

void check_kinds(const std::vector<CapacityShare>& strategy, const std::string& field) {
  const CapacityShare& first = strategy.front();
  for (const CapacityShare& share : strategy) {
    const bool is_same = share.kind == first.kind || (is_fargate(share.kind) && is_fargate(first.kind));
    if (is_same) continue;
    throw InvalidInputError(
        field,
        "'" + printable(first.provider) + "' (" + to_string(first.kind) + ") beside '" + printable(share.provider) +
            "' (" + to_string(share.kind) + ")",
        "providers of one kind: Fargate and Fargate Spot, Auto Scaling groups, or Managed Instances",
        "ECS refuses such a mix in one strategy; describe two services");
  }
}

}  // namespace

std::string to_string(CapacityKind kind) {
  switch (kind) {
    case CapacityKind::fargate:
      return "fargate";
    case CapacityKind::fargate_spot:
      return "fargate_spot";
    case CapacityKind::auto_scaling_group:
      return "auto_scaling_group";
    case CapacityKind::managed_instances:
      return "managed_instances";
  }
  throw InternalError("a kind of capacity without a name");
}

std::vector<std::int64_t> split_by_strategy(const std::vector<CapacityShare>& strategy, std::int64_t count) {
  validate_strategy(strategy, "capacity provider strategy");
  require_range("count", count, 0, max_count);
  std::vector<std::int64_t> tasks;
  std::int64_t rest = count;
  std::int64_t weights = 0;
  for (const CapacityShare& share : strategy) {
    tasks.push_back(std::min(share.base, rest));
    rest -= tasks.back();
    weights += share.weight;
  }
  if (strategy.empty() || rest == 0) return tasks;
  if (weights == 0) {  // A sole provider without a weight.
    tasks.front() += rest;
    return tasks;
  }
  std::vector<std::size_t> by_remainder(strategy.size());
  std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
  const auto remainder = [&](std::size_t i) { return rest * strategy[i].weight % weights; };
  std::stable_sort(by_remainder.begin(), by_remainder.end(),
                   [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
  std::int64_t left = rest;
  for (std::size_t i = 0; i < strategy.size(); ++i) {
    const std::int64_t whole = rest * strategy[i].weight / weights;
    tasks[i] += whole;
    left -= whole;
  }
  for (std::int64_t i = 0; i < left; ++i) ++tasks[by_remainder[static_cast<std::size_t>(i)]];
  return tasks;
}

void validate_strategy(const std::vector<CapacityShare>& strategy, const std::string& field) {
  if (strategy.empty()) return;
  if (strategy.size() > max_providers) {
    throw InvalidInputError(field, std::to_string(strategy.size()) + " providers", "at most 20 providers");
  }
  std::set<std::string> names;
  for (const CapacityShare& share : strategy) {
    if (!names.insert(share.provider).second) throw InvalidInputError(field, share.provider, "each provider once");
  }
  check_numbers(strategy, field);
  check_kinds(strategy, field);
}

}  // namespace container_tco

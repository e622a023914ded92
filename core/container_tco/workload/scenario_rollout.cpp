#include "container_tco/workload/scenario_rollout.hpp"

#include <optional>

#include "container_tco/workload/input_limits.hpp"
#include "container_tco/workload/kubernetes_rollout.hpp"

namespace container_tco {
namespace {

RolloutStrategy read_strategy(const JsonCursor& cursor) {
  for (const RolloutStrategy strategy :
       {RolloutStrategy::rolling, RolloutStrategy::blue_green, RolloutStrategy::recreate}) {
    if (cursor.text() == to_string(strategy)) return strategy;
  }
  cursor.fail("rolling, blue_green or recreate");
}

void refuse_both(const JsonCursor& cursor, const char* one, const char* other) {
  if (!cursor.has(one) || !cursor.has(other)) return;
  throw ParseError(cursor.location(), "either '" + std::string(one) + "' or '" + other + "'", "both",
                   "The first is how ECS says it, the second how Kubernetes does");
}

CapacityKind kind_named(const std::string& provider) {
  if (provider == "FARGATE") return CapacityKind::fargate;
  return provider == "FARGATE_SPOT" ? CapacityKind::fargate_spot : CapacityKind::auto_scaling_group;
}

CapacityKind read_kind(const JsonCursor& cursor) {
  for (const CapacityKind kind : {CapacityKind::fargate, CapacityKind::fargate_spot, CapacityKind::auto_scaling_group,
                                  CapacityKind::managed_instances}) {
    if (cursor.text() == to_string(kind)) return kind;
  }
  cursor.fail("fargate, fargate_spot, auto_scaling_group or managed_instances");
}

CapacityShare read_share(const JsonCursor& item) {
  item.expect_only({"provider", "kind", "is_spot", "base", "weight", "target_capacity_percent"});
  CapacityShare share;
  share.provider = item.at("provider").text();
  if (share.provider.empty()) item.at("provider").fail("the name of a capacity provider");
  const std::optional<JsonCursor> kind = item.find("kind");
  share.kind = kind ? read_kind(*kind) : kind_named(share.provider);
  share.is_spot = item.optional_boolean("is_spot").value_or(share.kind == CapacityKind::fargate_spot);
  share.base = item.optional_integer("base", 0, max_strategy_base).value_or(0);
  share.weight = item.optional_integer("weight", 0, max_strategy_weight).value_or(0);
  share.target_capacity_percent = item.optional_integer("target_capacity_percent", 1, 100);
  return share;
}

}  // namespace

void read_scenario_rollout(const JsonCursor& cursor, Rollout& rollout) {
  cursor.expect_only(
      {"strategy", "maximum_percent", "max_surge", "minimum_healthy_percent", "max_unavailable", "bake_minutes"});
  refuse_both(cursor, "maximum_percent", "max_surge");
  refuse_both(cursor, "minimum_healthy_percent", "max_unavailable");
  if (const auto strategy = cursor.find("strategy")) rollout.strategy = read_strategy(*strategy);
  if (const auto maximum = cursor.optional_integer("maximum_percent", 100, max_rollout_percent)) {
    rollout.surge = {*maximum - 100, true, false};
  }
  if (const auto minimum = cursor.optional_integer("minimum_healthy_percent", 0, 100)) {
    rollout.unavailable = {100 - *minimum, true, false};
  }
  if (const auto surge = cursor.find("max_surge")) rollout.surge = read_copy_share(*surge, true);
  if (const auto unavailable = cursor.find("max_unavailable"))
    rollout.unavailable = read_copy_share(*unavailable, false);
  if (const auto minutes = cursor.optional_integer("bake_minutes", 0, max_bake_minutes)) rollout.bake_minutes = minutes;
  rollout.is_default = false;
}

std::vector<CapacityShare> read_scenario_capacity(const JsonCursor& list) {
  std::vector<CapacityShare> strategy;
  for (const JsonCursor& item : list.items()) strategy.push_back(read_share(item));
  try {
    validate_strategy(strategy, "capacity_strategy");
  } catch (const InvalidInputError& error) {
    throw ParseError(list.location(), error.allowed(), error.value(),
                     "ECS refuses such a strategy. Correct it, or give the tasks to several services");
  }
  return strategy;
}

}  // namespace container_tco

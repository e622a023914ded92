#include "container_tco/workload/ecs_rollout.hpp"

#include <algorithm>

#include "container_tco/workload/input_limits.hpp"

namespace container_tco {
namespace {

// A controller of its own starts a second task set (CodeDeploy, and whoever drives an external one).
bool has_own_controller(const JsonCursor& service) {
  const std::optional<JsonCursor> controller = service.find("deploymentController");
  const std::optional<JsonCursor> type = controller ? controller->find("type") : std::nullopt;
  if (!type || type->text().empty() || type->text() == "ECS") return false;
  if (type->text() == "CODE_DEPLOY" || type->text() == "EXTERNAL") return true;
  type->fail("ECS, CODE_DEPLOY or EXTERNAL");
}

RolloutStrategy read_ecs_strategy(const JsonCursor& configuration) {
  const std::optional<JsonCursor> strategy = configuration.find("strategy");
  if (!strategy || strategy->text().empty() || strategy->text() == "ROLLING") return RolloutStrategy::rolling;
  for (const char* name : {"BLUE_GREEN", "LINEAR", "CANARY"}) {
    if (strategy->text() == name) return RolloutStrategy::blue_green;
  }
  strategy->fail("ROLLING, BLUE_GREEN, LINEAR or CANARY");
}

}  // namespace

Rollout read_ecs_rollout(const JsonCursor& service, bool is_daemon) {
  Rollout rollout;
  if (is_daemon) {  // One task a host: the old one stops before the new one starts.
    rollout.surge = {0, true, false};
    rollout.unavailable = {100, true, false};
  }
  if (has_own_controller(service)) {
    rollout.strategy = RolloutStrategy::blue_green;
    rollout.is_default = false;
  }
  const std::optional<JsonCursor> configuration = service.find("deploymentConfiguration");
  if (!configuration) return rollout;
  if (rollout.strategy == RolloutStrategy::rolling) rollout.strategy = read_ecs_strategy(*configuration);
  // A zero means "not given", as in the skeletons that the AWS command line prints.
  const std::int64_t maximum = configuration->optional_integer("maximumPercent", 0, max_rollout_percent).value_or(0);
  const auto minimum = configuration->optional_integer("minimumHealthyPercent", 0, 100);
  if (maximum > 0 && !is_daemon) rollout.surge.amount = std::max<std::int64_t>(maximum - 100, 0);
  if (minimum) rollout.unavailable.amount = 100 - *minimum;
  rollout.bake_minutes = configuration->optional_integer("bakeTimeInMinutes", 0, max_bake_minutes);
  const bool is_rolling = rollout.strategy == RolloutStrategy::rolling;
  rollout.is_default = is_rolling && maximum == 0 && !minimum && !is_daemon;
  return rollout;
}

}  // namespace container_tco

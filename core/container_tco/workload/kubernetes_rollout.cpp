#include "container_tco/workload/kubernetes_rollout.hpp"

#include "container_tco/workload/kubernetes_quantity.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_copies = 10000000;
constexpr const char* expected_share = "a number of pods such as 1, or a percentage such as \"25%\"";

}  // namespace

CopyShare read_copy_share(const JsonCursor& cursor, bool rounds_up) {
  refuse_placeholder(cursor);
  if (cursor.value().is_number()) return {cursor.integer(0, max_copies), false, false};
  const std::string& text = cursor.text();
  const bool is_percent = text.size() >= 2 && text.size() <= 6 && text.back() == '%' &&
                          text.find_first_not_of("0123456789") == text.size() - 1;
  if (!is_percent) cursor.fail(expected_share);
  return {std::stoll(text), true, rounds_up};
}

namespace {

struct Defaults {
  CopyShare surge;
  CopyShare unavailable;
};

// The numbers stand in `rollingUpdate`, and in `rollingParams` of OpenShift's DeploymentConfig.
Rollout read_rolling(const std::optional<JsonCursor>& strategy, const Defaults& defaults) {
  Rollout rollout{RolloutStrategy::rolling, defaults.surge, defaults.unavailable, std::nullopt, true};
  std::optional<JsonCursor> numbers = strategy ? strategy->find("rollingUpdate") : std::nullopt;
  if (strategy && !numbers) numbers = strategy->find("rollingParams");
  if (!numbers) return rollout;
  if (const auto surge = numbers->find("maxSurge")) {
    rollout.surge = read_copy_share(*surge, true);
    rollout.is_default = false;
  }
  if (const auto unavailable = numbers->find("maxUnavailable")) {
    rollout.unavailable = read_copy_share(*unavailable, false);
    rollout.is_default = false;
  }
  if (rollout.surge.amount == 0 && rollout.unavailable.amount == 0) {
    throw ParseError(numbers->location(), "maxSurge or maxUnavailable above 0", "neither",
                     "Kubernetes refuses an update that may neither start nor stop a pod");
  }
  return rollout;
}

Rollout recreate() { return {RolloutStrategy::recreate, {}, {100, true, false}, std::nullopt, false}; }

}  // namespace

Rollout read_kubernetes_rollout(const std::string& kind, const JsonCursor& spec) {
  const bool is_deployment = kind == "Deployment" || kind == "DeploymentConfig";
  const bool is_one_by_one = kind == "StatefulSet" || kind == "DaemonSet";
  if (!is_deployment && !is_one_by_one) return recreate();
  const std::optional<JsonCursor> strategy = spec.find(is_deployment ? "strategy" : "updateStrategy");
  const std::string type = strategy ? strategy->optional_text("type").value_or("") : "";
  if (type == (is_deployment ? "Recreate" : "OnDelete")) return recreate();
  if (is_deployment) return read_rolling(strategy, {{25, true, true}, {25, true, false}});
  Rollout rollout = read_rolling(strategy, {{0, false, false}, {1, false, false}});
  rollout.is_default = false;  // Nothing is assumed about copies on top.
  return rollout;
}

}  // namespace container_tco

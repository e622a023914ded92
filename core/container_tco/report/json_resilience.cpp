#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {
namespace {}  // namespace

JsonValue resilience_options_json(const ResilienceOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("survive_zone_loss", JsonValue::boolean(options.survive_zone_loss));
  json.add_member("rollout_capacity", JsonValue::string(to_string(options.rollout_capacity)));
  json.add_member("rollouts_at_once", JsonValue::boolean(options.rollouts_at_once));
  add_optional(json, "rollout_minutes", options.rollout_minutes);
  add_optional(json, "host_minutes", options.host_minutes);
  add_optional(json, "host_replacements_per_month", options.host_replacements_per_month);
  add_optional(json, "replacement_minutes", options.replacement_minutes);
  return json;
}

JsonValue resilience_json(const Estimate& estimate) {
  const Resilience& resilience = estimate.resilience;
  JsonValue json = JsonValue::object();
  json.add_member("availability_target", JsonValue::string(resilience.availability_target));
  json.add_member("cost", exact_json(estimate.resilience_cost()));
  json.add_member("zone_loss_tasks", JsonValue::integer(resilience.zone_loss_tasks));
  json.add_member("zone_loss_hosts", JsonValue::integer(resilience.zone_loss_hosts));
  json.add_member("zone_loss_cost", exact_json(resilience.zone_loss_cost));
  json.add_member("rollout_task_hours", exact_json(resilience.rollout_task_hours));
  json.add_member("rollout_hosts", JsonValue::integer(resilience.rollout_hosts));
  json.add_member("rollout_host_hours", exact_json(resilience.rollout_host_hours));
  json.add_member("replacement_host_hours", exact_json(resilience.replacement_host_hours));
  json.add_member("fargate_peak_vcpu",
                  resilience.fargate_peak_vcpu ? exact_json(*resilience.fargate_peak_vcpu) : JsonValue());
  return json;
}

}  // namespace container_tco::detail

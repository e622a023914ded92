#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {
namespace {

void add_integer(JsonValue& json, const char* name, const std::optional<std::int64_t>& number) {
  if (number) json.add_member(name, JsonValue::integer(*number));
}

JsonValue setup_json(const HostOptions& setup) {
  JsonValue json = JsonValue::object();
  add_optional(json, "memory_overhead_fraction", setup.memory_overhead_fraction);
  json.add_member("ecs_reserved_memory_mib", JsonValue::integer(setup.ecs_reserved_memory_mib));
  json.add_member("eni_trunking", JsonValue::boolean(setup.eni_trunking));
  json.add_member("prefix_delegation", JsonValue::boolean(setup.prefix_delegation));
  json.add_member("custom_networking", JsonValue::boolean(setup.custom_networking));
  add_integer(json, "max_pods", setup.max_pods);
  add_integer(json, "root_disk_gib", setup.root_disk_gib);
  add_integer(json, "managed_volume_gib", setup.managed_volume_gib);
  return json;
}

JsonValue hosts_json(const HostPlanOptions& hosts) {
  JsonValue json = JsonValue::object();
  json.add_member("instance_types", text_list_json(hosts.candidates.instance_types));
  json.add_member("families", text_list_json(hosts.candidates.families));
  json.add_member("exclude", text_list_json(hosts.candidates.exclude));
  json.add_member("current_generation_only", JsonValue::boolean(hosts.candidates.current_generation_only));
  json.add_member("burstable", JsonValue::boolean(hosts.candidates.burstable));
  json.add_member("bare_metal", JsonValue::boolean(hosts.candidates.bare_metal));
  json.add_member("provisioning", JsonValue::string(to_string(hosts.provisioning)));
  json.add_member("fleet_iterations", JsonValue::integer(hosts.fleet_iterations));
  json.add_member("strong_bound", JsonValue::boolean(hosts.strong_bound));
  add_integer(json, "min_vcpu", hosts.candidates.min_vcpu);
  add_integer(json, "max_vcpu", hosts.candidates.max_vcpu);
  if (hosts.candidates.min_memory) json.add_member("min_memory_gib", exact_json(hosts.candidates.min_memory->gib()));
  if (hosts.candidates.max_memory) json.add_member("max_memory_gib", exact_json(hosts.candidates.max_memory->gib()));
  json.add_member("min_hosts_per_zone", JsonValue::integer(hosts.min_hosts_per_zone));
  add_integer(json, "max_hosts", hosts.max_hosts);
  add_integer(json, "max_types", hosts.max_types);
  json.add_member("headroom_percent", JsonValue::integer(hosts.headroom_percent));
  json.add_member("survive_host_loss", JsonValue::boolean(hosts.survive_host_loss));
  json.add_member("zones", JsonValue::integer(hosts.zones));
  json.add_member("min_hosts", JsonValue::integer(hosts.min_hosts));
  json.add_member("target_capacity_percent", JsonValue::integer(hosts.target_capacity_percent));
  add_optional(json, "measured_fill_fraction", hosts.measured_fill_fraction);
  json.add_member("node_provisioner", JsonValue::string(to_string(hosts.node_provisioner)));
  json.add_member("run_cluster_services", JsonValue::boolean(hosts.run_cluster_services));
  json.add_member("setup", setup_json(hosts.setup));
  return json;
}

JsonValue labour_json(const LabourOptions& labour) {
  JsonValue json = JsonValue::object();
  json.add_member("level", JsonValue::string(to_string(labour.level)));
  json.add_member("country", JsonValue::string(labour.country));
  if (labour.hourly_rate) json.add_member("hourly_rate", exact_json(labour.hourly_rate));
  add_optional(json, "ec2_hours_per_month", labour.ec2_hours_per_month);
  add_optional(json, "fargate_hours_per_month", labour.fargate_hours_per_month);
  add_optional(json, "managed_hours_per_month", labour.managed_hours_per_month);
  return json;
}

}  // namespace

JsonValue options_json(const EstimateOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("region", JsonValue::string(options.region));
  json.add_member("period", exact_json(options.period.hours()));
  json.add_member("hosts", hosts_json(options.hosts));
  json.add_member("labour", labour_json(options.labour));
  json.add_member("resilience", resilience_options_json(options.resilience));
  add_deployment_options(json, options);
  if (!options.kubernetes_version.empty()) {
    json.add_member("kubernetes_version", JsonValue::string(options.kubernetes_version));
  }
  if (!options.as_of.empty()) json.add_member("as_of", JsonValue::string(options.as_of));
  return json;
}

}  // namespace container_tco::detail

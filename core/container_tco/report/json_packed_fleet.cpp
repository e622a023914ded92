#include "container_tco/report/fleet_report.hpp"
#include "container_tco/report/json_parts.hpp"
#include "container_tco/report/packed_fleet_parts.hpp"

namespace container_tco {
namespace {

using detail::exact_json;

JsonValue optional_json(const std::optional<std::int64_t>& number) {
  return number ? JsonValue::integer(*number) : JsonValue();
}

void add_texts(JsonValue& json, const char* name, const std::vector<std::string>& texts) {
  if (!texts.empty()) json.add_member(name, detail::text_list_json(texts));
}

JsonValue weight_json(std::int64_t weight, const FleetReportOptions& options) {
  return exact_json(Rational(weight) * options.weight_unit);
}

JsonValue item_json(const FleetItem& item, bool is_daemon, const FleetReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("id", JsonValue::string(item.id));
  json.add_member("vcpu", exact_json(item.request.cpu.vcpu()));
  json.add_member("memory_gib", exact_json(item.request.memory.gib()));
  if (!is_daemon) json.add_member("count", JsonValue::integer(item.count));
  if (item.request.gpu_count != 0) json.add_member("gpus", JsonValue::integer(item.request.gpu_count));
  if (item.network_slots != 0) json.add_member("network_slots", JsonValue::integer(item.network_slots));
  if (item.volumes != 0) json.add_member("volumes", JsonValue::integer(item.volumes));
  add_texts(json, "exclusive", item.exclusive);
  add_texts(json, "apart_from", item.apart_from);
  if (item.max_copies_per_host) json.add_member("max_copies_per_host", JsonValue::integer(*item.max_copies_per_host));
  add_texts(json, "labels", item.required_labels);
  add_texts(json, "tolerations", item.tolerated_taints);
  std::vector<std::string> zones;
  for (const std::int64_t zone : item.zones) zones.push_back(detail::fleet_zone_name(options, zone));
  add_texts(json, "zones", zones);
  return json;
}

JsonValue type_json(const FleetHostType& type, const FleetReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("name", JsonValue::string(type.name));
  json.add_member("vcpu", exact_json(type.host.allocatable.cpu.vcpu()));
  json.add_member("memory_gib", exact_json(type.host.allocatable.memory.gib()));
  json.add_member("weight", weight_json(type.weight, options));
  if (type.host.allocatable.gpu_count != 0) {
    json.add_member("gpus", JsonValue::integer(type.host.allocatable.gpu_count));
  }
  if (type.host.network_slots) json.add_member("network_slots", JsonValue::integer(*type.host.network_slots));
  if (type.host.volumes) json.add_member("volumes", JsonValue::integer(*type.host.volumes));
  add_texts(json, "labels", type.labels);
  add_texts(json, "taints", type.taints);
  if (!type.group.empty()) json.add_member("group", JsonValue::string(type.group));
  if (type.max_new_hosts) json.add_member("max_new_hosts", JsonValue::integer(*type.max_new_hosts));
  if (!type.existing.empty()) {
    JsonValue existing = JsonValue::array();
    for (const std::int64_t count : type.existing) existing.append(JsonValue::integer(count));
    json.add_member("existing", std::move(existing));
  }
  return json;
}

JsonValue settings_json(const PackedFleet& fleet, const FleetReportOptions& options) {
  const FleetOptions& given = fleet.options;
  JsonValue json = JsonValue::object();
  json.add_member("zones", options.zone_names.empty() ? JsonValue::integer(given.zones)
                                                      : detail::text_list_json(options.zone_names));
  json.add_member("min_hosts_per_zone", JsonValue::integer(given.min_hosts_per_zone));
  json.add_member("min_hosts", JsonValue::integer(given.min_hosts));
  json.add_member("max_hosts", optional_json(given.max_hosts));
  json.add_member("max_types", optional_json(given.max_types));
  json.add_member("headroom_percent", JsonValue::integer(given.headroom_percent));
  json.add_member("survive_host_loss", JsonValue::boolean(given.survive_host_loss));
  json.add_member("target_capacity_percent", JsonValue::integer(given.target_capacity_percent));
  json.add_member("iteration_limit", JsonValue::integer(given.iteration_limit));
  json.add_member("seed", JsonValue::number(std::to_string(given.seed)));
  json.add_member("generate_columns", JsonValue::boolean(given.generate_columns));
  json.add_member("strong_bound", JsonValue::boolean(given.strong_bound));
  return json;
}

JsonValue input_json(const PackedFleet& fleet, const FleetReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  const auto items_json = [&](const std::vector<FleetItem>& items, bool are_daemons) {
    JsonValue list = JsonValue::array();
    for (const FleetItem& item : items) list.append(item_json(item, are_daemons, options));
    return list;
  };
  json.add_member("items", items_json(fleet.items, false));
  JsonValue types = JsonValue::array();
  for (const FleetHostType& type : fleet.types) types.append(type_json(type, options));
  json.add_member("types", std::move(types));
  json.add_member("daemons", items_json(fleet.options.daemons, true));
  JsonValue groups = JsonValue::array();
  for (const FleetGroup& group : fleet.options.groups) {
    JsonValue one = JsonValue::object();
    one.add_member("name", JsonValue::string(group.name));
    one.add_member("min_hosts", JsonValue::integer(group.min_hosts));
    if (group.max_hosts) one.add_member("max_hosts", JsonValue::integer(*group.max_hosts));
    groups.append(std::move(one));
  }
  json.add_member("groups", std::move(groups));
  json.add_member("options", settings_json(fleet, options));
  return json;
}

JsonValue hosts_json(const PackedFleet& fleet, const FleetReportOptions& options) {
  JsonValue list = JsonValue::array();
  for (const FleetHosts& hosts : fleet.plan.hosts) {
    JsonValue json = JsonValue::object();
    json.add_member("type", JsonValue::string(fleet.types[hosts.type].name));
    json.add_member("zone", JsonValue::string(detail::fleet_zone_name(options, hosts.zone)));
    json.add_member("count", JsonValue::integer(hosts.count));
    json.add_member("existing", JsonValue::boolean(hosts.existing));
    json.add_member("placements", detail::placements_json(hosts.placements, fleet.items));
    json.add_member("used", detail::resources_json(hosts.used));
    list.append(std::move(json));
  }
  return list;
}

JsonValue unplaced_json(const PackedFleet& fleet) {
  JsonValue list = JsonValue::array();
  for (const UnplacedItem& left : fleet.plan.unplaced) {
    JsonValue json = JsonValue::object();
    json.add_member("item", JsonValue::string(fleet.items[left.item].id));
    json.add_member("copies", JsonValue::integer(left.copies));
    json.add_member("reason", JsonValue::string(left.reason));
    list.append(std::move(json));
  }
  return list;
}

JsonValue proof_json(const FleetCertificate::TypeProof& proof) {
  JsonValue json = JsonValue::object();
  json.add_member("by_grid", JsonValue::boolean(proof.by_grid));
  json.add_member("cpu_step", JsonValue::integer(proof.cpu_step));
  json.add_member("memory_step", JsonValue::integer(proof.memory_step));
  JsonValue prices = JsonValue::array();
  for (const Rational& price : proof.resource_prices) prices.append(exact_json(price));
  json.add_member("resource_prices", std::move(prices));
  json.add_member("value", JsonValue::integer(proof.value));
  return json;
}

JsonValue bound_json(const FleetBound& bound, const FleetReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("weight", weight_json(bound.weight, options));
  json.add_member("by", JsonValue::string(bound.by));
  JsonValue values = JsonValue::array();
  for (const std::int64_t value : bound.certificate.item_values) values.append(JsonValue::integer(value));
  json.add_member("item_values", std::move(values));
  JsonValue types = JsonValue::array();
  for (const FleetCertificate::TypeProof& proof : bound.certificate.types) types.append(proof_json(proof));
  json.add_member("types", std::move(types));
  return json;
}

}  // namespace

JsonValue to_json(const PackedFleet& fleet, const FleetReportOptions& options) {
  detail::require_own_plan(fleet);
  const FleetPlan& plan = fleet.plan;
  const std::optional<Rational> gap = plan.gap();
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  json.add_member("kind", JsonValue::string("fleet_plan"));
  json.add_member("is_complete", JsonValue::boolean(plan.is_complete()));
  json.add_member("host_count", JsonValue::integer(plan.host_count));
  json.add_member("total_weight", weight_json(plan.total_weight, options));
  json.add_member("lower_bound", weight_json(plan.lower_bound(), options));
  json.add_member("gap", gap ? exact_json(*gap) : JsonValue());
  json.add_member("stopped_by", detail::text_json(plan.stopped_by));
  json.add_member("left_out_by_limit", JsonValue::boolean(plan.left_out_by_limit));
  json.add_member("every_way_tried", JsonValue::boolean(plan.every_way_tried));
  json.add_member("weight_unit", exact_json(options.weight_unit));
  json.add_member("hosts", hosts_json(fleet, options));
  json.add_member("unplaced", unplaced_json(fleet));
  json.add_member("fast_bound", bound_json(plan.fast_bound, options));
  json.add_member("strong_bound", plan.strong_bound ? bound_json(*plan.strong_bound, options) : JsonValue());
  json.add_member("input", input_json(fleet, options));
  return json;
}

}  // namespace container_tco

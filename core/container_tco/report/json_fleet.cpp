#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/report/fleet_report.hpp"
#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {
namespace {

JsonValue hosts_json(const FleetHosts& hosts, const HostFleet& fleet) {
  JsonValue json = JsonValue::object();
  json.add_member("type", JsonValue::string(fleet.types[hosts.type].name));
  json.add_member("zone", JsonValue::integer(hosts.zone));
  json.add_member("count", JsonValue::integer(hosts.count));
  json.add_member("existing", JsonValue::boolean(hosts.existing));
  json.add_member("placements", placements_json(hosts.placements, fleet.items));
  return json;
}

// What the bound of weights is in, and by which argument it holds.
JsonValue bound_json(const FleetBound& bound) {
  JsonValue json = JsonValue::object();
  json.add_member("weight", JsonValue::integer(bound.weight));
  json.add_member("by", JsonValue::string(bound.by));
  return json;
}

}  // namespace

JsonValue fleets_json(const std::vector<HostFleet>& fleets) {
  JsonValue list = JsonValue::array();
  for (const HostFleet& fleet : fleets) {
    JsonValue json = JsonValue::object();
    json.add_member("name", JsonValue::string(fleet.name));
    json.add_member("operating_system", JsonValue::string(to_string(fleet.operating_system)));
    json.add_member("host_count", JsonValue::integer(fleet.plan.host_count));
    json.add_member("cost", exact_json(fleet.cost));
    json.add_member("lower_bound", exact_json(fleet.lower_bound));
    const std::optional<Rational> gap = fleet.gap();
    json.add_member("gap", gap ? exact_json(*gap) : JsonValue());
    json.add_member("weight", JsonValue::integer(fleet.plan.total_weight));
    json.add_member("fast_bound", bound_json(fleet.plan.fast_bound));
    json.add_member("strong_bound", fleet.plan.strong_bound ? bound_json(*fleet.plan.strong_bound) : JsonValue());
    json.add_member("stopped_by", text_json(fleet.plan.stopped_by));
    json.add_member("every_way_tried", JsonValue::boolean(fleet.plan.every_way_tried));
    json.add_member("candidates_considered", JsonValue::integer(fleet.candidates_considered));
    JsonValue hosts = JsonValue::array();
    for (const FleetHosts& group : fleet.plan.hosts) hosts.append(hosts_json(group, fleet));
    json.add_member("hosts", std::move(hosts));
    list.append(std::move(json));
  }
  return list;
}

JsonValue fleet_plans_json(const std::vector<HostFleet>& fleets) {
  const FleetReportOptions shown{Rational::ratio(1, weights_per_unit), {}};
  JsonValue list = JsonValue::array();
  for (const HostFleet& fleet : fleets) {
    JsonValue json = JsonValue::object();
    json.add_member("fleet", JsonValue::string(fleet.name));
    json.add_member("plan", to_json(PackedFleet{fleet.items, fleet.types, fleet.options, fleet.plan}, shown));
    list.append(std::move(json));
  }
  return list;
}

}  // namespace container_tco::detail

#include "container_tco/estimate/strategy_text.hpp"
#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {

JsonValue spot_json(const std::optional<SpotSpread>& spread) {
  if (!spread) return {};
  JsonValue json = JsonValue::object();
  json.add_member("low_total", exact_json(spread->low_total));
  json.add_member("high_total", exact_json(spread->high_total));
  JsonValue sources = JsonValue::array();
  for (const SpotSource& source : spread->sources) {
    JsonValue item = JsonValue::object();
    item.add_member("line", JsonValue::string(source.line));
    item.add_member("price_key", JsonValue::string(source.price_key));
    item.add_member("low_cost", exact_json(source.low_cost));
    item.add_member("high_cost", exact_json(source.high_cost));
    item.add_member("interruption_band", JsonValue::string(source.interruption_band));
    item.add_member("observed_on", JsonValue::string(source.observed_on));
    sources.append(std::move(item));
  }
  json.add_member("sources", std::move(sources));
  return json;
}

JsonValue parts_json(const std::vector<PartSummary>& parts) {
  JsonValue list = JsonValue::array();
  for (const PartSummary& part : parts) {
    JsonValue json = JsonValue::object();
    json.add_member("name", JsonValue::string(part.name));
    json.add_member("deployment", JsonValue::string(part.deployment.name()));
    json.add_member("tasks", JsonValue::integer(part.tasks));
    list.append(std::move(json));
  }
  return list;
}

void add_deployment_options(JsonValue& json, const EstimateOptions& options) {
  JsonValue spot = JsonValue::object();
  spot.add_member("min_types", JsonValue::integer(options.spot.min_types));
  spot.add_member("on_demand_base_percent", JsonValue::integer(options.spot.on_demand_base_percent));
  spot.add_member("on_demand_base_count", JsonValue::integer(options.spot.on_demand_base_count));
  json.add_member("spot", std::move(spot));
  if (!options.capacity_strategy.empty()) {
    json.add_member("capacity_strategy", JsonValue::string(strategy_text(options.capacity_strategy)));
  }
  if (options.architectures.empty()) return;
  JsonValue architectures = JsonValue::array();
  for (const Architecture architecture : options.architectures) {
    architectures.append(JsonValue::string(to_string(architecture)));
  }
  json.add_member("architectures", std::move(architectures));
}

}  // namespace container_tco::detail

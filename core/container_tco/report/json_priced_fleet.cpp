#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/report/fleet_report.hpp"
#include "container_tco/report/json_parts.hpp"
#include "container_tco/report/priced_fleet_report.hpp"

namespace container_tco {

JsonValue to_json(const PricedFleet& fleet, const ReportOptions& options, const std::vector<std::string>& zone_names) {
  using detail::exact_json;
  const detail::Amounts amounts(options);
  const PlanOptions& given = fleet.options;
  const std::optional<Rational> gap = fleet.gap();
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  json.add_member("kind", JsonValue::string("priced_fleet_plan"));
  json.add_member("region", JsonValue::string(given.region));
  json.add_member("deployment", JsonValue::string(given.deployment.name()));
  json.add_member("operating_system", JsonValue::string(to_string(given.operating_system)));
  JsonValue architectures = JsonValue::array();
  for (const Architecture one : given.architectures) architectures.append(JsonValue::string(to_string(one)));
  json.add_member("architectures", std::move(architectures));
  json.add_member("period", detail::period_json(given.period));
  json.add_member("price_book", detail::price_book_json(fleet.price_book_version, fleet.price_book_digest));
  json.add_member("rounding", detail::rounding_json(options));
  json.add_member("currency", JsonValue::string(fleet.currency.code()));
  json.add_member("is_complete", JsonValue::boolean(fleet.is_complete()));
  json.add_member("total", fleet.gaps.empty() ? exact_json(fleet.total().amount()) : JsonValue());
  json.add_member("lower_bound", exact_json(fleet.lower_bound));
  json.add_member("gap", gap ? exact_json(*gap) : JsonValue());
  json.add_member("candidates_considered", JsonValue::integer(fleet.candidates_considered));
  json.add_member("gaps", detail::gaps_json(fleet.gaps));
  json.add_member("lines", detail::lines_json(fleet.lines, amounts));
  json.add_member("assumptions", detail::assumptions_json(fleet.assumptions));
  json.add_member("not_priced", detail::text_list_json(fleet.not_priced));
  json.add_member("plan", to_json(fleet.fleet, {Rational::ratio(1, weights_per_unit), zone_names}));
  return json;
}

}  // namespace container_tco

#include "container_tco/report/json_parts.hpp"
#include "container_tco/report/price_change_report.hpp"

namespace container_tco {
namespace {

using detail::exact_json;

JsonValue line_json(const PriceChangeLine& line) {
  JsonValue json = JsonValue::object();
  json.add_member("id", JsonValue::string(line.id));
  json.add_member("category", JsonValue::string(to_string(line.category)));
  json.add_member("description", JsonValue::string(line.description));
  json.add_member("price_key", JsonValue::string(line.price_key));
  json.add_member("before", exact_json(line.before));
  json.add_member("repriced", exact_json(line.repriced));
  json.add_member("after", exact_json(line.after));
  json.add_member("price_effect", exact_json(line.price_effect.amount()));
  json.add_member("plan_effect", exact_json(line.plan_effect.amount()));
  return json;
}

JsonValue side_json(const Estimate& estimate, const Money& total) {
  JsonValue json = JsonValue::object();
  json.add_member("price_book", detail::price_book_json(estimate.price_book_version, estimate.price_book_digest));
  json.add_member("total", exact_json(total.amount()));
  return json;
}

}  // namespace

JsonValue to_json(const PriceChange& change) {
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  json.add_member("kind", JsonValue::string("price_change"));
  json.add_member("deployment", JsonValue::string(change.before.deployment.name()));
  json.add_member("region", JsonValue::string(change.before.region));
  json.add_member("period", detail::period_json(change.before.period));
  json.add_member("currency", JsonValue::string(change.before.currency.code()));
  json.add_member("options", detail::options_json(change.before.options));
  json.add_member("before", side_json(change.before, change.total_before));
  json.add_member("after", side_json(change.after, change.total_after));
  json.add_member("difference", exact_json(change.difference().amount()));
  json.add_member("price_effect", exact_json(change.price_effect.amount()));
  json.add_member("plan_effect", exact_json(change.plan_effect.amount()));
  json.add_member("plan_changes", detail::text_list_json(change.plan_changes));
  JsonValue lines = JsonValue::array();
  for (const PriceChangeLine& line : change.lines) lines.append(line_json(line));
  json.add_member("lines", std::move(lines));
  return json;
}

}  // namespace container_tco

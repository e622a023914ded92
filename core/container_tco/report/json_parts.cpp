#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {

JsonValue exact_json(const Rational& number) { return JsonValue::string(number.to_text()); }

void add_optional(JsonValue& json, const char* name, const std::optional<Rational>& number) {
  if (number) json.add_member(name, exact_json(*number));
}

JsonValue exact_json(const std::optional<Money>& money) { return money ? exact_json(money->amount()) : JsonValue(); }

JsonValue text_list_json(const std::vector<std::string>& texts) {
  JsonValue list = JsonValue::array();
  for (const std::string& text : texts) list.append(JsonValue::string(text));
  return list;
}

JsonValue text_json(const std::string& text) { return text.empty() ? JsonValue() : JsonValue::string(text); }

JsonValue assumptions_json(const std::vector<Assumption>& assumptions) {
  JsonValue list = JsonValue::array();
  for (const Assumption& assumption : assumptions) {
    JsonValue json = JsonValue::object();
    json.add_member("id", JsonValue::string(assumption.id));
    json.add_member("text", JsonValue::string(assumption.text));
    json.add_member("source", JsonValue::string(assumption.source));
    list.append(std::move(json));
  }
  return list;
}

JsonValue gaps_json(const std::vector<Gap>& gaps) {
  JsonValue list = JsonValue::array();
  for (const Gap& gap : gaps) {
    JsonValue json = JsonValue::object();
    json.add_member("what", JsonValue::string(gap.what));
    json.add_member("remedy", JsonValue::string(gap.remedy));
    list.append(std::move(json));
  }
  return list;
}

JsonValue placements_json(const std::vector<Placement>& placements, const std::vector<FleetItem>& items) {
  JsonValue list = JsonValue::array();
  for (const Placement& placement : placements) {
    JsonValue json = JsonValue::object();
    json.add_member("item", JsonValue::string(items[placement.item].id));
    json.add_member("copies", JsonValue::integer(placement.copies));
    list.append(std::move(json));
  }
  return list;
}

JsonValue price_book_json(const std::string& version, const std::string& digest) {
  JsonValue json = JsonValue::object();
  json.add_member("version", JsonValue::string(version));
  json.add_member("digest", JsonValue::string(digest));
  return json;
}

JsonValue period_json(const BillingPeriod& period) {
  JsonValue json = JsonValue::object();
  json.add_member("name", JsonValue::string(period.name()));
  json.add_member("hours", exact_json(period.hours()));
  json.add_member("months", exact_json(period.months()));
  return json;
}

JsonValue rounding_json(const ReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("digits", JsonValue::integer(options.digits));
  json.add_member("rounding", JsonValue::string(to_string(options.rounding)));
  json.add_member("summation", JsonValue::string(to_string(options.summation)));
  return json;
}

JsonValue findings_json(const std::vector<Finding>& findings) {
  JsonValue list = JsonValue::array();
  for (const Finding& finding : findings) {
    JsonValue json = JsonValue::object();
    json.add_member("verdict", JsonValue::string(to_string(finding.verdict)));
    json.add_member("service", JsonValue::string(finding.service));
    json.add_member("rule", JsonValue::string(finding.rule));
    json.add_member("feature", JsonValue::string(finding.feature));
    json.add_member("value", JsonValue::string(finding.value));
    json.add_member("json_path", JsonValue::string(finding.json_path));
    json.add_member("reason", JsonValue::string(finding.reason));
    json.add_member("remedy", JsonValue::string(finding.remedy));
    json.add_member("source", JsonValue::string(finding.source));
    list.append(std::move(json));
  }
  return list;
}

JsonValue unit_price_json(const std::optional<UnitPrice>& price) {
  return price ? exact_json(price->money) : JsonValue();
}

JsonValue lines_json(const std::vector<LineItem>& lines, const Amounts& amounts) {
  JsonValue list = JsonValue::array();
  for (const LineItem& line : lines) {
    JsonValue json = JsonValue::object();
    json.add_member("id", JsonValue::string(line.id));
    json.add_member("category", JsonValue::string(to_string(line.category)));
    json.add_member("purpose", JsonValue::string(line.purpose));
    json.add_member("description", JsonValue::string(line.description));
    json.add_member("service", JsonValue::string(line.service));
    json.add_member("derivation", JsonValue::string(line.derivation));
    json.add_member("quantity", exact_json(line.quantity.value));
    json.add_member("unit", JsonValue::string(line.quantity.unit.name()));
    json.add_member("unit_price", exact_json(line.unit_price.money));
    json.add_member("price_basis", JsonValue::string(to_string(line.price_basis)));
    json.add_member("list_unit_price", unit_price_json(line.list_unit_price));
    json.add_member("contracted_unit_price", unit_price_json(line.contracted_unit_price));
    json.add_member("price_derivation", JsonValue::string(line.price_derivation));
    json.add_member("observed_low", line.observed ? exact_json(line.observed->low) : JsonValue());
    json.add_member("observed_high", line.observed ? exact_json(line.observed->high) : JsonValue());
    json.add_member("cost", exact_json(line.cost));
    json.add_member("cost_shown", JsonValue::string(amounts.plain(line.cost)));
    json.add_member("price_key", JsonValue::string(line.price_key));
    json.add_member("source", JsonValue::string(line.provenance.source));
    json.add_member("as_of", JsonValue::string(line.provenance.as_of));
    json.add_member("confidence", JsonValue::string(line.provenance.confidence));
    json.add_member("note", JsonValue::string(line.provenance.note));
    list.append(std::move(json));
  }
  return list;
}

JsonValue claims_json(const std::vector<Claim>& claims) {
  JsonValue list = JsonValue::array();
  for (const Claim& claim : claims) {
    JsonValue json = JsonValue::object();
    json.add_member("control_plane", JsonValue::string(claim.control_plane == ControlPlane::ecs ? "ecs" : "eks"));
    json.add_member("hosts_deployment", JsonValue::string(claim.hosts_deployment));
    json.add_member("fargate_deployment", JsonValue::string(claim.fargate_deployment));
    json.add_member("verdict", JsonValue::string(to_string(claim.verdict)));
    json.add_member("hosts_total", exact_json(claim.hosts_total));
    json.add_member("fargate_total", exact_json(claim.fargate_total));
    json.add_member("difference", exact_json(claim.difference()));
    json.add_member("difference_without_labour", exact_json(claim.difference_without_labour()));
    json.add_member("undecided_because", text_list_json(claim.undecided_because));
    list.append(std::move(json));
  }
  return list;
}

JsonValue break_evens_json(const std::vector<BreakEven>& break_evens) {
  const auto optional_json = [](const std::optional<Rational>& number) {
    return number ? exact_json(*number) : JsonValue();
  };
  JsonValue list = JsonValue::array();
  for (const BreakEven& break_even : break_evens) {
    JsonValue json = JsonValue::object();
    json.add_member("input", JsonValue::string(break_even.input));
    json.add_member("unit", JsonValue::string(break_even.unit));
    json.add_member("hosts_deployment", JsonValue::string(break_even.hosts_deployment));
    json.add_member("fargate_deployment", JsonValue::string(break_even.fargate_deployment));
    json.add_member("current", optional_json(break_even.current));
    json.add_member("searched_from", exact_json(break_even.searched_from));
    json.add_member("searched_to", optional_json(break_even.searched_to));
    json.add_member("cheaper_at_start", JsonValue::string(to_string(break_even.cheaper_at_start)));
    JsonValue crossings = JsonValue::array();
    for (const Crossing& crossing : break_even.crossings) {
      JsonValue item = JsonValue::object();
      item.add_member("value", exact_json(crossing.value));
      item.add_member("before", exact_json(crossing.before));
      item.add_member("exact", JsonValue::boolean(crossing.exact));
      crossings.append(std::move(item));
    }
    json.add_member("crossings", std::move(crossings));
    json.add_member("values_priced", JsonValue::integer(break_even.values_priced));
    json.add_member("sentence", JsonValue::string(break_even_sentence(break_even)));
    list.append(std::move(json));
  }
  return list;
}

}  // namespace container_tco::detail

#include "container_tco/outlook/recommendation.hpp"

#include <algorithm>
#include <map>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string recommendation_rules_json();

namespace {

constexpr std::size_t longest_input = 200;

struct Rule {
  std::string id;
  std::optional<Rational> lead_below;
  std::optional<Rational> probability_at_least;
  std::optional<Rational> value_at_least;
  std::string text;
};
using Rules = std::map<std::string, std::vector<Rule>>;
using Words = std::map<std::string, std::string>;

const std::string& rules_text() {
  static const std::string text = recommendation_rules_json();
  return text;
}

Rules read_rules() {
  const JsonValue document = parse_json(rules_text(), "recommendation_rules.json");
  const JsonCursor root(document, "recommendation_rules.json");
  Rules rules;
  for (const char* topic : {"choice", "sureness", "change", "measure"}) {
    for (const JsonCursor& row : root.items_of(topic)) {
      row.expect_only({"id", "lead_below", "probability_at_least", "value_at_least", "text"});
      rules[topic].push_back({row.at("id").text(), row.optional_decimal("lead_below"),
                              row.optional_decimal("probability_at_least"), row.optional_decimal("value_at_least"),
                              row.at("text").text()});
    }
  }
  return rules;
}

const std::vector<Rule>& rules_of(const std::string& topic) {
  static const Rules rules = read_rules();
  return rules.at(topic);
}

const Rule& rule_named(const std::string& topic, const std::string& id) {
  for (const Rule& rule : rules_of(topic)) {
    if (rule.id == id) return rule;
  }
  throw InternalError("a rule '" + id + "' for " + topic);
}

// Each {name} by its word; words are not looked at again.
std::string filled(const std::string& text, const Words& words) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return result + text.substr(at);
    result += text.substr(at, open - at) + words.at(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return result;
}

Advice advice_of(const std::string& topic, const Rule& rule, const Words& words) {
  return {topic, rule.id, filled(rule.text, words)};
}

const DeploymentRisk& risk_named(const Uncertainty& uncertainty, const std::string& name) {
  for (const DeploymentRisk& risk : uncertainty.deployments) {
    if (risk.deployment == name) return risk;
  }
  throw InternalError("the choice is among the deployments");
}

const DeploymentRisk* second(const Uncertainty& uncertainty) {
  const DeploymentRisk* best = nullptr;
  for (const DeploymentRisk& risk : uncertainty.deployments) {
    if (risk.deployment != uncertainty.choice && (best == nullptr || risk.mean < best->mean)) best = &risk;
  }
  return best;
}

Advice choice_advice(const Recommendation& result, const std::string& now) {
  if (!result.other) return advice_of("choice", rule_named("choice", "only"), {{"choice", result.choice}});
  const Words words{{"choice", result.choice},
                    {"other", *result.other},
                    {"now", now},
                    {"lead", readable_percent(*result.lead_fraction)}};
  for (const Rule& rule : rules_of("choice")) {
    if (rule.lead_below && *result.lead_fraction < *rule.lead_below) return advice_of("choice", rule, words);
  }
  const char* const rule = now == result.choice ? "leads" : "leads_on_average";
  return advice_of("choice", rule_named("choice", rule), words);
}

Advice sureness_advice(const Recommendation& result, const Uncertainty& uncertainty) {
  for (const Rule& rule : rules_of("sureness")) {
    if (result.probability < rule.probability_at_least.value_or(Rational())) continue;
    return advice_of("sureness", rule,
                     {{"choice", result.choice},
                      {"probability", readable_percent(result.probability)},
                      {"draws", readable_number(Rational(uncertainty.draws), 0)}});
  }
  throw InternalError("a rule for every probability");
}

void add_change_advice(const Sensitivity& sensitivity, Recommendation& result) {
  const std::size_t before = result.advice.size();
  for (const Swing& swing : sensitivity.swings) {
    for (const RangeEnd* end : {&swing.low, &swing.high}) {
      if (end->cheapest == result.choice) continue;
      result.advice.push_back(advice_of("change", rule_named("change", "flips"),
                                        {{"value", readable_number(end->value, 3)},
                                         {"input", printable(swing.description, longest_input)},
                                         {"unit", swing.unit},
                                         {"cheapest", end->cheapest}}));
    }
  }
  if (result.advice.size() > before) return;
  const char* const rule = sensitivity.swings.empty() ? "no_ranges" : "stable";
  result.advice.push_back(advice_of("change", rule_named("change", rule), {}));
}

Advice measure_advice(const Recommendation& result, const Uncertainty& uncertainty) {
  const Rule& worth = rule_named("measure", "worth_measuring");
  const Rational threshold = worth.value_at_least.value_or(Rational());
  const Rational mean = risk_named(uncertainty, result.choice).mean.amount();
  if (!uncertainty.values.empty() && mean > Rational(0)) {
    const ValueOfKnowing& best = uncertainty.values.front();
    const Rational share = best.value.amount() / mean;
    if (share >= threshold) {
      return advice_of("measure", worth,
                       {{"input", printable(best.description, longest_input)}, {"value", readable_percent(share)}});
    }
  }
  return advice_of("measure", rule_named("measure", "not_worth_measuring"),
                   {{"threshold", readable_percent(threshold)}});
}

}  // namespace

std::string recommendation_rules() { return rules_text(); }

Recommendation recommend(const Uncertainty& uncertainty, const Sensitivity& sensitivity) {
  const DeploymentRisk& choice = risk_named(uncertainty, uncertainty.choice);
  Recommendation result{.choice = uncertainty.choice,
                        .other = {},
                        .lead = {},
                        .lead_fraction = {},
                        .probability = choice.probability_cheapest,
                        .expected_regret = choice.expected_regret,
                        .advice = {}};
  if (const DeploymentRisk* other = second(uncertainty)) {
    result.other = other->deployment;
    result.lead = other->mean - choice.mean;
    result.lead_fraction = other->mean.amount().is_zero() ? Rational() : *result.lead / other->mean;
  }
  result.advice.push_back(choice_advice(result, sensitivity.choice));
  result.advice.push_back(sureness_advice(result, uncertainty));
  add_change_advice(sensitivity, result);
  result.advice.push_back(measure_advice(result, uncertainty));
  return result;
}

}  // namespace container_tco

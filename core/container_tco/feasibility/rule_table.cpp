#include "container_tco/feasibility/rule_table.hpp"

#include <algorithm>
#include <string_view>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {
namespace {

bool matches_any(const std::string& text, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_pattern(text, pattern); });
}

// Values come from inputs: what is not a number is in no range.
std::optional<Rational> number(const std::string& text) {
  try {
    return Rational::parse(text);
  } catch (const InvalidInputError&) {
    return std::nullopt;
  }
}

RuleMatch parse_match(const JsonCursor& match) {
  match.expect_only({"any", "values", "not_values", "unless", "above", "at_most"});
  const RuleMatch parsed{match.texts_of("values"), match.texts_of("not_values"), match.texts_of("unless"),
                         match.optional_decimal("above"), match.optional_decimal("at_most")};
  const bool is_bounded = parsed.above || parsed.at_most || !parsed.values.empty() || !parsed.not_values.empty();
  if (is_bounded == match.has("any")) match.fail("either \"any\" or a choice of values");
  return parsed;
}

Verdict parse_verdict(const JsonCursor& verdict) {
  for (Verdict known : {Verdict::ok, Verdict::warning, Verdict::impossible}) {
    if (verdict.text() == to_string(known)) return known;
  }
  verdict.fail("ok, warning or impossible");
}

void parse_verdicts(const JsonCursor& verdicts, Rule& rule) {
  std::vector<std::string> known(platform_names.begin(), platform_names.end());
  for (const DerivedPlatform& derived : derived_platforms) known.emplace_back(derived.name);
  verdicts.expect_only(known);
  for (std::size_t i = 0; i < platform_names.size(); ++i) rule.verdicts[i] = parse_verdict(verdicts.at(known[i]));
  for (std::size_t i = platform_names.size(); i < platform_count; ++i) {
    const std::optional<JsonCursor> own = verdicts.find(known[i]);
    rule.is_inherited[i] = !own.has_value();
    rule.verdicts[i] = own ? parse_verdict(*own) : rule.verdict(derived_platforms[i - platform_names.size()].base);
  }
}

Rule parse_rule(const JsonCursor& rule) {
  rule.expect_only({"id", "feature", "match", "verdicts", "reason", "remedy", "source", "since"});
  Rule parsed{.id = rule.at("id").text(),
              .feature = rule.at("feature").text(),
              .match = parse_match(rule.at("match")),
              .verdicts = {},
              .is_inherited = {},
              .reason = rule.at("reason").text(),
              .remedy = rule.at("remedy").text(),
              .source = rule.at("source").text()};
  parse_verdicts(rule.at("verdicts"), parsed);
  return parsed;
}

}  // namespace

bool matches_pattern(const std::string& text, const std::string& pattern) {
  const std::string lower_text = detail::lower_case(text);
  const std::string lower_pattern = detail::lower_case(pattern);
  std::string_view core = lower_pattern;
  const bool open_start = core.starts_with('*');
  if (open_start) core.remove_prefix(1);
  const bool open_end = core.ends_with('*');
  if (open_end) core.remove_suffix(1);
  if (open_start && open_end) return lower_text.find(core) != std::string::npos;
  if (open_start) return lower_text.ends_with(core);
  if (open_end) return lower_text.starts_with(core);
  return lower_text == core;
}

bool RuleMatch::fits(const std::string& value, const std::vector<std::string>& all_values) const {
  if (!values.empty() && !matches_any(value, values)) return false;
  if (matches_any(value, not_values)) return false;
  for (const std::string& other : all_values) {
    if (matches_any(other, unless)) return false;
  }
  if (!above && !at_most) return true;
  const std::optional<Rational> size = number(value);
  return size && (!above || *size > *above) && (!at_most || *size <= *at_most);
}

std::vector<Rule> parse_rules(const std::string& json_text) {
  const JsonValue document = parse_json(json_text, "rules.json");
  std::vector<Rule> rules;
  for (const JsonCursor& rule : JsonCursor(document, "rules.json").at("rules").items()) {
    rules.push_back(parse_rule(rule));
  }
  return rules;
}

const std::vector<Rule>& rule_table() {
  static const std::vector<Rule> rules = parse_rules(feasibility_rules_json());
  return rules;
}

}  // namespace container_tco

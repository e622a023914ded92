#include "container_tco/workload/ecs_placement.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

constexpr std::string_view attribute_prefix = "attribute:";
constexpr std::string_view blanks = " \t\r\n";

// The next word, and what follows it.
std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(blanks), text.size());
  const std::string_view word = text.substr(0, end);
  text = detail::trimmed(text.substr(end));
  return word;
}

std::string_view without_quotes(std::string_view text) {
  const bool is_quoted =
      text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string_view> split_conditions(std::string_view expression) {
  std::vector<std::string_view> conditions;
  const std::string lower = detail::lower_case(expression);
  std::size_t start = 0;
  while (true) {
    const std::size_t word = lower.find(" and ", start);
    const std::size_t sign = lower.find("&&", start);
    const std::size_t end = std::min(word, sign);
    if (end == std::string::npos) break;
    conditions.push_back(detail::trimmed(expression.substr(start, end - start)));
    start = end + (word < sign ? std::string_view(" and ").size() : std::string_view("&&").size());
  }
  conditions.push_back(detail::trimmed(expression.substr(start)));
  return conditions;
}

// A value that can be compared with a label: the query language has no others that stand in a label.
std::optional<std::string> read_value(std::string_view text) {
  text = without_quotes(detail::trimmed(text));
  const bool is_plain = !text.empty() && text.find_first_of(" \t()[]{},|=!<>*$\"'") == std::string_view::npos;
  return is_plain ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::vector<std::string>> read_list(std::string_view text) {
  text = detail::trimmed(text);
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> values;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::optional<std::string> value = read_value(text.substr(0, comma));
    if (!value) return std::nullopt;
    values.push_back(*value);
    if (comma == text.size()) return values;
    text.remove_prefix(comma + 1);
  }
}

// "g4dn.*" and "p3\..*" are beginnings of names; every other regular expression is left alone.
std::optional<std::string> read_type_pattern(std::string_view text) {
  text = without_quotes(detail::trimmed(text));
  if (text.starts_with('^')) text.remove_prefix(1);
  const bool is_open = text.ends_with(".*");
  if (is_open) text.remove_suffix(2);
  std::string pattern;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size() && text[i + 1] == '.') continue;
    const bool is_literal = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!is_literal) return std::nullopt;
    pattern += c;
  }
  if (pattern.empty()) return std::nullopt;
  return is_open ? pattern + "*" : pattern;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), detail::lower_case(word)) != words.end();
}

std::optional<std::vector<std::string>> read_values(std::string_view operation, std::string_view argument,
                                                    std::string_view key) {
  std::optional<std::string> value;
  if (is_one_of(operation, {"in", "not_in", "!in"})) return read_list(argument);
  if (is_one_of(operation, {"exists"}))
    return argument.empty() ? std::optional(std::vector<std::string>{}) : std::nullopt;
  if (is_one_of(operation, {"==", "equals", "!=", "not_equals"})) value = read_value(argument);
  const bool is_type = host_fact_of(key) == HostFact::instance_type;
  if (is_type && is_one_of(operation, {"=~", "matches", "!~", "not_matches"})) value = read_type_pattern(argument);
  return value ? std::optional(std::vector<std::string>{*value}) : std::nullopt;
}

bool excludes(std::string_view operation) {
  return operation.starts_with('!') || is_one_of(operation.substr(0, 4), {"not_"});
}

// Of the agent's own attributes only those count that say something about the kind of host.
bool is_about_kind_of_host(const std::string& key) {
  return host_fact_of(key) != HostFact::label || !key.starts_with("ecs.");
}

std::optional<HostRequirement> read_condition(std::string_view condition, const InputLocation& where) {
  if (!condition.starts_with(attribute_prefix)) return std::nullopt;
  condition.remove_prefix(attribute_prefix.size());
  // "attribute:stack==prod" has no blanks to end the words.
  std::string spaced(condition);
  for (const char* sign : {"==", "=~", "!=", "!~"}) {
    if (const std::size_t at = spaced.find(sign); at != std::string::npos) {
      spaced.insert(at + 2, " ");
      spaced.insert(at, " ");
      break;
    }
  }
  std::string_view rest = spaced;
  const std::string key(take_word(rest));
  const std::string_view operation = take_word(rest);
  if (key.empty() || key.find_first_of("!=<>[](){}|") != std::string::npos || !is_about_kind_of_host(key)) {
    return std::nullopt;
  }
  const auto values = read_values(operation, rest, key);
  if (!values) return std::nullopt;
  HostRequirement requirement{key, *values, where};
  if (excludes(operation)) requirement.comparison = HostComparison::is_none_of;
  return chooses_hosts(requirement) ? std::optional(std::move(requirement)) : std::nullopt;
}

// Every host that runs tasks has a connected agent.
bool is_always_met(std::string_view condition) {
  std::string text(condition);
  std::erase(text, ' ');
  return text == "agentConnected==true" || text == "agentConnectedequalstrue";
}

void read_expression(const JsonCursor& cursor, EcsConstraints& constraints) {
  for (const std::string_view condition : split_conditions(cursor.text())) {
    if (is_always_met(condition)) continue;
    if (auto requirement = read_condition(condition, cursor.location())) {
      constraints.requirements.push_back(std::move(*requirement));
    } else {
      constraints.not_understood.push_back(printable(std::string(condition), 200));
    }
  }
}

bool spreads_over_hosts(const std::string& field) { return field == "instanceId" || field == "host"; }

}  // namespace

EcsConstraints read_ecs_constraints(const JsonCursor& owner) {
  EcsConstraints constraints;
  for (const JsonCursor& constraint : owner.items_of("placementConstraints")) {
    const std::string type = constraint.optional_text("type").value_or("");
    if (type == "distinctInstance") constraints.distinct_instance = true;
    if (type != "memberOf") continue;
    if (const auto expression = constraint.find("expression")) read_expression(*expression, constraints);
  }
  return constraints;
}

PlacementStrategy read_ecs_placement(const JsonCursor& service) {
  bool over_hosts = false;
  bool over_zones = false;
  bool is_random = false;
  bool is_packed = false;
  for (const JsonCursor& strategy : service.items_of("placementStrategy")) {
    const JsonCursor type = strategy.at("type");
    if (type.text() == "spread") {
      const bool hosts = spreads_over_hosts(strategy.optional_text("field").value_or("instanceId"));
      over_hosts = over_hosts || hosts;
      over_zones = over_zones || !hosts;
    } else if (type.text() == "binpack") {
      is_packed = true;
    } else if (type.text() == "random") {
      is_random = true;
    } else {
      type.fail("binpack, spread or random");
    }
  }
  if (over_hosts) return PlacementStrategy::spread_hosts;
  if (is_random) return PlacementStrategy::random;
  return over_zones || !is_packed ? PlacementStrategy::spread_zones : PlacementStrategy::binpack;
}

}  // namespace container_tco

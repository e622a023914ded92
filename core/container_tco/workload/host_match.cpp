#include "container_tco/workload/host_match.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace container_tco {
namespace {

struct Label {
  std::string_view key;
  std::string_view value;
  bool has_value = false;
};

Label take_apart(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {text, {}, false};
  return {text.substr(0, equals), text.substr(equals + 1), true};
}

bool matches_type(std::string_view pattern, std::string_view instance_type) {
  if (!pattern.ends_with('*')) return pattern == instance_type;
  pattern.remove_suffix(1);
  return instance_type.starts_with(pattern);
}

bool is_one_of(std::string_view value, std::string_view alternatives) {
  while (true) {
    const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
    if (matches_type(alternatives.substr(0, bar), value)) return true;
    if (bar == alternatives.size()) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

bool is_met(const LabelCondition& condition, const std::vector<std::string>& labels) {
  for (const std::string& text : labels) {
    const Label label = take_apart(text);
    if (label.key == condition.key) return condition.is_met_by(label.value);
  }
  return condition.is_met_without_label();
}

bool asks_for(const Task& task, const std::string& label) {
  const std::vector<std::string>& labels = task.required_host_labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

// Keys and values of Kubernetes hold no colon, so that the last one starts the effect.
struct Taint {
  std::string_view key_and_value;
  std::string_view effect;
};

Taint take_apart_taint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool covers(const std::string& toleration, const Taint& taint) {
  if (toleration == "*") return true;
  const Taint tolerated = take_apart_taint(toleration);
  if (!tolerated.effect.empty() && tolerated.effect != taint.effect) return false;
  const Label wanted = take_apart(tolerated.key_and_value);
  const Label present = take_apart(taint.key_and_value);
  if (wanted.key != "*" && wanted.key != present.key) return false;
  return !wanted.has_value || wanted.value == present.value;
}

constexpr const char* signs[] = {"=", "!=", ">", "<", "!"};  // In the order of HostComparison.

}  // namespace

bool LabelCondition::is_met_by(std::string_view value) const {
  const std::optional<std::int64_t> number = whole_number(value);
  const std::optional<std::int64_t> limit = whole_number(values);
  switch (comparison) {
    case HostComparison::is_one_of:
      return !has_values || is_one_of(value, values);
    case HostComparison::is_none_of:
      return !is_one_of(value, values);
    case HostComparison::above:
      return number && limit && *number > *limit;
    case HostComparison::below:
      return number && limit && *number < *limit;
    case HostComparison::absent:
      return false;
  }
  return false;
}

bool LabelCondition::is_met_without_label() const {
  return comparison == HostComparison::is_none_of || comparison == HostComparison::absent;
}

LabelCondition parse_label_condition(std::string_view text) {
  if (text.starts_with('!')) return {text.substr(1), HostComparison::absent, {}, false};
  const std::size_t sign = text.find_first_of("=!<>");
  if (sign == std::string_view::npos) return {text, HostComparison::is_one_of, {}, false};
  const std::string_view key = text.substr(0, sign);
  const std::string_view rest = text.substr(sign + 1);
  switch (text[sign]) {
    case '>':
      return {key, HostComparison::above, rest, true};
    case '<':
      return {key, HostComparison::below, rest, true};
    case '!':
      return {key, HostComparison::is_none_of, rest.starts_with('=') ? rest.substr(1) : rest, true};
    default:
      return {key, HostComparison::is_one_of, rest, true};
  }
}

std::string label_condition_text(const std::string& key, HostComparison comparison,
                                 const std::vector<std::string>& values) {
  const std::string sign = signs[static_cast<int>(comparison)];
  if (comparison == HostComparison::absent) return sign + key;
  if (values.empty()) return key;
  std::string text = key + sign + values.front();
  for (std::size_t i = 1; i < values.size(); ++i) text += "|" + values[i];
  return text;
}

bool has_required_labels(const Task& task, const std::vector<std::string>& labels) {
  return std::all_of(task.required_host_labels.begin(), task.required_host_labels.end(),
                     [&](const std::string& required) { return is_met(parse_label_condition(required), labels); });
}

bool tolerates(const Task& task, const std::vector<std::string>& taints) {
  return std::all_of(taints.begin(), taints.end(), [&](const std::string& text) {
    const Taint taint = take_apart_taint(text);
    return taint.effect == "PreferNoSchedule" ||
           std::any_of(task.tolerated_taints.begin(), task.tolerated_taints.end(),
                       [&](const std::string& toleration) { return covers(toleration, taint); });
  });
}

bool allows_instance_type(const Task& task, const std::string& instance_type) {
  return task.allowed_instance_types.empty() ||
         std::any_of(task.allowed_instance_types.begin(), task.allowed_instance_types.end(),
                     [&](const std::string& pattern) { return matches_type(pattern, instance_type); });
}

bool runs_beside(const Task& daemon, const Task& task, Architecture architecture) {
  if (daemon.operating_system != task.operating_system) return false;
  const std::vector<Architecture> built_for = architectures_of(daemon);
  if (daemon.architecture_is_stated && std::find(built_for.begin(), built_for.end(), architecture) == built_for.end()) {
    return false;
  }
  const std::vector<std::string>& types = daemon.allowed_instance_types;
  return std::all_of(daemon.required_host_labels.begin(), daemon.required_host_labels.end(),
                     [&](const std::string& label) { return asks_for(task, label); }) &&
         (types.empty() || types == task.allowed_instance_types) &&
         (daemon.accelerator_model.empty() || daemon.accelerator_model == task.accelerator_model);
}

}  // namespace container_tco

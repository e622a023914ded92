#include "container_tco/workload/host_match.hpp"

#include <algorithm>
#include <string_view>

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

bool is_one_of(std::string_view value, std::string_view alternatives) {
  while (true) {
    const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
    if (alternatives.substr(0, bar) == value) return true;
    if (bar == alternatives.size()) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

bool has_label(const std::string& required, const std::vector<std::string>& labels) {
  const Label wanted = take_apart(required);
  return std::any_of(labels.begin(), labels.end(), [&](const std::string& text) {
    const Label label = take_apart(text);
    return label.key == wanted.key && (!wanted.has_value || is_one_of(label.value, wanted.value));
  });
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

bool matches_type(std::string_view pattern, std::string_view instance_type) {
  if (!pattern.ends_with('*')) return pattern == instance_type;
  pattern.remove_suffix(1);
  return instance_type.starts_with(pattern);
}

}  // namespace

bool has_required_labels(const Task& task, const std::vector<std::string>& labels) {
  return std::all_of(task.required_host_labels.begin(), task.required_host_labels.end(),
                     [&](const std::string& required) { return has_label(required, labels); });
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

}  // namespace container_tco

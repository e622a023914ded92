#include "container_tco/workload/kubernetes_labels.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace container_tco {
namespace {

bool contains_all(const KubernetesLabels& labels, const KubernetesLabels& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& label) {
    const auto found = labels.find(label.first);
    return found != labels.end() && found->second == label.second;
  });
}

bool expression_matches(const JsonCursor& expression, const KubernetesLabels& labels) {
  const auto found = labels.find(expression.at("key").text());
  const std::string operation = expression.at("operator").text();
  const bool exists = found != labels.end();
  if (operation == "Exists") return exists;
  if (operation == "DoesNotExist") return !exists;
  const std::vector<JsonCursor> values = expression.items_of("values");
  const bool listed = exists && std::any_of(values.begin(), values.end(), [&](const JsonCursor& value) {
                        return scalar_text(value) == found->second;
                      });
  if (operation == "In") return listed;
  if (operation == "NotIn") return !listed;
  expression.at("operator").fail("In, NotIn, Exists or DoesNotExist");
}

}  // namespace

std::string scalar_text(const JsonCursor& cursor) {
  if (cursor.value().is_number()) return cursor.value().text();
  if (cursor.value().kind() == JsonValue::Kind::boolean) return cursor.value().as_boolean() ? "true" : "false";
  return cursor.text();
}

KubernetesLabels read_labels(const std::optional<JsonCursor>& labels) {
  KubernetesLabels result;
  if (!labels) return result;
  for (const auto& [name, value] : labels->members()) {
    result[name] = value.value().is_null() ? std::string() : scalar_text(value);
  }
  return result;
}

bool selects(const KubernetesLabels& selector, const KubernetesLabels& labels) {
  return !selector.empty() && contains_all(labels, selector);
}

bool label_selector_matches(const JsonCursor& selector, const KubernetesLabels& labels) {
  if (!contains_all(labels, read_labels(selector.find("matchLabels")))) return false;
  const std::vector<JsonCursor> expressions = selector.items_of("matchExpressions");
  return std::all_of(expressions.begin(), expressions.end(),
                     [&](const JsonCursor& expression) { return expression_matches(expression, labels); });
}

}  // namespace container_tco

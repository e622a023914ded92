#pragma once
// Labels and the selectors that match them.

#include <map>
#include <optional>
#include <string>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

using KubernetesLabels = std::map<std::string, std::string>;

/// A string, number or boolean as text: YAML makes a number of a label such as `version: 1`. Throws ParseError
/// otherwise.
std::string scalar_text(const JsonCursor& cursor);

/// The labels of an object of strings; none when it is absent.
KubernetesLabels read_labels(const std::optional<JsonCursor>& labels);

/// Whether every label of `selector` is among `labels`. An empty selector selects nothing, as in a Service.
bool selects(const KubernetesLabels& selector, const KubernetesLabels& labels);

/// Whether a LabelSelector (matchLabels and matchExpressions) selects `labels`; an empty one selects everything.
bool label_selector_matches(const JsonCursor& selector, const KubernetesLabels& labels);

}  // namespace container_tco

#include "container_tco/workload/kubernetes_nodes.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/workload/host_requirements.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/kubernetes_quantity.hpp"

namespace container_tco {
namespace {

bool is_platform_key(const std::string& key) {
  const HostFact fact = host_fact_of(key);
  return fact == HostFact::architecture || fact == HostFact::operating_system;
}

bool is_among(const std::vector<std::string>& values, const std::string& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

std::string join(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return text;
}

/// One line of a node selector term, or of a nodeSelector.
struct Requirement {
  std::string key;
  std::string operation;
  std::vector<std::string> values;
  InputLocation where;

  bool allows(const std::string& value) const {
    if (operation == "In") return is_among(values, value);
    if (operation == "NotIn") return !is_among(values, value);
    return operation == "Exists";
  }
  bool is_met_on_fargate() const {
    switch (host_fact_of(key)) {
      case HostFact::architecture:
        return allows("amd64");
      case HostFact::operating_system:
        return allows("linux");
      case HostFact::compute_type:
        return allows("fargate");
      default:
        return false;
    }
  }
};

struct Operator {
  std::string_view name;
  HostComparison comparison;
};
constexpr Operator operators[] = {{"In", HostComparison::is_one_of},     {"Exists", HostComparison::is_one_of},
                                  {"NotIn", HostComparison::is_none_of}, {"DoesNotExist", HostComparison::absent},
                                  {"Gt", HostComparison::above},         {"Lt", HostComparison::below}};

// What a requirement means for hosts, if they can be chosen by it.
std::optional<HostRequirement> for_hosts(const Requirement& requirement) {
  for (const Operator& known : operators) {
    if (known.name != requirement.operation) continue;
    HostRequirement result{requirement.key, requirement.values, requirement.where, known.comparison};
    return chooses_hosts(result) ? std::optional(std::move(result)) : std::nullopt;
  }
  return std::nullopt;
}

// The same in values that will do, if that can be said: every one that NotIn leaves of a platform.
std::optional<HostRequirement> in_values(const Requirement& requirement) {
  if (requirement.operation == "In" || requirement.operation == "Exists") return for_hosts(requirement);
  if (requirement.operation != "NotIn" || !is_platform_key(requirement.key)) return std::nullopt;
  const bool is_system = host_fact_of(requirement.key) == HostFact::operating_system;
  HostRequirement rest{requirement.key, {}, requirement.where};
  for (const char* value : {is_system ? "linux" : "amd64", is_system ? "windows" : "arm64"}) {
    if (requirement.allows(value)) rest.values.push_back(value);
  }
  if (rest.values.empty()) return std::nullopt;
  return rest;
}

using Term = std::vector<Requirement>;

Term read_term(const JsonCursor& term) {
  Term requirements;
  for (const char* group : {"matchExpressions", "matchFields"}) {
    for (const JsonCursor& line : term.items_of(group)) {
      Requirement requirement{line.at("key").text(), line.at("operator").text(), {}, line.location()};
      for (const JsonCursor& value : line.items_of("values")) {
        if (is_platform_key(requirement.key)) refuse_placeholder(value);
        requirement.values.push_back(scalar_text(value));
      }
      requirements.push_back(std::move(requirement));
    }
  }
  return requirements;
}

// What one term of several asks of a key, for the union with what the others ask.
const Requirement* find_key(const Term& term, const std::string& key) {
  const auto found = std::find_if(term.begin(), term.end(), [&](const Requirement& line) {
    return line.key == key && (line.operation == "In" || line.operation == "NotIn");
  });
  return found == term.end() ? nullptr : &*found;
}

class NodeReader {
 public:
  explicit NodeReader(Task& task) : task_(task) {}

  void read_selector(const JsonCursor& selector) {
    for (const auto& [key, cursor] : selector.members()) {
      if (is_platform_key(key)) refuse_placeholder(cursor);
      const Requirement requirement{key, "In", {scalar_text(cursor)}, cursor.location()};
      requirements_.push_back(*for_hosts(requirement));
      if (requirement.is_met_on_fargate() || is_other_platform(requirement)) continue;
      task_.host_demands.push_back({"k8s_node_selector", key + "=" + requirement.values[0], cursor.path()});
    }
  }

  void read_affinity(const JsonCursor& required) {
    std::vector<Term> terms;
    for (const JsonCursor& term : required.items_of("nodeSelectorTerms")) terms.push_back(read_term(term));
    if (terms.size() == 1) {
      for (const Requirement& line : terms.front()) require(line);
    } else if (!terms.empty()) {
      require_what_all_ask(terms);
    }
    demand_from_fargate(terms);
  }

  void require(const Requirement& line) {
    if (auto requirement = for_hosts(line)) {
      requirements_.push_back(std::move(*requirement));
    } else {
      is_partial_ = true;
    }
  }

  void apply(bool system_is_stated) {
    apply_host_requirements(requirements_, {system_is_stated, false}, task_);
    if (task_.architecture == Architecture::arm64) demand_platform(HostFact::architecture, "k8s_arm64");
    if (task_.operating_system == OperatingSystem::windows_os && !system_is_stated) {
      demand_platform(HostFact::operating_system, "k8s_windows");
    }
  }

  bool is_partial() const { return is_partial_; }

 private:
  // Told apart by a demand of its own.
  static bool is_other_platform(const Requirement& requirement) {
    return (host_fact_of(requirement.key) == HostFact::architecture && requirement.allows("arm64")) ||
           (host_fact_of(requirement.key) == HostFact::operating_system && requirement.allows("windows"));
  }

  // Terms are alternatives: what every one of them asks of the same key, with the values of all, holds in any case.
  void require_what_all_ask(const std::vector<Term>& terms) {
    is_partial_ = true;
    for (const Requirement& first : terms.front()) {
      HostRequirement all{first.key, {}, first.where};
      const bool every_term_asks = std::all_of(terms.begin(), terms.end(), [&](const Term& term) {
        const Requirement* line = find_key(term, first.key);
        const auto requirement = line == nullptr ? std::nullopt : in_values(*line);
        if (!requirement) return false;
        for (const std::string& value : requirement->values) {
          if (!is_among(all.values, value)) all.values.push_back(value);
        }
        return true;
      });
      if (every_term_asks) requirements_.push_back(std::move(all));
    }
  }

  // A term that the default node meets makes the whole affinity harmless.
  void demand_from_fargate(const std::vector<Term>& terms) {
    const bool is_harmless = std::any_of(terms.begin(), terms.end(), [](const Term& term) {
      return std::all_of(term.begin(), term.end(), [](const Requirement& line) { return line.is_met_on_fargate(); });
    });
    if (is_harmless) return;
    for (const Term& term : terms) {
      for (const Requirement& line : term) {
        if (is_platform_key(line.key) || line.is_met_on_fargate()) continue;
        const std::string values = line.values.empty() ? std::string() : " " + join(line.values);
        task_.host_demands.push_back(
            {"k8s_node_affinity", line.key + " " + line.operation + values, line.where.json_path});
      }
    }
  }

  void demand_platform(HostFact fact, const char* feature) {
    for (const HostRequirement& requirement : requirements_) {
      if (host_fact_of(requirement.key) != fact) continue;
      task_.host_demands.push_back({feature, "true", requirement.where.json_path});
      return;
    }
  }

  Task& task_;
  std::vector<HostRequirement> requirements_;
  bool is_partial_ = false;
};

std::string toleration_text(const JsonCursor& toleration) {
  const std::string key = toleration.optional_text("key").value_or("");
  const std::string effect = toleration.optional_text("effect").value_or("");
  const std::string operation = toleration.optional_text("operator").value_or("Equal");
  std::string text = key.empty() ? "*" : key;
  if (operation == "Equal") {
    const auto value = toleration.find("value");
    text += "=" + (value ? scalar_text(*value) : std::string());
  } else if (operation != "Exists") {
    toleration.at("operator").fail("Equal or Exists");
  }
  return effect.empty() ? text : text + ":" + effect;
}

}  // namespace

bool read_node_requirements(const JsonCursor& pod_spec, Task& task) {
  NodeReader reader(task);
  const auto system = pod_spec.find("os");
  const auto name = system ? system->find("name") : std::nullopt;
  if (name && name->text() == "windows") {
    task.operating_system = OperatingSystem::windows_os;
    task.host_demands.push_back({"k8s_windows", "true", name->path()});
  }
  if (const auto selector = pod_spec.find("nodeSelector")) reader.read_selector(*selector);
  const auto affinity = pod_spec.find("affinity");
  const auto node_affinity = affinity ? affinity->find("nodeAffinity") : std::nullopt;
  if (node_affinity) {
    if (const auto required = node_affinity->find("requiredDuringSchedulingIgnoredDuringExecution")) {
      reader.read_affinity(*required);
    }
  }
  reader.apply(name.has_value());
  return reader.is_partial();
}

void read_tolerations(const JsonCursor& pod_spec, Task& task) {
  for (const JsonCursor& toleration : pod_spec.items_of("tolerations")) {
    if (!toleration.value().is_object()) continue;
    task.tolerated_taints.push_back(toleration_text(toleration));
  }
}

}  // namespace container_tco

// Finds out which format each document is in, and joins what the readers make of them.

#include "container_tco/workload/read.hpp"

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload_builder.hpp"
#include "container_tco/workload/workload_name.hpp"

namespace container_tco {
namespace {

bool has_any(const JsonValue& value, std::initializer_list<const char*> members) {
  for (const char* member : members) {
    if (value.find(member) != nullptr) return true;
  }
  return false;
}

// `describe-services` output has a list of services, too: a scenario's state their size themselves.
bool is_scenario(const JsonValue& value) {
  if (has_any(value, {"schema_version", "surroundings"})) return true;
  const JsonValue* services = value.find("services");
  return services != nullptr && services->is_array() && !services->items().empty() &&
         services->items().front().is_object() && has_any(services->items().front(), {"vcpu", "memory_gib"});
}

InputFormat detect_format(const JsonValue& document) {
  const JsonValue* value = &document;
  while (value->is_array() && !value->items().empty()) value = &value->items().front();
  if (!value->is_object()) return InputFormat::ecs;
  if (has_any(*value, {"apiVersion", "kind"})) return InputFormat::kubernetes;
  return is_scenario(*value) ? InputFormat::scenario : InputFormat::ecs;
}

}  // namespace

ReadResult read_workload(const std::vector<InputDocument>& documents, const std::vector<TimeZone>& zones) {
  std::vector<InputDocument> ecs;
  std::vector<InputDocument> kubernetes;
  std::vector<const InputDocument*> scenarios;
  WorkloadBuilder builder;
  for (const InputDocument& document : documents) {
    try {
      const InputFormat format = detect_format(parse_json(document.text, document.name));
      if (format == InputFormat::ecs) ecs.push_back(document);
      if (format == InputFormat::kubernetes) kubernetes.push_back(document);
      if (format == InputFormat::scenario) scenarios.push_back(&document);
    } catch (const Error& error) {
      builder.report(document.name, error.what());
    }
  }
  if (!ecs.empty()) builder.join(read_ecs(ecs), "");
  try {
    if (!kubernetes.empty()) builder.join(read_kubernetes(kubernetes), "");
  } catch (const Error& error) {
    builder.report(kubernetes.front().name, error.what());
  }
  for (const InputDocument* scenario : scenarios) {
    try {
      builder.join(read_scenario(*scenario, zones), scenario->name);
    } catch (const Error& error) {
      builder.report(scenario->name, error.what());
    }
  }
  builder.assume_totals_without_problems();
  if (builder.workload().name.empty()) {
    builder.workload().name = detail::workload_name_after(documents, builder.workload().services);
  }
  return std::move(builder).finish();
}

}  // namespace container_tco

#include "container_tco/estimate/resilience_defaults.hpp"

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string resilience_defaults_json();

namespace {

ResilienceDefaults read_defaults() {
  const JsonValue document = parse_json(resilience_defaults_json(), "resilience_defaults.json");
  const JsonCursor root(document, "resilience_defaults.json");
  const auto number = [&](const char* name) {
    const JsonCursor row = root.at(name);
    row.expect_only({"value", "source"});
    return SourcedNumber{row.at("value").decimal(), row.at("source").text()};
  };
  return {number("rollout_minutes"), number("host_minutes"), number("least_billed_host_minutes"),
          number("fargate_vcpu_quota")};
}

}  // namespace

const ResilienceDefaults& resilience_defaults() {
  static const ResilienceDefaults defaults = read_defaults();
  return defaults;
}

}  // namespace container_tco

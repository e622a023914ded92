#include "container_tco/sizing/fargate_rules.hpp"

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string fargate_sizes_json();
std::string fargate_storage_json();
std::string fargate_billing_json();

namespace {

constexpr std::int64_t max_fargate_number = 1'000'000'000;

ControlPlane parse_control_plane(const JsonCursor& name) {
  if (name.text() == "ecs") return ControlPlane::ecs;
  if (name.text() == "eks") return ControlPlane::eks;
  name.fail("ecs or eks");
}

FargateSizeRow parse_size_row(const JsonCursor& row) {
  row.expect_only({"cpu_units", "memory_mib", "platforms"});
  FargateSizeRow parsed{row.at("cpu_units").integer(1, max_fargate_number), {}, {}};
  for (const JsonCursor& memory : row.at("memory_mib").items()) {
    parsed.memory_mib.push_back(memory.integer(1, max_fargate_number));
  }
  for (const JsonCursor& platform : row.at("platforms").items()) parsed.platforms.push_back(platform.text());
  return parsed;
}

void read_sizes(FargateRules& rules) {
  const JsonValue document = parse_json(fargate_sizes_json(), "fargate_sizes.json");
  const JsonCursor root(document, "fargate_sizes.json");
  for (const JsonCursor& row : root.at("sizes").items()) rules.sizes.push_back(parse_size_row(row));
  const JsonCursor overhead = root.at("pod_overhead");
  rules.pod_overhead = {Bytes::from_mib(overhead.at("memory_mib").integer(0, max_fargate_number)),
                        overhead.at("source").text()};
}

void read_storage(FargateRules& rules) {
  const JsonValue document = parse_json(fargate_storage_json(), "fargate_storage.json");
  const JsonCursor root(document, "fargate_storage.json");
  rules.included_storage_gib = root.at("included_gib").integer(0, max_fargate_number);
  for (const JsonCursor& row : root.at("control_planes").items()) {
    rules.storage.push_back({parse_control_plane(row.at("control_plane")),
                             row.at("maximum_request_gib").integer(0, max_fargate_number),
                             row.at("overhead_fraction").decimal(),
                             row.at("overhead_gib").integer(0, max_fargate_number), row.at("source").text()});
  }
}

void read_billing(FargateRules& rules) {
  const JsonValue document = parse_json(fargate_billing_json(), "fargate_billing.json");
  for (const JsonCursor& row : JsonCursor(document, "fargate_billing.json").at("minimum_billed_seconds").items()) {
    const bool is_linux = parse_operating_system(row.at("operating_system").text()) == OperatingSystem::linux_os;
    std::int64_t& seconds = is_linux ? rules.minimum_billed_seconds_linux : rules.minimum_billed_seconds_windows;
    seconds = row.at("seconds").integer(1, max_fargate_number);
  }
}

FargateRules read_fargate_rules() {
  FargateRules rules;
  read_sizes(rules);
  read_storage(rules);
  read_billing(rules);
  return rules;
}

}  // namespace

const FargateStorageRule& FargateRules::storage_rule(ControlPlane control_plane) const {
  for (const FargateStorageRule& rule : storage) {
    if (rule.control_plane == control_plane) return rule;
  }
  throw InternalError("fargate_storage.json has a row for every control plane");
}

const FargateRules& fargate_rules() {
  static const FargateRules rules = read_fargate_rules();
  return rules;
}

}  // namespace container_tco

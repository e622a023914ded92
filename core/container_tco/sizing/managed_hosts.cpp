#include "container_tco/sizing/managed_hosts.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string managed_hosts_json();

namespace {

constexpr std::int64_t max_managed_number = 1'000'000;

ManagedHosts read_operator(const JsonCursor& row) {
  ManagedHosts hosts;
  hosts.control_plane = row.at("control_plane").text() == "ecs" ? ControlPlane::ecs : ControlPlane::eks;
  hosts.name = row.at("name").text();
  hosts.rule = row.at("rule").text();
  if (const auto regions = row.find("not_in")) {
    hosts.absent_prefix = regions->at("region_prefix").text();
    hosts.absent_regions = regions->at("name").text();
  }
  hosts.fewest_vcpu = row.at("fewest_vcpu").integer(1, max_managed_number);
  hosts.excluded_sizes = row.texts_of("excluded_sizes");
  hosts.families = row.texts_of("families");
  hosts.families_source = row.at("families_source").text();
  hosts.most_pods = row.optional_integer("most_pods", 1, max_managed_number);
  hosts.volume_gib = row.at("volume_gib").integer(1, max_managed_number);
  hosts.least_volume_gib = row.at("least_volume_gib").integer(1, max_managed_number);
  hosts.most_volume_gib = row.at("most_volume_gib").integer(1, max_managed_number);
  hosts.volume_source = row.at("volume_source").text();
  hosts.drained_after_days = row.at("drained_after_days").integer(1, max_managed_number);
  hosts.replaced_after_days = row.at("replaced_after_days").integer(1, max_managed_number);
  hosts.lifetime_source = row.at("lifetime_source").text();
  hosts.fee_rule = row.at("fee_rule").text();
  hosts.spot_rule = row.at("spot_rule").text();
  hosts.spot_since = row.at("spot_since").text();
  hosts.spot_source = row.at("spot_source").text();
  hosts.source = row.at("source").text();
  hosts.built_in_series = row.texts_of("built_in_series");
  hosts.built_in_generation = row.optional_integer("built_in_generation", 0, max_managed_number).value_or(0);
  hosts.built_in_spot = row.optional_boolean("built_in_spot").value_or(true);
  return hosts;
}

std::vector<ManagedHosts> read_operators() {
  const JsonValue document = parse_json(managed_hosts_json(), "managed_hosts.json");
  std::vector<ManagedHosts> operators;
  for (const JsonCursor& row : JsonCursor(document, "managed_hosts.json").at("operators").items()) {
    operators.push_back(read_operator(row));
  }
  return operators;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "m7gd": series m, generation 7.
struct SeriesAndGeneration {
  std::string series;
  std::int64_t generation = 0;
};

SeriesAndGeneration parts_of(const std::string& family) {
  const std::size_t digits = std::min(family.find_first_of("0123456789"), family.size());
  SeriesAndGeneration parts{family.substr(0, digits), 0};
  for (std::size_t i = digits; i < family.size() && family[i] >= '0' && family[i] <= '9'; ++i) {
    parts.generation = parts.generation * 10 + (family[i] - '0');
  }
  return parts;
}

}  // namespace

const ManagedHosts& managed_hosts(ControlPlane control_plane) {
  static const std::vector<ManagedHosts> operators = read_operators();
  for (const ManagedHosts& hosts : operators) {
    if (hosts.control_plane == control_plane) return hosts;
  }
  throw InternalError("managed_hosts.json speaks of every control plane");
}

bool may_be_managed(const InstanceType& type, ControlPlane control_plane) {
  const ManagedHosts& hosts = managed_hosts(control_plane);
  return type.vcpu >= hosts.fewest_vcpu && !contains(hosts.excluded_sizes, type.size) &&
         contains(hosts.families, type.family);
}

bool is_in_built_in_pools(const InstanceType& type, ControlPlane control_plane) {
  const ManagedHosts& hosts = managed_hosts(control_plane);
  if (hosts.built_in_series.empty()) return true;
  const SeriesAndGeneration parts = parts_of(type.family);
  return contains(hosts.built_in_series, parts.series) && parts.generation >= hosts.built_in_generation;
}

}  // namespace container_tco

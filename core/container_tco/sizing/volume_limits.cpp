#include "container_tco/sizing/volume_limits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string volume_limits_json();

namespace {

constexpr std::int64_t max_volumes = 10'000;

struct VolumeLimits {
  std::string source;
  std::set<std::string> older_families;
  std::int64_t older = 0;
  std::set<std::string> dedicated_families;
  std::int64_t dedicated = 0;
  std::map<std::string, std::int64_t> dedicated_by_size;
  std::int64_t shared = 0;
  std::int64_t shared_with_local_disks = 0;
  std::int64_t shared_of_metal = 0;
  std::map<std::string, std::int64_t> exceptions;
  std::int64_t own = 0;             // Of a host that the customer looks after.
  std::int64_t own_of_managed = 0;  // Of one that AWS looks after.
};

std::set<std::string> read_families(const JsonCursor& cursor) {
  std::set<std::string> families;
  for (const JsonCursor& item : cursor.items_of("families")) families.insert(item.text());
  return families;
}

std::map<std::string, std::int64_t> read_numbers(const JsonCursor& cursor) {
  std::map<std::string, std::int64_t> numbers;
  for (const auto& [name, value] : cursor.members()) numbers[name] = value.integer(0, max_volumes);
  return numbers;
}

VolumeLimits read_limits() {
  const JsonValue document = parse_json(volume_limits_json(), "volume_limits.json");
  const JsonCursor root(document, "volume_limits.json");
  VolumeLimits limits;
  limits.source = root.at("source").text();
  limits.older_families = read_families(root.at("older"));
  limits.older = root.at("older").at("attachments").integer(0, max_volumes);
  limits.dedicated_families = read_families(root.at("dedicated"));
  limits.dedicated = root.at("dedicated").at("attachments").integer(0, max_volumes);
  limits.dedicated_by_size = read_numbers(root.at("dedicated").at("by_size"));
  const JsonCursor shared = root.at("shared");
  limits.shared = shared.at("attachments").integer(0, max_volumes);
  limits.shared_with_local_disks = shared.at("attachments_with_local_disks").integer(0, max_volumes);
  limits.shared_of_metal = shared.at("attachments_of_metal").integer(0, max_volumes);
  limits.exceptions = read_numbers(root.at("exceptions"));
  limits.own = root.at("own").at("volumes").integer(0, max_volumes);
  limits.own_of_managed = root.at("own").at("volumes_of_managed_hosts").integer(0, max_volumes);
  return limits;
}

const VolumeLimits& limits() {
  static const VolumeLimits table = read_limits();
  return table;
}

bool shares_limit(const InstanceType& type) {
  return !limits().older_families.contains(type.family) && !limits().dedicated_families.contains(type.family);
}

std::int64_t attachments(const InstanceType& type) {
  const VolumeLimits& table = limits();
  if (const auto known = table.exceptions.find(type.name); known != table.exceptions.end()) return known->second;
  if (table.older_families.contains(type.family)) return table.older;
  if (table.dedicated_families.contains(type.family)) {
    const auto by_size = table.dedicated_by_size.find(type.size);
    return by_size == table.dedicated_by_size.end() ? table.dedicated : by_size->second;
  }
  if (type.bare_metal) return table.shared_of_metal;
  return type.local_nvme_gb.value_or(0) > 0 ? table.shared_with_local_disks : table.shared;
}

}  // namespace

std::int64_t volumes_for_tasks(const InstanceType& type, ControlPlane control_plane, const HostOptions& setup,
                               HostOperator host_operator) {
  std::int64_t left = attachments(type) - (host_operator == HostOperator::aws ? limits().own_of_managed : limits().own);
  if (shares_limit(type)) {
    const bool has_trunk = control_plane == ControlPlane::ecs && setup.eni_trunking;
    left -= has_trunk ? 1 : std::max<std::int64_t>(0, type.max_enis.value_or(1) - 1);
  }
  return std::max<std::int64_t>(0, left);
}

std::string volume_limits_source() { return limits().source; }

}  // namespace container_tco

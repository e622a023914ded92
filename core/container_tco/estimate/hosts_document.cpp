#include "container_tco/estimate/hosts_document.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {
namespace {

std::vector<std::string> read_texts(const JsonCursor& cursor, std::string_view member) {
  std::vector<std::string> texts;
  for (const JsonCursor& item : cursor.items_of(member)) {
    if (item.text().empty()) item.fail("a text that is not empty");
    texts.push_back(item.text());
  }
  return texts;
}

std::optional<Bytes> read_gib(const JsonCursor& cursor, std::string_view member) {
  const std::optional<Rational> gib = cursor.optional_decimal(member);
  if (!gib) return std::nullopt;
  if (gib->is_negative() || *gib > Rational(1'000'000)) cursor.at(member).fail("0 to 1,000,000 GiB");
  return Bytes::from_gib(*gib);
}

CandidateFilter read_candidates(const JsonCursor& cursor) {
  cursor.expect_only({"instance_types", "families", "exclude", "current_generation_only", "burstable", "bare_metal",
                      "min_vcpu", "max_vcpu", "min_memory_gib", "max_memory_gib"});
  CandidateFilter filter;
  filter.instance_types = read_texts(cursor, "instance_types");
  filter.families = read_texts(cursor, "families");
  filter.exclude = read_texts(cursor, "exclude");
  filter.current_generation_only = cursor.optional_boolean("current_generation_only").value_or(false);
  filter.burstable = cursor.optional_boolean("burstable").value_or(false);
  filter.bare_metal = cursor.optional_boolean("bare_metal").value_or(false);
  filter.min_vcpu = cursor.optional_integer("min_vcpu", 1, 10000);
  filter.max_vcpu = cursor.optional_integer("max_vcpu", 1, 10000);
  filter.min_memory = read_gib(cursor, "min_memory_gib");
  filter.max_memory = read_gib(cursor, "max_memory_gib");
  if (filter.min_vcpu && filter.max_vcpu && *filter.max_vcpu < *filter.min_vcpu) {
    cursor.at("max_vcpu").fail("at least min_vcpu");
  }
  if (filter.min_memory && filter.max_memory && *filter.max_memory < *filter.min_memory) {
    cursor.at("max_memory_gib").fail("at least min_memory_gib");
  }
  return filter;
}

// What the members leave out stays as `setup` has it.
HostOptions read_setup(const JsonCursor& cursor, HostOptions setup) {
  cursor.expect_only({"memory_overhead_fraction", "ecs_reserved_memory_mib", "eni_trunking", "prefix_delegation",
                      "custom_networking", "max_pods", "root_disk_gib", "managed_volume_gib"});
  if (const auto fraction = cursor.optional_decimal("memory_overhead_fraction")) {
    if (fraction->is_negative() || *fraction > Rational::ratio(1, 2)) {
      cursor.at("memory_overhead_fraction").fail("a share from 0 to 0.5");
    }
    setup.memory_overhead_fraction = fraction;
  }
  setup.ecs_reserved_memory_mib =
      cursor.optional_integer("ecs_reserved_memory_mib", 0, 64 * 1024 * 1024).value_or(setup.ecs_reserved_memory_mib);
  setup.eni_trunking = cursor.optional_boolean("eni_trunking").value_or(setup.eni_trunking);
  setup.prefix_delegation = cursor.optional_boolean("prefix_delegation").value_or(setup.prefix_delegation);
  setup.custom_networking = cursor.optional_boolean("custom_networking").value_or(setup.custom_networking);
  if (const auto pods = cursor.optional_integer("max_pods", 1, 10000)) setup.max_pods = pods;
  if (const auto gib = cursor.optional_integer("root_disk_gib", 1, 65536)) setup.root_disk_gib = gib;
  if (const auto gib = cursor.optional_integer("managed_volume_gib", 1, 65536)) setup.managed_volume_gib = gib;
  return setup;
}

std::string read_name(const JsonCursor& cursor) {
  const std::string& name = cursor.text();
  const bool is_fit = !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
  if (!is_fit) cursor.fail("a name of 1 to 63 letters, digits, '-', '_' and '.'");
  return name;
}

OperatingSystem read_operating_system(const JsonCursor& cursor) {
  const std::optional<JsonCursor> system = cursor.find("operating_system");
  if (!system || system->text() == "linux") return OperatingSystem::linux_os;
  if (system->text() != "windows") system->fail("linux or windows");
  return OperatingSystem::windows_os;
}

NodeGroup read_group(const JsonCursor& cursor) {
  cursor.expect_only({"name", "operating_system", "candidates", "labels", "taints", "min_hosts", "max_hosts"});
  NodeGroup group;
  group.name = read_name(cursor.at("name"));
  group.operating_system = read_operating_system(cursor);
  if (const auto candidates = cursor.find("candidates")) group.candidates = read_candidates(*candidates);
  if (const auto labels = cursor.find("labels")) {
    for (const auto& [key, value] : labels->members()) group.labels.push_back(key + "=" + value.text());
  }
  group.taints = read_texts(cursor, "taints");
  group.min_hosts = cursor.optional_integer("min_hosts", 0, 100000).value_or(0);
  group.max_hosts = cursor.optional_integer("max_hosts", 0, 100000);
  if (group.max_hosts && *group.max_hosts < group.min_hosts) cursor.at("max_hosts").fail("at least min_hosts");
  return group;
}

KeptHosts read_kept(const JsonCursor& cursor, const std::vector<NodeGroup>& groups) {
  cursor.expect_only({"instance_type", "group", "operating_system", "by_zone"});
  KeptHosts kept;
  kept.instance_type = cursor.at("instance_type").text();
  kept.operating_system = read_operating_system(cursor);
  if (const auto name = cursor.find("group")) {
    kept.group = read_name(*name);
    const NodeGroup* group = find_group(groups, kept.group);
    if (group == nullptr) name->fail("one of `groups`");
    if (group->operating_system != kept.operating_system) name->fail("a group of the same operating system");
  }
  for (const JsonCursor& count : cursor.at("by_zone").items()) kept.by_zone.push_back(count.integer(0, 100000));
  if (kept.by_zone.empty() || kept.by_zone.size() > 100) cursor.at("by_zone").fail("1 to 100 numbers");
  return kept;
}

}  // namespace

HostPlanOptions parse_hosts(const std::string& json_text, const std::string& file, HostPlanOptions options) {
  const JsonValue document = parse_json(json_text, file);
  const JsonCursor root(document, file);
  root.expect_only({"schema_version", "groups", "kept", "candidates", "setup", "min_hosts_per_zone", "min_hosts",
                    "max_hosts", "max_types", "headroom_percent", "survive_host_loss"});
  if (root.optional_text("schema_version").value_or("1") != "1") root.at("schema_version").fail("\"1\"");
  if (root.has("groups")) {
    options.groups.clear();
    for (const JsonCursor& item : root.items_of("groups")) {
      NodeGroup group = read_group(item);
      if (find_group(options.groups, group.name) != nullptr) item.at("name").fail("names that differ from each other");
      options.groups.push_back(std::move(group));
    }
  }
  if (root.has("kept")) {
    options.kept_hosts.clear();
    for (const JsonCursor& item : root.items_of("kept")) options.kept_hosts.push_back(read_kept(item, options.groups));
  }
  if (const auto candidates = root.find("candidates")) options.candidates = read_candidates(*candidates);
  if (const auto setup = root.find("setup")) options.setup = read_setup(*setup, options.setup);
  options.min_hosts_per_zone =
      root.optional_integer("min_hosts_per_zone", 0, 1000).value_or(options.min_hosts_per_zone);
  options.min_hosts = root.optional_integer("min_hosts", 0, 100000).value_or(options.min_hosts);
  if (const auto most = root.optional_integer("max_hosts", 0, 1000000)) options.max_hosts = most;
  if (const auto most = root.optional_integer("max_types", 1, 1000)) options.max_types = most;
  options.headroom_percent = root.optional_integer("headroom_percent", 0, 1000).value_or(options.headroom_percent);
  options.survive_host_loss = root.optional_boolean("survive_host_loss").value_or(options.survive_host_loss);
  return options;
}

}  // namespace container_tco

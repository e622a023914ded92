#include "container_tco/sizing/host_rules.hpp"

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string host_rules_json();

namespace {

constexpr std::int64_t max_host_number = 1'000'000'000;

std::int64_t number(const JsonCursor& row, const char* name) { return row.at(name).integer(0, max_host_number); }

MemoryOverhead parse_memory_overhead(const JsonCursor& row) {
  return {Rational::parse_fraction(row.at("fraction").text()), row.at("source").text()};
}

SourcedMib parse_mib(const JsonCursor& row) { return {number(row, "mib"), row.at("source").text()}; }

std::map<std::string, std::int64_t> parse_counts(const JsonCursor& counts) {
  std::map<std::string, std::int64_t> parsed;
  for (const auto& [name, count] : counts.members()) parsed[name] = count.integer(0, max_host_number);
  return parsed;
}

void read_ecs(const JsonCursor& ecs, HostRules& rules) {
  for (const JsonCursor& row : ecs.at("memory_overhead").items()) {
    const bool is_linux = parse_operating_system(row.at("operating_system").text()) == OperatingSystem::linux_os;
    (is_linux ? rules.ecs_linux_memory : rules.ecs_windows_memory) = parse_memory_overhead(row);
  }
  const JsonCursor trunking = ecs.at("trunking");
  for (const JsonCursor& row : trunking.at("families").items()) {
    TrunkingFamilies families;
    for (const JsonCursor& name : row.at("names").items()) families.names.push_back(name.text());
    families.tasks_by_size = parse_counts(row.at("tasks_by_size"));
    rules.trunking.families.push_back(std::move(families));
  }
  for (const JsonCursor& name : trunking.at("unsupported").items()) rules.trunking.unsupported.push_back(name.text());
  rules.trunking.tasks_by_type = parse_counts(trunking.at("tasks_by_type"));
  rules.trunking.source = trunking.at("source").text();
}

void read_max_pods(const JsonCursor& row, MaxPodsRule& rule) {
  rule = {number(row, "unknown"),          number(row, "prefix_addresses"),        number(row, "prefix_cap"),
          number(row, "prefix_cap_large"), number(row, "prefix_large_above_vcpu"), row.at("source").text()};
}

void read_windows_nodes(const JsonCursor& windows, WindowsNodeRules& rules) {
  rules.memory = parse_memory_overhead(windows.at("memory_overhead"));
  rules.kube_reserved_memory = parse_mib(windows.at("kube_reserved_memory"));
  rules.system_reserved_memory = parse_mib(windows.at("system_reserved_memory"));
  rules.eviction_memory = parse_mib(windows.at("eviction_memory"));
  rules.max_pods_source = windows.at("max_pods_source").text();
}

void read_eks(const JsonCursor& eks, HostRules& rules) {
  rules.eks_memory = parse_memory_overhead(eks.at("memory_overhead"));
  rules.arm64_contiguous_memory = parse_mib(eks.at("arm64_contiguous_memory_mib"));
  const JsonCursor cpu = eks.at("reserved_cpu");
  for (const JsonCursor& band : cpu.at("bands").items()) {
    rules.reserved_cpu.push_back(
        {band.optional_integer("vcpu", 1, max_host_number), band.at("milli_per_vcpu").decimal()});
  }
  rules.reserved_cpu_source = cpu.at("source").text();
  const JsonCursor memory = eks.at("reserved_memory");
  rules.reserved_memory_mib = number(memory, "mib");
  rules.reserved_memory_mib_per_pod = number(memory, "mib_per_pod");
  rules.reserved_memory_source = memory.at("source").text();
  rules.eviction_memory = parse_mib(eks.at("eviction_memory"));
  read_max_pods(eks.at("max_pods"), rules.max_pods);
  read_windows_nodes(eks.at("windows"), rules.eks_windows);
}

DefaultDisk parse_disk(const JsonCursor& row) {
  const ControlPlane plane = row.at("control_plane").text() == "ecs" ? ControlPlane::ecs : ControlPlane::eks;
  return {plane, parse_operating_system(row.at("operating_system").text()), number(row, "gib"),
          row.at("source").text()};
}

HostRules read_host_rules() {
  const JsonValue document = parse_json(host_rules_json(), "host_rules.json");
  const JsonCursor root(document, "host_rules.json");
  HostRules rules;
  read_ecs(root.at("ecs"), rules);
  read_eks(root.at("eks"), rules);
  for (const JsonCursor& row : root.at("root_disk").items()) rules.root_disks.push_back(parse_disk(row));
  return rules;
}

}  // namespace

const HostRules& host_rules() {
  static const HostRules rules = read_host_rules();
  return rules;
}

}  // namespace container_tco

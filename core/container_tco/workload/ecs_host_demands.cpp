#include "container_tco/workload/ecs_host_demands.hpp"

#include <utility>

#include "container_tco/workload/ecs_network.hpp"

namespace container_tco {
namespace {

constexpr DemandRule task_rules[] = {
    {"requiresCompatibilities[]", "requires_compatibilities", true},
    {"runtimePlatform.operatingSystemFamily", "operating_system_family", true},
    {"runtimePlatform.cpuArchitecture", "cpu_architecture", true},
    {"inferenceAccelerators[].deviceType", "inference_accelerator"},
    {"placementConstraints[].type", "task_placement_constraint"},
    {"ipcMode", "ipc_mode", true},
    {"pidMode", "pid_mode", true},
    {"volumes[].host.sourcePath", "volume_host_path"},
    {"volumes[].dockerVolumeConfiguration", "volume_docker"},
    {"volumes[].efsVolumeConfiguration", "volume_efs"},
    {"volumes[].fsxWindowsFileServerVolumeConfiguration", "volume_fsx_windows"},
    {"volumes[].s3filesVolumeConfiguration", "volume_s3files"},
    {"volumes[].configuredAtLaunch", "volume_ebs"},
    {"proxyConfiguration", "proxy_configuration"},
    {"ephemeralStorage.sizeInGiB", "ephemeral_storage"},
    {"enableFaultInjection", "fault_injection"},
};

constexpr DemandRule container_rules[] = {
    {"privileged", "privileged", true},
    {"linuxParameters.capabilities.add[]", "capability_add", true},
    {"linuxParameters.capabilities.drop[]", "capability_drop"},
    {"linuxParameters.devices[].hostPath", "device"},
    {"linuxParameters.sharedMemorySize", "shared_memory_size"},
    {"linuxParameters.tmpfs[].containerPath", "tmpfs"},
    {"linuxParameters.maxSwap", "max_swap"},
    {"linuxParameters.swappiness", "swappiness"},
    {"linuxParameters.initProcessEnabled", "init_process"},
    {"ulimits[].name", "ulimit", true},
    {"systemControls[].namespace", "system_control", true},
    {"dockerSecurityOptions[]", "docker_security_option"},
    {"disableNetworking", "disable_networking", true},
    {"dnsServers[]", "dns_server"},
    {"dnsSearchDomains[]", "dns_search_domain"},
    {"extraHosts[].hostname", "extra_host"},
    {"hostname", "hostname"},
    {"links[]", "link"},
    {"logConfiguration.logDriver", "log_driver", true},
    {"firelensConfiguration.type", "firelens"},
    {"firelensConfiguration.options.config-file-type", "firelens_config_type", true},
    {"credentialSpecs[]", "credential_spec"},
    {"dependsOn[].containerName", "depends_on"},
    {"startTimeout", "start_timeout"},
    {"stopTimeout", "stop_timeout"},
    {"healthCheck", "health_check"},
    {"restartPolicy.enabled", "restart_policy"},
    {"user", "user"},
    {"readonlyRootFilesystem", "readonly_root"},
};

constexpr const char* volume_kinds[] = {"dockerVolumeConfiguration", "efsVolumeConfiguration",
                                        "fsxWindowsFileServerVolumeConfiguration", "s3filesVolumeConfiguration"};

constexpr std::pair<std::string_view, std::string_view> accelerator_features[] = {
    {"GPU", "gpu"}, {"InferenceAccelerator", "inference_accelerator"}, {"NeuronDevice", "neuron"}};

// What a value says, or nothing when it asks for nothing.
std::string demand_value(const JsonValue& value) {
  switch (value.kind()) {
    case JsonValue::Kind::null:
      return "";
    case JsonValue::Kind::boolean:
      return value.as_boolean() ? "true" : "";
    case JsonValue::Kind::number:
      return printable(value.text(), 200);
    case JsonValue::Kind::string:
      return value.text() == "false" ? "" : printable(value.text(), 200);
    case JsonValue::Kind::array:
      return value.items().empty() ? "" : "true";
    case JsonValue::Kind::object:
      return value.members().empty() ? "" : "true";
  }
  throw InternalError("a JSON value without a kind");
}

void add_demand(const JsonCursor& cursor, const DemandRule& rule, std::vector<HostDemand>& demands) {
  const std::string value = demand_value(cursor.value());
  if (value.empty()) return;
  if (rule.decides && cursor.value().is_string() && looks_like_placeholder(value)) {
    cursor.fail("a value that says whether the task can run on Fargate");
  }
  demands.push_back({std::string(rule.feature), value, cursor.path()});
}

// A bind mount of storage that the host makes up itself: a volume that is only named, or whose host has no path.
void add_plain_volumes(const JsonCursor& definition, std::vector<HostDemand>& demands) {
  for (const JsonCursor& volume : definition.items_of("volumes")) {
    bool is_plain = !volume.optional_boolean("configuredAtLaunch").value_or(false);
    for (const char* kind : volume_kinds) is_plain = is_plain && !volume.has(kind);
    const std::optional<JsonCursor> host = volume.find("host");
    const std::optional<std::string> path = host ? host->optional_text("sourcePath") : std::nullopt;
    if (!is_plain || (path && !path->empty())) continue;
    demands.push_back({"volume_host", printable(volume.optional_text("name").value_or("true")), volume.path()});
  }
}

void add_resource_requirements(const JsonCursor& container, std::vector<HostDemand>& demands) {
  for (const JsonCursor& requirement : container.items_of("resourceRequirements")) {
    const std::string type = requirement.optional_text("type").value_or("");
    for (const auto& [known_type, feature] : accelerator_features) {
      if (type == known_type) collect_demands(requirement, {"value", feature}, demands);
    }
  }
}

void add_missing_stream_prefix(const JsonCursor& container, std::vector<HostDemand>& demands) {
  const std::optional<JsonCursor> logs = container.find("logConfiguration");
  if (!logs || logs->optional_text("logDriver") != "awslogs") return;
  const std::optional<JsonCursor> options = logs->find("options");
  if (options && options->has("awslogs-stream-prefix")) return;
  demands.push_back({"log_stream_prefix_missing", "awslogs", logs->path()});
}

void add_missing_task_size(const JsonCursor& definition, const EcsTaskSize& size, std::vector<HostDemand>& demands) {
  if (size.has_task_cpu && size.has_task_memory) return;
  std::string missing = size.has_task_cpu ? "" : "cpu";
  if (!size.has_task_memory) missing += missing.empty() ? "memory" : ", memory";
  demands.push_back({"task_size_missing", missing, definition.path()});
}

// An absent networkMode means bridge, which decides as if it were written (rule X1).
void add_network_mode(const JsonCursor& definition, std::vector<HostDemand>& demands) {
  const std::size_t before = demands.size();
  collect_demands(definition, {"networkMode", "network_mode", true}, demands);
  if (demands.size() == before) demands.push_back({"network_mode", "bridge", definition.path()});
}

}  // namespace

void collect_demands(const JsonCursor& cursor, const DemandRule& rule, std::vector<HostDemand>& demands) {
  if (rule.selector.empty()) {
    add_demand(cursor, rule, demands);
    return;
  }
  DemandRule rest = rule;
  if (rule.selector.starts_with("[]")) {
    rest.selector.remove_prefix(rule.selector.starts_with("[].") ? 3 : 2);
    for (const JsonCursor& item : cursor.items()) collect_demands(item, rest, demands);
    return;
  }
  const std::size_t end = std::min(rule.selector.find_first_of(".["), rule.selector.size());
  const std::string_view name = rule.selector.substr(0, end);
  rest.selector.remove_prefix(end);
  if (rest.selector.starts_with('.')) rest.selector.remove_prefix(1);
  if (const std::optional<JsonCursor> member = cursor.find(name)) collect_demands(*member, rest, demands);
}

std::vector<HostDemand> find_ecs_host_demands(const JsonCursor& definition, const EcsTaskSize& size) {
  std::vector<HostDemand> demands;
  add_network_mode(definition, demands);
  add_missing_task_size(definition, size, demands);
  for (const DemandRule& rule : task_rules) collect_demands(definition, rule, demands);
  add_plain_volumes(definition, demands);
  const JsonCursor list = definition.at("containerDefinitions");
  demands.push_back({"container_count", std::to_string(list.value().items().size()), list.path()});
  for (const JsonCursor& container : list.items()) {
    for (const DemandRule& rule : container_rules) collect_demands(container, rule, demands);
    add_resource_requirements(container, demands);
    add_missing_stream_prefix(container, demands);
  }
  for (HostDemand& demand : find_differing_host_ports(definition)) demands.push_back(std::move(demand));
  return demands;
}

}  // namespace container_tco

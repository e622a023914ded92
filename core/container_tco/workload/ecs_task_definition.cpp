#include "container_tco/workload/ecs_task_definition.hpp"

#include <limits>

#include "container_tco/workload/ecs_host_demands.hpp"
#include "container_tco/workload/ecs_network.hpp"
#include "container_tco/workload/ecs_task_size.hpp"
#include "container_tco/workload/input_limits.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_revision = std::numeric_limits<std::int32_t>::max();

OperatingSystem read_operating_system(const JsonCursor& definition) {
  const std::optional<JsonCursor> platform = definition.find("runtimePlatform");
  const std::optional<JsonCursor> family = platform ? platform->find("operatingSystemFamily") : std::nullopt;
  if (!family || family->text().empty() || family->text() == "LINUX") return OperatingSystem::linux_os;
  if (family->text().starts_with("WINDOWS_SERVER_")) return OperatingSystem::windows_os;
  family->fail("LINUX or a Windows family such as WINDOWS_SERVER_2022_CORE");
}

Architecture read_architecture(const JsonCursor& definition) {
  const std::optional<JsonCursor> platform = definition.find("runtimePlatform");
  const std::optional<JsonCursor> name = platform ? platform->find("cpuArchitecture") : std::nullopt;
  if (!name || name->text().empty()) return Architecture::x86_64;
  try {
    return parse_architecture(name->text());
  } catch (const InvalidInputError&) {
    name->fail("X86_64 or ARM64");
  }
}

std::optional<Bytes> read_ephemeral_storage(const JsonCursor& definition) {
  const std::optional<JsonCursor> storage = definition.find("ephemeralStorage");
  if (!storage) return std::nullopt;
  return Bytes::from_gib(storage->at("sizeInGiB").integer(1, max_storage_gib));
}

// Volumes that ECS makes at launch, and those of Docker plugins for EBS.
std::int64_t count_host_volumes(const JsonCursor& definition) {
  std::int64_t count = 0;
  for (const JsonCursor& volume : definition.items_of("volumes")) {
    const std::optional<JsonCursor> docker = volume.find("dockerVolumeConfiguration");
    const std::string driver = docker ? docker->optional_text("driver").value_or("") : "";
    const bool is_plugin = driver.find("rexray") != std::string::npos || driver.find("ebs") != std::string::npos;
    count += is_plugin || volume.optional_boolean("configuredAtLaunch").value_or(false) ? 1 : 0;
  }
  return count;
}

bool states(const JsonCursor& definition, std::string_view platform_member) {
  const std::optional<JsonCursor> platform = definition.find("runtimePlatform");
  return platform && !platform->optional_text(platform_member).value_or("").empty();
}

// FireLens may send to CloudWatch or elsewhere; only its output plugin tells.
std::optional<bool> firelens_sends_cloudwatch_logs(const JsonCursor& logs) {
  const std::optional<JsonCursor> options = logs.find("options");
  const std::optional<JsonCursor> plugin = options ? options->find("Name") : std::nullopt;
  if (!plugin || !plugin->value().is_string()) return std::nullopt;
  return plugin->value().text().starts_with("cloudwatch");
}

std::optional<bool> read_sends_cloudwatch_logs(const JsonCursor& definition) {
  std::optional<bool> sends = false;
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    const std::optional<JsonCursor> logs = container.find("logConfiguration");
    const std::string driver = logs ? logs->optional_text("logDriver").value_or("") : "";
    if (driver == "awslogs") return true;
    if (driver != "awsfirelens") continue;
    const std::optional<bool> firelens = firelens_sends_cloudwatch_logs(*logs);
    if (firelens == true) return true;
    if (!firelens) sends.reset();
  }
  return sends;
}

std::vector<std::string> read_images(const JsonCursor& definition) {
  std::vector<std::string> images;
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    const std::optional<JsonCursor> image = container.find("image");
    if (image && image->value().is_string()) images.push_back(image->value().text());
  }
  return images;
}

std::vector<Assumption> list_assumptions(const std::string& name, const Task& task, bool names_platform,
                                         bool names_network_mode, const EcsTaskSize& size) {
  const std::string quoted = "\"" + printable(name) + "\"";
  std::vector<Assumption> assumptions;
  if (!names_platform) {
    assumptions.push_back(
        {"platform_default",
         "No runtimePlatform in task definition " + quoted + ": Linux and x86_64, the defaults of ECS.", "J2"});
  }
  if (!names_network_mode) {
    assumptions.push_back({"network_mode_default",
                           "No network mode in task definition " + quoted + ": bridge, the default of ECS.", "X1"});
  }
  if (task.request.cpu == Cpu()) {
    assumptions.push_back({"cpu_unlimited",
                           "No CPU reserved by task definition " + quoted +
                               ": on EC2 memory alone decides how many tasks fit on a host; Fargate gives the "
                               "smallest size that holds the memory.",
                           "S5, S14"});
  }
  if (size.windows_fell_back) {
    assumptions.push_back({"windows_task_size",
                           "No memory in the containers of Windows task definition " + quoted +
                               ": the size of the task is used on EC2, where ECS itself would ignore it.",
                           "S6"});
  }
  return assumptions;
}

std::string first_container_name(const JsonCursor& definition) {
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    if (!container.value().is_object()) continue;
    const std::optional<JsonCursor> name = container.find("name");
    if (name && name->value().is_string() && !name->value().text().empty()) return name->value().text();
  }
  return "task";
}

}  // namespace

EcsTaskDefinitionName EcsTaskDefinitionName::parse(const std::string& text) {
  EcsTaskDefinitionName name;
  static constexpr std::string_view marker = "task-definition/";
  const std::size_t position = text.find(marker);
  std::string rest = text;
  if (position != std::string::npos) {
    name.account = text.substr(0, position);
    rest = text.substr(position + marker.size());
  }
  name.family = rest;
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string::npos) return name;
  const std::string digits = rest.substr(colon + 1);
  if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos) return name;
  name.family = rest.substr(0, colon);
  name.revision = std::stoll(digits);
  return name;
}

std::string EcsTaskDefinitionName::text() const { return revision ? family + ":" + std::to_string(*revision) : family; }

EcsTaskDefinitionName read_ecs_task_definition_name(const JsonCursor& definition) {
  const std::optional<std::string> arn = definition.optional_text("taskDefinitionArn");
  if (arn && !arn->empty()) return EcsTaskDefinitionName::parse(*arn);
  EcsTaskDefinitionName name;
  name.family = definition.optional_text("family").value_or("");
  if (name.family.empty()) name.family = first_container_name(definition);
  name.revision = definition.optional_integer("revision", 0, max_revision);
  return name;
}

EcsTaskDefinition read_ecs_task_definition(const JsonCursor& definition) {
  EcsTaskDefinition result;
  Task& task = result.task;
  task.operating_system = read_operating_system(definition);
  task.architecture = read_architecture(definition);
  const EcsTaskSize size = read_ecs_task_size(definition, task.operating_system);
  task.request = size.request;
  task.fargate_request = size.fargate_request;
  task.ephemeral_storage = read_ephemeral_storage(definition);
  const std::optional<NetworkMode> mode = read_ecs_network_mode(definition);
  task.network_mode = mode.value_or(NetworkMode::bridge);
  task.static_host_ports = read_static_host_ports(definition, task.network_mode);
  task.attached_volumes = count_host_volumes(definition);
  task.accelerator = size.accelerators.kind;
  task.all_accelerators = size.accelerators.all_of_host;
  result.constraints = read_ecs_constraints(definition);
  result.stated_platform = {states(definition, "operatingSystemFamily"), states(definition, "cpuArchitecture")};
  task.host_demands = find_ecs_host_demands(definition, size);
  task.images = read_images(definition);
  task.container_count = static_cast<std::int64_t>(definition.at("containerDefinitions").value().items().size());
  result.sends_cloudwatch_logs = read_sends_cloudwatch_logs(definition);
  result.assumptions = list_assumptions(read_ecs_task_definition_name(definition).text(), task,
                                        definition.has("runtimePlatform"), mode.has_value(), size);
  return result;
}

}  // namespace container_tco

// Scenario files: a workload in a person's own words (scenario.schema.json).

#include <algorithm>
#include <map>

#include "container_tco/workload/input_limits.hpp"
#include "container_tco/workload/read.hpp"
#include "container_tco/workload/scenario_fields.hpp"
#include "container_tco/workload/scenario_hosts.hpp"
#include "container_tco/workload/workload_builder.hpp"

namespace container_tco {
namespace {

std::vector<std::string> members_of_service() {
  std::vector<std::string> members = {"name",
                                      "count",
                                      "runs",
                                      "demand",
                                      "vcpu",
                                      "memory_gib",
                                      "gpu",
                                      "operating_system",
                                      "architecture",
                                      "ephemeral_storage_gib",
                                      "network_mode",
                                      "static_host_ports",
                                      "one_per_host",
                                      "apart_from",
                                      "daemon",
                                      "daemon_as_sidecar",
                                      "needs",
                                      "usage",
                                      "assign_public_ip",
                                      "load_balanced",
                                      "accelerator",
                                      "all_accelerators"};
  members.insert(members.end(), host_fact_members().begin(), host_fact_members().end());
  return members;
}

Resources read_size(const JsonCursor& service) {
  Resources size;
  size.cpu = Cpu::from_vcpu(read_positive(service.at("vcpu"), max_vcpu));
  size.memory = Bytes::from_gib(read_positive(service.at("memory_gib"), max_memory_gib));
  size.gpu_count = service.optional_integer("gpu", 0, max_gpus).value_or(0);
  return size;
}

template <typename Parse>
auto parse_name(const JsonCursor& cursor, Parse parse, const std::string& expected) {
  try {
    return parse(cursor.text());
  } catch (const InvalidInputError&) {
    cursor.fail(expected);
  }
}

NetworkMode read_network_mode(const JsonCursor& cursor) {
  for (const NetworkMode mode : {NetworkMode::awsvpc, NetworkMode::bridge, NetworkMode::host, NetworkMode::none}) {
    if (cursor.text() == to_string(mode)) return mode;
  }
  cursor.fail("awsvpc, bridge, host or none");
}

// 8080, "8080", "8080/tcp" or "53/udp".
std::string read_port(const JsonCursor& cursor) {
  const std::string expected = "a port such as 8080 or \"53/udp\"";
  if (!cursor.value().is_number() && !cursor.value().is_string()) cursor.fail(expected);
  const std::string& text = cursor.value().text();
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string digits = text.substr(0, slash);
  const std::string protocol = slash == text.size() ? "tcp" : text.substr(slash + 1);
  const bool is_number = !digits.empty() && digits.size() <= 5 &&
                         digits.find_first_not_of("0123456789") == std::string::npos && digits.front() != '0';
  if (!is_number || std::stoi(digits) > 65535 || (protocol != "tcp" && protocol != "udp")) cursor.fail(expected);
  return digits + "/" + protocol;
}

void read_host_side(const JsonCursor& cursor, Task& task) {
  if (const auto mode = cursor.find("network_mode")) {
    task.network_mode = read_network_mode(*mode);
    task.host_demands.push_back({"network_mode", mode->text(), mode->path()});
  }
  for (const JsonCursor& port : cursor.items_of("static_host_ports")) task.static_host_ports.push_back(read_port(port));
  task.one_per_host = cursor.optional_boolean("one_per_host").value_or(false);
  read_accelerator(cursor, task);
  if (task.request.gpu_count > 0) {
    const char* feature = task.accelerator == Accelerator::nvidia ? "gpu" : "neuron";
    task.host_demands.push_back({feature, std::to_string(task.request.gpu_count), cursor.at("gpu").path()});
  }
  if (const auto storage = cursor.find("ephemeral_storage_gib")) {
    task.ephemeral_storage = Bytes::from_gib(read_positive(*storage, max_storage_gib));
    task.host_demands.push_back({"ephemeral_storage", storage->value().text(), storage->path()});
  }
}

Task read_task(const JsonCursor& cursor) {
  Task task;
  task.request = read_size(cursor);
  task.fargate_request = task.request;
  if (const auto name = cursor.find("operating_system")) {
    task.operating_system = parse_name(*name, parse_operating_system, "linux or windows");
  }
  if (const auto name = cursor.find("architecture")) {
    task.architecture = parse_name(*name, parse_architecture, "x86_64 or arm64");
    task.architecture_is_stated = true;
  }
  read_host_side(cursor, task);
  return task;
}

std::optional<ScenarioDemand> read_demand(const JsonCursor& cursor, const std::vector<TimeZone>& zones,
                                          Service& service) {
  service.is_daemon = cursor.optional_boolean("daemon").value_or(false);
  const std::optional<ScenarioDemand> demand = read_scenario_demand(cursor, zones);
  if (service.is_daemon) {
    if (demand) {
      throw ParseError(cursor.location(), "a daemon without 'count', 'runs' or 'demand'", "one with them",
                       "A daemon runs once on every host");
    }
    service.task.host_demands.push_back({"scheduling_daemon", "DAEMON", cursor.at("daemon").path()});
  } else if (demand) {
    service.demand = demand->demand;
  }
  return demand;
}

void add_service(const JsonCursor& cursor, const std::vector<TimeZone>& zones, WorkloadBuilder& builder) {
  cursor.expect_only(members_of_service());
  Service service;
  const JsonCursor name = cursor.at("name");
  service.name = name.text();
  if (service.name.empty()) name.fail("a name that is not empty");
  service.format = InputFormat::scenario;
  service.origin = cursor.file() + " at " + cursor.path();
  service.task = read_task(cursor);
  for (const JsonCursor& other : cursor.items_of("apart_from")) service.apart_from.push_back(other.text());
  read_host_facts(cursor, cursor.has("architecture"), service);
  const std::optional<ScenarioDemand> demand = read_demand(cursor, zones, service);
  read_known_facts(cursor, service);
  const Service* added = builder.add(std::move(service));
  if (added == nullptr) name.fail("a name that no other service has");
  if (demand && demand->derived_concurrency) builder.assume(assume_concurrency(*added));
  if (!demand && !added->is_daemon) builder.assume(assume_one_task(added->name));
}

void check_neighbours(const JsonCursor& services, const Workload& workload) {
  std::map<std::string, bool> daemons;
  for (const Service& service : workload.services) daemons[service.name] = service.is_daemon;
  for (const JsonCursor& service : services.items()) {
    for (const JsonCursor& name : service.items_of("apart_from")) {
      const auto other = daemons.find(name.text());
      const bool is_other = other != daemons.end() && other->first != service.at("name").text();
      if (!is_other || other->second || service.optional_boolean("daemon").value_or(false)) {
        name.fail("the name of another service of this file, where neither of the two is a daemon");
      }
    }
  }
}

}  // namespace

ReadResult read_scenario(const InputDocument& document, const std::vector<TimeZone>& zones) {
  const JsonValue parsed = parse_json(document.text, document.name);
  const JsonCursor root(parsed, document.name);
  expect_scenario(root, {"$schema", "schema_version", "name", "services", "surroundings", "options"});
  WorkloadBuilder builder;
  builder.workload().name = root.optional_text("name").value_or("");
  for (const JsonCursor& service : root.at("services").items()) add_service(service, zones, builder);
  check_neighbours(root.at("services"), builder.workload());
  read_surroundings(root, builder.workload().surroundings);
  return std::move(builder).finish();
}

}  // namespace container_tco

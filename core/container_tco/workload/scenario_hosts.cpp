#include "container_tco/workload/scenario_hosts.hpp"

#include <algorithm>
#include <optional>

#include "container_tco/workload/host_requirements.hpp"
#include "container_tco/workload/input_limits.hpp"
#include "container_tco/workload/scenario_rollout.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_zones = 100;
constexpr std::int64_t max_volumes = 128;
constexpr std::size_t max_list = 100;
constexpr std::size_t max_text = 200;

/// A member that is a list of names, and where it goes.
struct ListField {
  const char* name;
  std::vector<std::string> Task::* member;
  const char* expected;
};

constexpr ListField list_fields[] = {
    {"tolerated_taints", &Task::tolerated_taints, "a taint such as \"dedicated=gpu:NoSchedule\", or \"*\" for all"},
    {"allowed_zones", &Task::allowed_zones, "the name of a zone such as \"eu-west-1a\""},
    {"allowed_instance_types", &Task::allowed_instance_types, "an instance type such as \"m7g.large\" or \"m7g.*\""},
};

std::vector<std::string> read_names(const JsonCursor& list, const std::string& expected) {
  std::vector<std::string> names;
  const std::vector<JsonCursor> items = list.items();
  if (items.size() > max_list) list.fail("a list of at most " + std::to_string(max_list) + " names");
  for (const JsonCursor& item : items) {
    if (item.text().empty() || item.text().size() > max_text) item.fail(expected);
    if (std::find(names.begin(), names.end(), item.text()) == names.end()) names.push_back(item.text());
  }
  return names;
}

void read_architectures(const JsonCursor& list, bool is_stated, Task& task) {
  std::vector<Architecture> architectures;
  for (const JsonCursor& item : list.items()) {
    try {
      architectures.push_back(parse_architecture(item.text()));
    } catch (const InvalidInputError&) {
      item.fail("x86_64 or arm64");
    }
  }
  if (architectures.empty()) list.fail("at least one of x86_64 and arm64");
  const bool has_own = std::find(architectures.begin(), architectures.end(), task.architecture) != architectures.end();
  if (is_stated && !has_own) {
    list.fail("a list with " + to_string(task.architecture) + ", which the task itself states",
              "Add it, or change the task");
  }
  if (!is_stated) task.architecture = architectures.front();
  task.architecture_is_stated = true;
  task.also_built_for = architectures;
  const std::vector<Architecture> all = architectures_of(task);
  task.also_built_for.assign(all.begin() + 1, all.end());
}

HostRequirement read_label(const std::string& text, InputLocation where) {
  const LabelCondition condition = parse_label_condition(text);
  HostRequirement requirement{std::string(condition.key), {}, std::move(where), condition.comparison};
  if (!condition.has_values) return requirement;
  std::string values(condition.values);
  while (true) {
    const std::size_t bar = std::min(values.find('|'), values.size());
    requirement.values.push_back(values.substr(0, bar));
    if (bar == values.size()) return requirement;
    values.erase(0, bar + 1);
  }
}

// Labels that were there have no place of their own any more; the complaint names the new one.
void read_labels(const JsonCursor& list, bool architecture_is_stated, Task& task) {
  std::vector<HostRequirement> requirements;
  for (const std::string& label : task.required_host_labels)
    requirements.push_back(read_label(label, {list.file(), ""}));
  for (const JsonCursor& item : list.items()) {
    const std::string& text = item.text();
    requirements.push_back(read_label(text, item.location()));
    if (requirements.back().key.empty() || text.size() > max_text) item.fail("a label such as \"disktype=ssd\"");
    if (!chooses_hosts(requirements.back())) {
      item.fail("one of several values (\"disktype=ssd|nvme\"), as it is no label that the instance type sets",
                "Name the values that will do");
    }
  }
  task.required_host_labels.clear();
  apply_host_requirements(requirements, {true, architecture_is_stated}, task);
}

PlacementStrategy read_placement(const JsonCursor& cursor) {
  for (const PlacementStrategy placement : {PlacementStrategy::spread_zones, PlacementStrategy::spread_hosts,
                                            PlacementStrategy::binpack, PlacementStrategy::random}) {
    if (cursor.text() == to_string(placement)) return placement;
  }
  cursor.fail("spread_zones, spread_hosts, binpack or random");
}

}  // namespace

const std::vector<std::string>& host_fact_members() {
  static const std::vector<std::string> members = {"architectures",
                                                   "required_host_labels",
                                                   "tolerated_taints",
                                                   "allowed_zones",
                                                   "allowed_instance_types",
                                                   "accelerator_model",
                                                   "attached_volumes",
                                                   "max_copies_per_host",
                                                   "max_host_skew",
                                                   "max_copies_per_zone",
                                                   "least_zones",
                                                   "rollout",
                                                   "placement",
                                                   "capacity_strategy"};
  return members;
}

void read_host_facts(const JsonCursor& cursor, bool architecture_is_stated, Service& service) {
  Task& task = service.task;
  const auto architectures = cursor.find("architectures");
  if (architectures) read_architectures(*architectures, architecture_is_stated, task);
  if (const auto labels = cursor.find("required_host_labels")) {
    read_labels(*labels, architecture_is_stated || architectures.has_value(), task);
  }
  for (const ListField& field : list_fields) {
    if (const auto list = cursor.find(field.name)) task.*field.member = read_names(*list, field.expected);
  }
  if (const auto model = cursor.find("accelerator_model"))
    task.accelerator_model = accelerator_model_named(model->text());
  if (const auto volumes = cursor.optional_integer("attached_volumes", 0, max_volumes))
    task.attached_volumes = *volumes;
  if (const auto most = cursor.optional_integer("max_copies_per_host", 1, max_count)) task.max_copies_per_host = *most;
  if (const auto skew = cursor.optional_integer("max_host_skew", 1, max_count)) task.max_host_skew = *skew;
  if (const auto most = cursor.optional_integer("max_copies_per_zone", 1, max_count)) task.max_copies_per_zone = *most;
  if (const auto zones = cursor.optional_integer("least_zones", 1, max_zones)) task.least_zones = *zones;
  if (const auto rollout = cursor.find("rollout")) read_scenario_rollout(*rollout, service.rollout);
  if (const auto placement = cursor.find("placement")) service.placement = read_placement(*placement);
  if (const auto strategy = cursor.find("capacity_strategy")) {
    service.capacity_strategy = read_scenario_capacity(*strategy);
  }
}

void read_accelerator(const JsonCursor& cursor, Task& task) {
  const auto name = cursor.find("accelerator");
  task.all_accelerators = cursor.optional_boolean("all_accelerators").value_or(false);
  if ((name || task.all_accelerators) && task.request.gpu_count == 0) {
    throw ParseError(cursor.location(), "a member 'gpu' above 0 beside 'accelerator' or 'all_accelerators'", "none",
                     "State how many accelerators a task needs at the least");
  }
  if (!name) return;
  for (const Accelerator accelerator : {Accelerator::nvidia, Accelerator::neuron, Accelerator::neuron_core}) {
    if (name->text() == to_string(accelerator)) {
      task.accelerator = accelerator;
      return;
    }
  }
  name->fail("nvidia, neuron or neuron_core");
}

}  // namespace container_tco

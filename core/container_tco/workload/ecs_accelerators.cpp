#include "container_tco/workload/ecs_accelerators.hpp"

#include <algorithm>
#include <set>

namespace container_tco {
namespace {

constexpr std::int64_t max_container_gpus = 64;

struct Accelerators {
  std::int64_t gpus = 0;
  std::int64_t neuron_requirements = 0;
  bool all_of_host = false;
  std::set<std::string> neuron_devices;
};

void add_requirement(const JsonCursor& requirement, Accelerators& sums) {
  const std::string type = requirement.optional_text("type").value_or("");
  if (type != "GPU" && type != "NeuronDevice") return;
  std::int64_t& sum = type == "GPU" ? sums.gpus : sums.neuron_requirements;
  const JsonCursor value = requirement.at("value");
  if (value.value().is_string() && value.text() == "ALL") {
    sums.all_of_host = true;
    ++sum;
  } else {
    sum += value.integer(1, max_container_gpus);
  }
}

void add_devices(const JsonCursor& container, Accelerators& sums) {
  const std::optional<JsonCursor> parameters = container.find("linuxParameters");
  if (!parameters) return;
  for (const JsonCursor& device : parameters->items_of("devices")) {
    const std::string path = device.optional_text("hostPath").value_or("");
    if (path.starts_with("/dev/neuron")) sums.neuron_devices.insert(path);
  }
}

}  // namespace

EcsAccelerators read_ecs_accelerators(const JsonCursor& definition) {
  Accelerators sums;
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    for (const JsonCursor& requirement : container.items_of("resourceRequirements")) add_requirement(requirement, sums);
    add_devices(container, sums);
  }
  const std::int64_t neuron = std::max(sums.neuron_requirements, static_cast<std::int64_t>(sums.neuron_devices.size()));
  if (sums.gpus > 0 && neuron > 0) {
    throw ParseError(definition.at("containerDefinitions").location(), "one kind of accelerator",
                     "GPUs and Neuron devices", "No instance type has both; split the task");
  }
  if (neuron > 0) return {Accelerator::neuron, neuron, sums.all_of_host};
  return {Accelerator::nvidia, sums.gpus, sums.all_of_host};
}

}  // namespace container_tco

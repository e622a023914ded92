#include "container_tco/sizing/host_accelerators.hpp"

#include <map>
#include <string>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string neuron_devices_json();

namespace {

constexpr std::int64_t most_cores = 1'000;

std::map<std::string, std::int64_t> read_cores_per_device() {
  const JsonValue document = parse_json(neuron_devices_json(), "neuron_devices.json");
  std::map<std::string, std::int64_t> cores;
  for (const auto& [model, count] : JsonCursor(document, "neuron_devices.json").at("cores_per_device").members()) {
    cores[model] = count.integer(1, most_cores);
  }
  return cores;
}

std::int64_t cores_per_device(const std::string& model) {
  static const std::map<std::string, std::int64_t> table = read_cores_per_device();
  const auto found = table.find(model);
  return found == table.end() ? 0 : found->second;
}

bool has_nvidia_gpus(const InstanceType& type) {
  return type.gpu_model.empty() || type.gpu_model.starts_with("NVIDIA") || type.gpu_model.starts_with("nvidia");
}

}  // namespace

std::int64_t accelerators_of(const InstanceType& type, Accelerator unit) {
  switch (unit) {
    case Accelerator::nvidia:
      return has_nvidia_gpus(type) ? type.gpu_count : 0;
    case Accelerator::neuron:
      return type.neuron_device_count;
    case Accelerator::neuron_core:
      return type.neuron_device_count * cores_per_device(type.neuron_device_model);
    case Accelerator::amd:
      return type.gpu_model.starts_with("AMD") ? type.gpu_count : 0;
  }
  throw InternalError("an accelerator without a count");
}

}  // namespace container_tco

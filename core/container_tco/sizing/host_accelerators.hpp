#pragma once
// Accelerators of instance types in the units that tasks ask for.

#include <cstdint>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// How many of what `unit` counts a host of `type` has: NVIDIA GPUs that ECS and the NVIDIA device plugin hand out
/// (rule S7), Inferentia or Trainium devices, or their NeuronCores (neuron_devices.json). Old types have NVIDIA GPUs
/// whose model is not in the table. Zero for cores of a device that the table does not know.
std::int64_t accelerators_of(const InstanceType& type, Accelerator unit);

}  // namespace container_tco

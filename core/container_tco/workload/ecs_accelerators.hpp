#pragma once
// The accelerators that an ECS task definition asks for (rule S7).

#include <cstdint>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

struct EcsAccelerators {
  Accelerator kind = Accelerator::nvidia;
  std::int64_t count = 0;
  bool all_of_host = false;  ///< The value "ALL"; `count` is then at least 1.
};

/// Sums up resource requirements of type GPU and NeuronDevice, and the Neuron devices that containers map from the host
/// ("/dev/neuron0", which is how tasks on hosts of one's own get them). Throws ParseError for a task with both.
EcsAccelerators read_ecs_accelerators(const JsonCursor& definition);

}  // namespace container_tco

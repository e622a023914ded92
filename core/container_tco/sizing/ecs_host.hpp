#pragma once
// A container instance of ECS (rules S8, S9, S12).

#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// `capacity` comes with name and advertised resources; deductions and network slots are filled in.
void deduct_ecs(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options,
                HostCapacity& capacity);

}  // namespace container_tco

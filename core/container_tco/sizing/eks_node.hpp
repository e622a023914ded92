#pragma once
// A node of EKS: Linux by rules K1 to K6, Windows by the EKS guides.

#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// `capacity` comes with name and advertised resources; deductions and pod slots are filled in.
void deduct_eks(const InstanceType& type, OperatingSystem operating_system, const HostOptions& options,
                HostCapacity& capacity);

}  // namespace container_tco

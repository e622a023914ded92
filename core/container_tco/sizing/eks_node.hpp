#pragma once
// A Linux node of EKS (rules K1 to K6).

#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// `capacity` comes with name and advertised resources; deductions and pod slots are filled in.
void deduct_eks(const InstanceType& type, const HostOptions& options, HostCapacity& capacity);

}  // namespace container_tco

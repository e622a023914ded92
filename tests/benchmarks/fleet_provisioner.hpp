#pragma once
// A first fit decreasing provisioner after the published design of Karpenter's scheduler, to compare with: pods by CPU,
// then memory, decreasing; each goes to the new node that holds fewest pods and still has an instance type for all of
// them, else to another node; at the end each node is launched as the cheapest type that is left. Written apart from
// the library's own.

#include <container_tco/packing/fleet.hpp>
#include <cstdint>
#include <vector>

/// The weight of the nodes. All pods must fit on some type; labels, taints and exclusive names are not read.
std::int64_t provision_weight(const std::vector<container_tco::FleetItem>& pods,
                              const std::vector<container_tco::FleetHostType>& types);

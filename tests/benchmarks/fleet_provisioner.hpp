#pragma once
// A first fit decreasing provisioner after the published design of Karpenter's scheduler, to compare with. Written
// apart from the library's own. Checked against the source of kubernetes-sigs/karpenter (pkg/controllers/provisioning/
// scheduling: queue.go at commit 08de6e3, scheduler.go), November 2026:
// - pods are taken by CPU, then memory, decreasing;
// - each pod goes to the new node that holds fewest pods and takes it, else to a node of its own;
// - a new node has no type yet: it keeps all types that still hold everything on it, and takes a pod as long as one is
//   left;
// - at the end each node is launched as the cheapest type that is left (on demand: the lowest price first).
// Left out: what can only add to the weight or does not occur in the pod lists (at most 60 types in a launch request,
// the cheapest; topology spread, affinity, weights of node pools), Spot, and consolidation, which repacks hosts that
// run already and may lower the weight later.

#include <container_tco/packing/fleet.hpp>
#include <cstdint>
#include <vector>

/// The weight of the nodes. All pods must fit on some type; labels, taints and exclusive names are not read.
std::int64_t provision_weight(const std::vector<container_tco::FleetItem>& pods,
                              const std::vector<container_tco::FleetHostType>& types);

#pragma once
// What a service asks of its platform: the demands its reader found, and the facts that follow from the task itself.

#include <vector>

#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What daemons add to every task of an operating system when they run as sidecars (rule K16).
struct SidecarLoad {
  Resources request;
  std::int64_t container_count = 0;
};

/// The daemons of `workload` that become sidecars of tasks of `operating_system` on Fargate.
SidecarLoad sidecar_load(const Workload& workload, OperatingSystem operating_system);

/// Every demand of `service` under `deployment`. Derived facts take the JSON path of the demand that they stand for, or
/// none. `sidecars` is added to tasks on Fargate.
std::vector<HostDemand> service_demands(const Service& service, const Deployment& deployment,
                                        const SidecarLoad& sidecars);

}  // namespace container_tco

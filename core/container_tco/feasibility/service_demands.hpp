#pragma once
// What a service asks of its platform: the demands its reader found, and the facts that follow from the task itself.

#include <vector>

#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The architectures of Fargate tasks that may run it. ARM is for Linux on ECS only (rules F4, F5); what is built for
/// nothing else stays, so that sizing says why not.
std::vector<Architecture> fargate_architectures(const Task& task, ControlPlane control_plane);

/// Whether a daemon is a sidecar of a Fargate task of `architecture` (rule K16): unless it is left out, of those beside
/// which it would run on hosts.
bool is_sidecar_of(const Service& daemon, const Task& task, Architecture architecture);

/// Every demand of `service`, one of `workload`, under `deployment`. Derived facts take the JSON path of the demand
/// that they stand for, or none.
std::vector<HostDemand> service_demands(const Service& service, const Workload& workload, const Deployment& deployment);

}  // namespace container_tco

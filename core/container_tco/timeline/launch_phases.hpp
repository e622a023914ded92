#pragma once
// Inside of the stage: how long tasks and hosts of a deployment take to start and to stop.

#include <vector>

#include "container_tco/estimate/part.hpp"
#include "container_tco/timeline/host_timeline.hpp"
#include "container_tco/timeline/task_timeline.hpp"
#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// On hosts the image is there already: a host pulls it once, when it starts (rule F27). Launched late, a task waits
/// for a new host.
TaskPhases task_phases(const Service& service, const Deployment& deployment, const TimelineOptions& how);
HostPhases host_phases(const Workload& workload, const TimelineOptions& how);

/// Whether a host stays while a task is left on it: on ECS hosts of the team's, unless every service packs its tasks.
bool keeps_fragments(const Workload& workload, const Deployment& deployment);

/// Says what is taken for granted about launches of `part`, each thing once. Services state their demand over time.
void assume_launches(std::vector<Assumption>& assumptions, const Part& part, const TimelineOptions& how);

}  // namespace container_tco

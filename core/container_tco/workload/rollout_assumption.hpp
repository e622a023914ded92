#pragma once
// Which services nobody said how to roll out.

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Makes the assumptions of `workload` say, once for each input format, how the services whose rollout is a default are
/// taken to be rolled out, by name; what they said about it before is taken out.
void assume_default_rollouts(Workload& workload);

}  // namespace container_tco

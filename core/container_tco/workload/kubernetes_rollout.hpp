#pragma once
// How Kubernetes replaces the pods of a workload object (rule J14).

#include <string>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/rollout.hpp"

namespace container_tco {

/// Reads the update strategy of an object of `kind` from its spec: maxSurge and maxUnavailable of Deployments (25 %
/// each unless given), one pod at a time for StatefulSets and DaemonSets, which start no new pod beside an old one
/// unless told to. Other kinds replace nothing, so that a new version stops the old one first. Throws ParseError for
/// numbers that Kubernetes refuses.
Rollout read_kubernetes_rollout(const std::string& kind, const JsonCursor& spec);

/// A number of copies such as 2, or a percentage such as "25%". Throws ParseError otherwise.
CopyShare read_copy_share(const JsonCursor& cursor, bool rounds_up);

}  // namespace container_tco

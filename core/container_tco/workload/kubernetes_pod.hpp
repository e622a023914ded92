#pragma once
// One pod template becomes one task.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_host_demands.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/kubernetes_objects.hpp"
#include "container_tco/workload/kubernetes_requests.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What surrounds a pod spec.
struct PodContext {
  std::string name_space;
  KubernetesLabels labels;
  std::vector<JsonCursor> claim_templates;  ///< volumeClaimTemplates of a StatefulSet.
  RequestDefaults defaults;
};

struct PodReading {
  Task task;
  bool every_container_asks = true;  ///< For both CPU and memory.
  bool limit_range_used = false;
  PodVolumes volumes;
  bool affinity_is_partial = false;  ///< Some of the node affinity does not count for hosts.
};

/// Reads a pod spec. Throws ParseError when a part that matters cannot be understood.
PodReading read_pod(const JsonCursor& pod_spec, const PodContext& context, const KubernetesObjects& objects);

}  // namespace container_tco

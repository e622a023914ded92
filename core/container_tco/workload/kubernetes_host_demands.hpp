#pragma once
// What a pod asks of its host beyond size and place (rules X62, K13): privileges, namespaces of the host, sysctls,
// devices and volumes.

#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_objects.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Adds demands for security settings, devices, runtime class and topology spread.
void read_host_demands(const JsonCursor& pod_spec, Task& task);

struct PodVolumes {
  std::int64_t claims = 0;      ///< Persistent volumes of one pod, of any kind.
  bool is_assumed_ebs = false;  ///< One of them names no storage class and was taken for an EBS volume.
};

/// Adds demands for volumes, and counts those of EBS. Claims are looked up among `objects`; `claim_templates` are those
/// of a StatefulSet.
PodVolumes read_volumes(const JsonCursor& pod_spec, const std::vector<JsonCursor>& claim_templates,
                        const KubernetesObjects& objects, const std::string& name_space, Task& task);

}  // namespace container_tco

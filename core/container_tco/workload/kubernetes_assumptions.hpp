#pragma once
// What the reader of Kubernetes objects takes for granted, collected per service and told in one sentence each.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

enum class KubernetesNote {
  default_replicas,
  autoscaled,
  job_duration,
  no_requests,
  partial_requests,
  limit_range,
  node_daemon,
  volume_claims,
  default_storage_class,
  partial_affinity,
  host_spread,
  other_pods,
  grouped_pods,
};

/// Names the services that each note applies to.
class KubernetesNotes {
 public:
  void add(KubernetesNote note, const std::string& service_name);
  /// One assumption for every note that applies to any service, in the order of the notes.
  std::vector<Assumption> assumptions() const;

 private:
  static constexpr std::size_t note_count = 13;
  std::array<std::vector<std::string>, note_count> services_;
};

}  // namespace container_tco

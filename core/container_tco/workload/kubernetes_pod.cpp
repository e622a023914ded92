#include "container_tco/workload/kubernetes_pod.hpp"

#include <set>

#include "container_tco/workload/kubernetes_host_demands.hpp"
#include "container_tco/workload/kubernetes_nodes.hpp"
#include "container_tco/workload/kubernetes_scheduling.hpp"

namespace container_tco {
namespace {

void read_images(const JsonCursor& pod_spec, Task& task) {
  task.container_count = 0;
  std::set<std::string> seen;
  for (const char* group : {"initContainers", "containers"}) {
    for (const JsonCursor& container : pod_spec.items_of(group)) {
      ++task.container_count;
      const auto image = container.find("image");
      if (!image) continue;
      const std::string name = scalar_text(*image);
      if (seen.insert(name).second) task.images.push_back(name);
    }
  }
}

}  // namespace

PodReading read_pod(const JsonCursor& pod_spec, const PodContext& context, const KubernetesObjects& objects) {
  const PodRequests requests = read_pod_requests(pod_spec, context.defaults);
  PodReading reading;
  Task& task = reading.task;
  task.request = requests.scheduler;
  task.fargate_request = requests.fargate;
  task.accelerator = requests.accelerator;
  if (requests.ephemeral_storage > Bytes()) task.ephemeral_storage = requests.ephemeral_storage;
  read_network(pod_spec, task);
  reading.affinity_is_partial = read_node_requirements(pod_spec, task);
  read_tolerations(pod_spec, task);
  read_host_demands(pod_spec, task);
  reading.volumes = read_volumes(pod_spec, context.claim_templates, objects, context.name_space, task);
  task.one_per_host = repels_its_copies(pod_spec, context.labels, context.name_space, Topology::host);
  if (repels_its_copies(pod_spec, context.labels, context.name_space, Topology::zone)) task.max_copies_per_zone = 1;
  task.least_zones = read_least_zones(pod_spec, context.labels);
  task.max_host_skew = read_max_host_skew(pod_spec, context.labels);
  read_images(pod_spec, task);
  reading.every_container_asks = requests.every_container_asks;
  reading.limit_range_used = requests.limit_range_used;
  return reading;
}

}  // namespace container_tco

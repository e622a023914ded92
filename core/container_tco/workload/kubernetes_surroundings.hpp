#pragma once
// Objects that run nothing and yet change what others cost: autoscalers, default requests, load balancers.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/kubernetes_objects.hpp"
#include "container_tco/workload/kubernetes_requests.hpp"

namespace container_tco {

/// The least copies that a HorizontalPodAutoscaler keeps of its target.
struct Autoscaler {
  std::string label;
  std::string target_label;
  std::int64_t minimum = 1;
};

struct KubernetesSurroundings {
  /// By kind, namespace and name of the target.
  std::map<std::tuple<std::string, std::string, std::string>, Autoscaler> autoscalers;
  std::map<std::string, RequestDefaults> defaults_by_namespace;
  /// By namespace: the selectors of Services behind a load balancer.
  std::map<std::string, std::set<KubernetesLabels>> balanced_selectors;
  std::int64_t load_balancers = 0;  ///< Services of type LoadBalancer, and Ingresses.
};

/// Reads what of `objects` belongs here; an object that cannot be understood becomes one of `problems`.
KubernetesSurroundings read_surroundings(const KubernetesObjects& objects, std::vector<InputProblem>& problems);

/// Whether a load balancer sends traffic to pods with these labels.
bool is_load_balanced(const KubernetesSurroundings& surroundings, const std::string& name_space,
                      const KubernetesLabels& labels);

}  // namespace container_tco

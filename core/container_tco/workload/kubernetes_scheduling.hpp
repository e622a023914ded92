#pragma once
// What of a host pods compete for: ports, and how many copies of one pod a host or a zone may hold.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets network mode and the ports that only one pod of a host may hold; adds host demands for them.
void read_network(const JsonCursor& pod_spec, Task& task);

/// What copies of a pod are spread over or kept apart by.
enum class Topology { host, zone };

/// Whether required anti-affinity keeps copies of the pod on different hosts, or in different zones.
bool repels_its_copies(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space,
                       Topology topology);

/// Required affinity of a pod to pods, and its anti-affinity beyond its own copies.
class PodAffinity {
 public:
  /// Throws ParseError for a selector that cannot be understood.
  PodAffinity(const JsonCursor& pod_spec, const KubernetesLabels& labels, const std::string& name_space);
  /// Whether it must stand beside some pods.
  bool attracts() const { return attracts_; }
  /// Whether it keeps apart from pods of namespaces that are chosen by labels, which the input does not have.
  bool is_vague() const { return is_vague_; }
  /// Whether it keeps apart from pods of such labels, on different hosts;
  bool repels_on_host(const KubernetesLabels& labels, const std::string& name_space) const;
  /// or farther than that: in different zones, say.
  bool repels_farther(const KubernetesLabels& labels, const std::string& name_space) const;

 private:
  bool repels(const JsonCursor& term, const KubernetesLabels& labels, const std::string& name_space) const;

  bool attracts_ = false;
  bool is_vague_ = false;
  KubernetesLabels labels_;
  std::vector<JsonCursor> repelled_;  ///< Terms with a selector.
  std::string name_space_;
};

/// The least maxSkew of the topology spread constraints over hosts that count copies of the pod and must hold; nothing
/// without one. Throws ParseError for a maxSkew below 1.
std::optional<std::int64_t> read_max_host_skew(const JsonCursor& pod_spec, const KubernetesLabels& labels);

/// The greatest minDomains of such constraints over zones; nothing without one. Throws ParseError for one below 1.
std::optional<std::int64_t> read_least_zones(const JsonCursor& pod_spec, const KubernetesLabels& labels);

}  // namespace container_tco

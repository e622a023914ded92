#pragma once
// Which objects run pods, and how many (rule J14).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/kubernetes_objects.hpp"
#include "container_tco/workload/rollout.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The pods that one object keeps running.
struct ControlledPods {
  JsonCursor pod_template;        ///< Has `metadata` and `spec`.
  std::int64_t count = 1;         ///< Most pods at one time; of a daemon, not used.
  bool count_is_default = false;  ///< The object does not say.
  bool is_daemon = false;
  bool is_job = false;                        ///< Ends at a time that nobody wrote down.
  std::optional<RunSchedule> run_schedule{};  ///< Of a CronJob.
  std::vector<JsonCursor> claim_templates{};  ///< volumeClaimTemplates of a StatefulSet.
  Rollout rollout{};
};

/// Whether the object is of a kind that is priced.
bool runs_priced_pods(const KubernetesObject& object);

/// Whether an object of another kind seems to run pods as well: a custom resource with containers or replicas.
bool seems_to_run_pods(const KubernetesObject& object);

/// Throws ParseError for a count or a template that cannot be understood.
ControlledPods read_controlled_pods(const KubernetesObject& object);

/// Why the object adds nothing to the count: it has ended, another object in the input counts it, or every EKS cluster
/// has it. Nothing when it does add.
std::optional<std::string> reason_not_to_count(const KubernetesObject& object, const KubernetesObjects& objects);

/// The controller of a Pod without the hash or time that Kubernetes appended to its name; the pod itself without one.
ObjectOwner origin_of_pod(const KubernetesObject& pod);

}  // namespace container_tco

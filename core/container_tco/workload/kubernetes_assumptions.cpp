#include "container_tco/workload/kubernetes_assumptions.hpp"

#include "container_tco/workload/name_list.hpp"

namespace container_tco {
namespace {

struct NoteText {
  const char* id;
  const char* text;
  const char* source;
};

constexpr std::array<NoteText, 13> note_texts = {{
    {"default_replicas", "No number of replicas is given, and Kubernetes then runs 1", "J14"},
    {"autoscaled", "An autoscaler sets the number of copies, and its minimum is priced", "J14"},
    {"job_duration",
     "Jobs do not say how long they run: each is priced as if its pods never stopped, an upper bound on both sides. "
     "Give runs (per_day and seconds) in a usage file to price what they use",
     "assumption"},
    {"no_requests",
     "No container asks for CPU or memory: hosts reserve nothing for these pods, and Fargate gives each 0.25 vCPU and "
     "0.5 GB",
     "K9"},
    {"partial_requests", "Some containers ask for no CPU or no memory, which counts as 0 on both sides", "J12"},
    {"limit_range", "The LimitRange of the namespace supplies requests that the containers do not state", "J14"},
    {"node_daemon",
     "These DaemonSets look after nodes (namespace kube-system or priority system-node-critical): Fargate needs no "
     "copy of them, so none is added to its tasks",
     "assumption"},
    {"volume_claims", "Persistent volumes cost the same on both sides and are not priced", "assumption"},
    {"default_storage_class",
     "Volume claims that name no storage class are taken for EBS volumes, of which a host can attach only so many",
     "assumption"},
    {"partial_affinity",
     "Node affinity with several alternatives, or with other conditions than In and Exists on labels that are no facts "
     "of an instance type, counts for hosts only as far as all alternatives agree",
     "assumption"},
    {"host_spread",
     "Topology spread over hosts allows no host more copies than maxSkew, as an autoscaler reads it that can always "
     "add "
     "an empty host; copies dealt evenly over hosts that are there already may share one",
     "assumption"},
    {"other_pods",
     "Required affinity to pods, and anti-affinity to pods of other services over zones or with a daemon, is not "
     "planned for: hosts may hold together what the cluster keeps apart and keep apart what it holds together, so that "
     "it may need more hosts than are priced",
     "assumption"},
    {"grouped_pods", "Pods whose controller is not in the input are counted as one service for each controller",
     "assumption"},
}};

}  // namespace

void KubernetesNotes::add(KubernetesNote note, const std::string& service_name) {
  services_[static_cast<std::size_t>(note)].push_back(service_name);
}

std::vector<Assumption> KubernetesNotes::assumptions() const {
  static_assert(note_texts.size() == note_count);
  std::vector<Assumption> result;
  for (std::size_t i = 0; i < note_count; ++i) {
    if (services_[i].empty()) continue;
    const NoteText& note = note_texts[i];
    result.push_back({note.id, std::string(note.text) + ": " + list_some(services_[i]), note.source});
  }
  return result;
}

}  // namespace container_tco
